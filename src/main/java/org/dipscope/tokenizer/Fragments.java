package org.dipscope.tokenizer;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/** Collects the ids of one text as its special tokens and the plain text between them come in. */
final class Fragments implements Consumer<String>, IntConsumer {
    private final TextEncoder encoder;
    private final UnaryOperator<String> plain;
    private final Ids ids = new Ids();
    private boolean begins = true;

    /**
     * Begins a text.
     *
     * @param plain makes of a fragment the text that it stands for
     */
    Fragments(TextEncoder encoder, UnaryOperator<String> plain) {
        this.encoder = encoder;
        this.plain = plain;
    }

    @Override
    public void accept(String fragment) {
        String text = plain.apply(fragment);
        if (!text.isEmpty()) {
            encoder.encode(text, begins, ids);
            begins = false;
        }
    }

    @Override
    public void accept(int token) {
        ids.add(token);
        begins = true;
    }

    int[] ids() {
        return ids.toArray();
    }
}
