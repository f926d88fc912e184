package org.dipscope.ui.controls;

import org.dipscope.memory.DeviceProfile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DevicePresetTest {

    @Test
    void theFirstIsThePapersPhone() {
        assertThat(DevicePreset.all().getFirst().withDram(80e6)).isEqualTo(DeviceProfile.phone(80e6));
    }

    @Test
    void everyFigureSaysWhereItComesFrom() {
        assertThat(DevicePreset.all()).allMatch(preset -> preset.origin().startsWith("an example") || preset.origin().contains("MLSys 2025"));
        assertThat(DevicePreset.all()).extracting(DevicePreset::name).doesNotHaveDuplicates();
    }
}
