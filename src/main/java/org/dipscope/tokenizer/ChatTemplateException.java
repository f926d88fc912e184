package org.dipscope.tokenizer;

import java.util.List;

/** A chat template that cannot be rendered. The message is one sentence: what failed, where, and what to do. */
public final class ChatTemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong, as far as others may want to say it in a language of their own. */
    public enum Trouble {
        /** Its brackets are nested too deep; the detail is how deep they may be. */
        TOO_DEEP,
        /** It does not close a tag; the detail is the tag's line. */
        UNCLOSED,
        /** It did not come to an end. */
        ENDLESS,
        /** It does not want these messages; the detail is its own reason. */
        REFUSED,
        /** It failed; the details are the line, a {@link Complaint}'s kind, and what that is about. */
        FAILED,
        /** It asks for more memory than there is. */
        TOO_LARGE,
        /** The messages leave no character to guard special tokens with. */
        UNGUARDED
    }

    private final Trouble trouble;
    private final List<String> details;

    ChatTemplateException(Trouble trouble, List<String> details, String sentence, Throwable cause) {
        super(sentence, cause);
        this.trouble = trouble;
        this.details = List.copyOf(details);
    }

    /** What is wrong. */
    public Trouble trouble() {
        return trouble;
    }

    /** The names or figures that such a trouble has, in its order. */
    public List<String> details() {
        return details;
    }
}
