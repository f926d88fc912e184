package org.dipscope.export;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class UserFolderTest {
    private static final Path HOME = Path.of("somebody");

    @Test
    void theVariable_namesTheFolder() {
        assertThat(UserFolder.of(Map.of("DIPSCOPE_HOME", "elsewhere"), HOME)).isEqualTo(Path.of("elsewhere"));
    }

    @Test
    void withoutOne_itIsInThePersonsOwnFolder() {
        assertThat(UserFolder.of(Map.of(), HOME)).isEqualTo(HOME.resolve(".dipscope"));
        assertThat(UserFolder.of(Map.of("DIPSCOPE_HOME", " "), HOME)).isEqualTo(HOME.resolve(".dipscope"));
    }
}
