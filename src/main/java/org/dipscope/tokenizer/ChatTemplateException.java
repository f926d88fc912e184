package org.dipscope.tokenizer;

/** A chat template that cannot be rendered. The message is one sentence: what failed, where, and what to do. */
public final class ChatTemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    public ChatTemplateException(String sentence) {
        super(sentence);
    }

    public ChatTemplateException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
