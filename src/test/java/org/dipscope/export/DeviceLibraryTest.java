package org.dipscope.export;

import org.dipscope.memory.DevicePreset;
import org.dipscope.memory.DeviceProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeviceLibraryTest {
    private static final DevicePreset OWN = new DevicePreset("My box: fast", 41.25e9, 2.5e9, true, "measured");

    @TempDir
    private Path folder;

    @Test
    void theFirstIsThePapersPhone() {
        assertThat(DeviceLibrary.builtIn().getFirst().withDram(80e6)).isEqualTo(DeviceProfile.phone(80e6));
    }

    @Test
    void everyFigureSaysWhereItComesFrom() {
        List<DevicePreset> presets = DeviceLibrary.builtIn();
        assertThat(presets).hasSize(6).allMatch(preset -> preset.origin().startsWith("an example") || preset.origin().contains("MLSys 2025")
                || preset.origin().startsWith("typical public specification, peak and not measured"));
        assertThat(presets).extracting(DevicePreset::name).doesNotHaveDuplicates();
    }

    @Test
    void aSavedDeviceComesBackBehindTheProgramsOwn() throws IOException {
        DeviceLibrary library = new DeviceLibrary(folder.resolve("deeper").resolve("devices"));
        assertThat(library.all()).isEqualTo(DeviceLibrary.builtIn());

        library.save(new DevicePreset("My box: fast", 1e9, 1e9, false, "older"));
        library.save(OWN);

        assertThat(library.all()).hasSize(7).last().isEqualTo(OWN);
    }

    @Test
    void namesThatLookAlikeInAFileNameStayApart() throws IOException {
        DeviceLibrary library = new DeviceLibrary(folder);
        library.save(OWN);
        library.save(new DevicePreset("my box fast", 1e9, 1e9, false, "other"));

        assertThat(library.all()).hasSize(8);
    }

    @Test
    void aProgramsDeviceIsNotReplaced() {
        assertThatThrownBy(() -> new DeviceLibrary(folder).save(new DevicePreset("phone", 1, 1, false, "")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("comes with the program");
    }

    @Test
    void aFileThatHoldsNoDeviceIsPassedOverAndNamedWhenAskedFor() throws IOException {
        for (String text : List.of("", "[]", "{\"name\":1}", "{", "{\"name\":\"x\",\"dram_bytes_per_s\":-1,\"flash_bytes_per_s\":1,\"concurrent_io\":true}")) {
            Path file = Files.writeString(folder.resolve("broken.json"), text);
            assertThat(new DeviceLibrary(folder).all()).as(text).isEqualTo(DeviceLibrary.builtIn());
            assertThatThrownBy(() -> DeviceLibrary.read(file)).as(text).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("broken.json");
        }
    }
}
