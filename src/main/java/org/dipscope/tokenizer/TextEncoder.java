package org.dipscope.tokenizer;

/** Turns plain text, in which no special token is left to find, into tokens. One serves one text, in one thread. */
interface TextEncoder {
    /**
     * Appends the tokens of a piece of the text.
     *
     * @param text   not empty, without lone surrogates
     * @param begins whether it stands at the beginning of the text or right behind a token that was found in it
     */
    void encode(String text, boolean begins, Ids out);
}
