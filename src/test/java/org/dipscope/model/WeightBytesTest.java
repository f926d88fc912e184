package org.dipscope.model;

import org.dipscope.gguf.GgufFile;
import org.dipscope.memory.ModelBytes;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class WeightBytesTest {
    /** Two layers of 64 and 96 floats with two key heads of four: a Q8_0 row of 64 is 68 bytes, one of 96 is 102; a Q4_0 row of 64 is 36. */
    @Test
    void matricesThatShareATensorCountWithTheirOwnRows() throws IOException, URISyntaxException {
        try (GgufFile file = GgufFile.open(Path.of(WeightBytesTest.class.getResource("phi3-q8_0.gguf").toURI()))) {
            ModelBytes bytes = WeightBytes.of(file, Hyperparameters.of(file));

            assertThat(file.require("blk.0.ffn_up.weight").bytes()).as("gate and up in one").isEqualTo(2 * 96 * 68);
            assertThat(bytes.gate()).isEqualTo(2 * 96 * 68);
            assertThat(bytes.up()).isEqualTo(2 * 96 * 68);
            assertThat(bytes.down()).isEqualTo(2 * 64 * 102);
            assertThat(bytes.attention()).isEqualTo(2 * (64 + 32 + 32 + 64) * 68);
            assertThat(bytes.lmHead()).isEqualTo(300 * 36);
            assertThat(bytes.kvPerToken()).isEqualTo(2 * 32 * 2 * 2);
        }
    }
}
