package org.dipscope.session;

import org.dipscope.gguf.GgufException;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A model that was not opened, with what a window needs to say so in its own language. */
public final class RefusedModelException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String trouble;
    private final List<String> details;

    /** What the file's reader refused. */
    public RefusedModelException(GgufException refusal) {
        super(refusal.getMessage(), refusal);
        this.trouble = refusal.trouble().name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.details = refusal.details();
    }

    /** What kind of trouble it is: the name of a {@link org.dipscope.gguf.Trouble}, such as {@code no-gguf}. */
    public String trouble() {
        return trouble;
    }

    /** Whether there is no such file. */
    public boolean isMissing() {
        return trouble.equals("missing");
    }

    /** The names or figures that such a trouble has, in its order. */
    public List<String> details() {
        return details;
    }
}
