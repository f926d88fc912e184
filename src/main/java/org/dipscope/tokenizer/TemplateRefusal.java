package org.dipscope.tokenizer;

/** Thrown out of a template that calls {@code raise_exception}. */
final class TemplateRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateRefusal(String reason) {
        super(reason);
    }
}
