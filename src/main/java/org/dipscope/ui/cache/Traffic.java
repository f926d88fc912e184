package org.dipscope.ui.cache;

import org.dipscope.session.Pass;
import org.dipscope.session.Snapshot;

import java.util.Optional;

/**
 * What the newest tokens up to a moment read from Flash.
 *
 * @param first the first token
 * @param bytes of each token; {@link Double#NaN} where a token has no masks
 * @param most  what a full bar stands for; the first masked token of a sequence meets cold caches and would dwarf all others, so that it is
 *              left out where there is another; 0 where nothing was read
 */
record Traffic(int first, double[] bytes, double most) {

    /** Before the first token. */
    static final Traffic NONE = new Traffic(0, new double[0], 0);

    /** The last {@code count} tokens of a run up to {@code token}. */
    static Traffic of(Snapshot snapshot, int token, int count) {
        int end = Math.min(token + 1, snapshot.tokens().size());
        int first = Math.max(0, end - count);
        double[] bytes = new double[Math.max(0, end - first)];
        double cold = 0;
        double most = 0;
        for (int i = 0; i < bytes.length; i++) {
            Optional<Pass> pass = snapshot.tokens().get(first + i).pass();
            bytes[i] = pass.map(Pass::flashBytes).orElse(Double.NaN);
            if (pass.isPresent() && pass.get().masked() == 0) {
                cold = bytes[i];
            } else if (bytes[i] > most) {
                most = bytes[i];
            }
        }
        return new Traffic(first, bytes, most > 0 ? most : cold);
    }

    /** The bytes of the moment's own token; {@link Double#NaN} where it has none. */
    double newest() {
        return bytes.length == 0 ? Double.NaN : bytes[bytes.length - 1];
    }
}
