package org.dipscope.tokenizer;

import java.nio.file.Path;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.Metadata;

/** The sample model's metadata and tokenizer. */
final class SampleTokenizer {
    private SampleTokenizer() {
    }

    static Metadata metadata() throws GgufException {
        try (GgufFile file = GgufFile.open(Path.of("sample-models", "SmolLM2-135M-Instruct.Q4_1.gguf"))) {
            return file.metadata();
        }
    }

    static Tokenizer tokenizer() throws GgufException {
        return Tokenizer.of(metadata());
    }
}
