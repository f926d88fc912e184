package org.dipscope.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dipscope.gguf.GgufBuilder;
import org.dipscope.gguf.GgufFile;

/** Chat templates for tests, taken out of a GGUF file as all are. */
final class Templates {
    private Templates() {
    }

    /** The template of a file whose template is {@code source}, or that has none if it is null. */
    static ChatTemplate of(String source) throws IOException {
        GgufBuilder builder = new GgufBuilder();
        if (source != null) {
            builder.string("tokenizer.chat_template", source);
        }
        Path path = Files.createTempFile("template", ".gguf");
        try {
            Files.write(path, builder.build());
            try (GgufFile file = GgufFile.open(path)) {
                return ChatTemplate.of(file.metadata());
            }
        } finally {
            Files.delete(path);
        }
    }
}
