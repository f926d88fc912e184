package org.dipscope.calibration;

import org.dipscope.kernel.BatchProduct;
import org.dipscope.kernel.KvCache;
import org.dipscope.memory.Residency;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.OverflowException;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.MaskedMlp;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.TokenRows;

import java.util.concurrent.CancellationException;

/**
 * What flows between the layers for all tokens of all windows at once, {@code [tokens][hidden]}, so that one layer can be looked at, and
 * changed, before the next one sees what comes out of it. One thread uses it.
 */
final class Streams {
    /** The first tokens are computed before anything is compiled, which takes a batch one or two seconds: fewer of them are asked for at once. */
    private static final int COLD_TOKENS = BatchProduct.GROUP;

    private final LoadedModel model;
    private final ForwardPass pass;
    private final Progress progress;
    private final int context;
    private final float[][] rows;

    private Streams(LoadedModel model, ForwardPass pass, Progress progress, int context, float[][] rows) {
        this.model = model;
        this.pass = pass;
        this.progress = progress;
        this.context = context;
        this.rows = rows;
    }

    /** The tokens' embeddings. */
    static Streams of(LoadedModel model, ForwardPass pass, int[][] windows, Progress progress) {
        int context = windows[0].length;
        float[][] rows = new float[windows.length * context][model.transformer().shape().hidden()];
        for (int t = 0; t < rows.length; t++) {
            model.transformer().embed(windows[t / context][t % context], rows[t], 0);
        }
        return new Streams(model, pass, progress, context, rows);
    }

    /** A copy to go another way. */
    Streams copy() {
        float[][] copies = new float[rows.length][];
        for (int t = 0; t < rows.length; t++) {
            copies[t] = rows[t].clone();
        }
        return new Streams(model, pass, progress, context, copies);
    }

    /** A copy of the tokens from the beginning of a window on. */
    Streams from(int token) {
        float[][] copies = new float[rows.length - token][];
        for (int t = 0; t < copies.length; t++) {
            copies[t] = rows[token + t].clone();
        }
        return new Streams(model, pass, progress, context, copies);
    }

    /** The rows, live. */
    float[][] rows() {
        return rows;
    }

    /** How many tokens there are. */
    int tokens() {
        return rows.length;
    }

    /** Takes all tokens through a layer; the script sees a batch of them at a time, beginning with the token of this number. */
    void through(int layer, Masking masking, BatchScript script) {
        for (int window = 0; window < rows.length; window += context) {
            KvCache cache = new KvCache(1, model.transformer().shape().kvWidth(), context);
            int most = layer == 0 && window == 0 ? COLD_TOKENS : ForwardPass.MAX_TOKENS;
            for (int at = 0; at < context; at += most) {
                requireWanted(progress);
                int first = window + at;
                int count = Math.min(most, context - at);
                pass.layer(layer, rows, first, count, cache, masking, Residency.NOTHING, (mlp, choice) -> {
                    requireWanted(progress);
                    script.run(mlp, choice, first);
                });
                for (int t = first; t < first + count; t++) {
                    // A norm spreads an overflow over the whole of its token.
                    OverflowException.requireFinite(rows[t][0]);
                }
            }
        }
    }

    /** Throws {@link CancellationException} where nobody wants the work any more. */
    static void requireWanted(Progress progress) {
        if (progress.cancelled()) {
            throw new CancellationException("the calibration was cancelled; nothing was written.");
        }
    }

    /** Copies a batch's rows out of the engine's memory. */
    static void keep(TokenRows from, MaskedMlp mlp, float[][] to, int first) {
        for (int t = 0; t < mlp.tokens(); t++) {
            System.arraycopy(from.values(), t * from.stride(), to[first + t], 0, from.width());
        }
    }

    /** What is done with a batch of tokens in one layer's MLP. */
    @FunctionalInterface
    interface BatchScript {
        /** Runs it and leaves the output; {@code first} is the number of the batch's first token. */
        void run(MaskedMlp mlp, org.dipscope.sparsity.MaskChoice choice, int first);
    }
}
