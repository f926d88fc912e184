package org.dipscope.gguf;

import java.io.IOException;

/** A file that cannot be used as a GGUF model. The message is one sentence: what is wrong, where, and what to do. */
public final class GgufException extends IOException {
    private static final long serialVersionUID = 1L;

    public GgufException(String sentence) {
        super(sentence);
    }

    public GgufException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
