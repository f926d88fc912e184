package org.dipscope.tokenizer;

/** What a token is, in the order of the numbers in {@code tokenizer.ggml.token_type}, which begin at 1. */
enum TokenKind {
    NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE;

    private static final TokenKind[] BY_NUMBER = values();

    static TokenKind of(int number) {
        // llama.cpp treats a number that it does not know as no attribute at all, which is what UNUSED amounts to.
        return number >= 1 && number <= BY_NUMBER.length ? BY_NUMBER[number - 1] : UNUSED;
    }
}
