package org.dipscope.gguf;

import java.io.IOException;
import java.util.List;

/** A file that cannot be used as a GGUF model. The message is one sentence: what is wrong, where, and what to do. */
public final class GgufException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Trouble trouble;
    private final List<String> details;

    public GgufException(String sentence) {
        this(Trouble.OTHER, sentence);
    }

    public GgufException(String sentence, Throwable cause) {
        this(Trouble.OTHER, sentence, cause);
    }

    /** The same, and what kind of trouble it is. */
    public GgufException(Trouble trouble, String sentence, String... details) {
        super(sentence);
        this.trouble = trouble;
        this.details = List.of(details);
    }

    /** The same, with its cause. */
    public GgufException(Trouble trouble, String sentence, Throwable cause) {
        super(sentence, cause);
        this.trouble = trouble;
        this.details = List.of();
    }

    /** What kind of trouble it is. */
    public Trouble trouble() {
        return trouble;
    }

    /** The names or figures that {@link #trouble()} asks for, in its order. */
    public List<String> details() {
        return details;
    }
}
