package org.dipscope.session;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class ProgramVersionTest {

    @Test
    void theVersionIsThePoms() {
        ProgramVersion version = ProgramVersion.current();

        assertThat(version.number()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
        assertThat(Path.of("pom.xml")).content()
                .contains("<artifactId>dipscope</artifactId>\n  <version>" + version.number() + "</version>");
        assertThat(version).hasToString("Dipscope " + version.number());
    }
}
