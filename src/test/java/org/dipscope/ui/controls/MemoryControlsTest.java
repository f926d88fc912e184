package org.dipscope.ui.controls;

import org.dipscope.mask.Hook;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.ColumnFrequencies;
import org.dipscope.memory.DevicePreset;
import org.dipscope.memory.LayerBudget;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Pinning;
import org.dipscope.ui.FakeSession;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryControlsTest {
    private static final DevicePreset SLOW = new DevicePreset("Slow", 10e9, 1e8, false, "made up");
    private static final DevicePreset FAST = new DevicePreset("Fast", 90e9, 9e9, true, "made up");

    private final MemoryControls controls = new MemoryControls(List.of(SLOW, FAST));

    @Test
    void whatIsShownComesBackWithWhatNoControlShows() {
        Optional<ColumnFrequencies> counted = Optional.of(new ColumnFrequencies(Map.of(Hook.INPUT, new int[][] {{3, 1}})));
        MemorySettings shown = FakeSession.DEFAULTS.memory().with(FAST.withDram(5e6)).with(CachePolicy.PINNED).with(LayerBudget.GLOBAL)
                .with(new Pinning(7, counted));
        controls.show(shown);

        assertThat(controls.settings(shown)).isEqualTo(shown);
        assertThat(controls.settings(FakeSession.DEFAULTS.memory()).pinning()).isEqualTo(new Pinning(7, Optional.empty()));
    }

    @Test
    void aPresetKeepsTheBudgetAndItsNameLastsAsLongAsItsFigures() {
        controls.show(FakeSession.DEFAULTS.memory());
        controls.show(SLOW);
        assertThat(controls.settings(FakeSession.DEFAULTS.memory()).device()).isEqualTo(SLOW.withDram(80e6));

        controls.dramProperty().set(3e6);
        assertThat(controls.settings(FakeSession.DEFAULTS.memory()).device()).isEqualTo(SLOW.withDram(3e6));
        controls.concurrentIoProperty().set(true);
        assertThat(controls.settings(FakeSession.DEFAULTS.memory()).device().name()).isEqualTo(DevicePreset.CUSTOM);
    }
}
