package org.dipscope.gguf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class FileTypeTest {
    @TempDir
    private Path folder;

    /** Three small tensors of Q5_0 and a larger one of Q8_0, as in a mixed file. */
    private static GgufBuilder mixed() {
        GgufBuilder builder = new GgufBuilder().string("general.architecture", "llama");
        for (int i = 0; i < 3; i++) {
            builder.tensor("small." + i, TensorType.Q5_0, new byte[22], 32);
        }
        return builder.tensor("large", TensorType.Q8_0, new byte[34 * 4], 32, 4);
    }

    private String type(GgufBuilder builder) throws IOException {
        Path file = folder.resolve("mixed.gguf");
        Files.write(file, builder.build());
        try (GgufFile opened = GgufFile.open(file)) {
            return FileType.of(opened);
        }
    }

    @Test
    void theMetadataNameTheMixtureWhateverItsTensorsAre() throws IOException {
        assertThat(type(mixed().uint32("general.file_type", 15))).isEqualTo("Q4_K_M");
        assertThat(type(mixed().uint32("general.file_type", 3))).isEqualTo("Q4_1");
    }

    @Test
    void withoutAKnownNameTheTypeThatFillsMostBytesCounts() throws IOException {
        assertThat(type(mixed())).isEqualTo("Q8_0");
        assertThat(type(mixed().uint32("general.file_type", 1024))).isEqualTo("Q8_0");
        assertThat(type(mixed().string("general.file_type", "Q4_K_M"))).isEqualTo("Q8_0");
    }
}
