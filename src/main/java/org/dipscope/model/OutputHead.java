package org.dipscope.model;

import org.dipscope.kernel.BatchProduct;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.SoftCap;
import org.dipscope.kernel.VectorMath;
import org.dipscope.kernel.VectorProduct;
import org.dipscope.sparsity.TokenRows;

/** From what comes out of the last layer to logits, with working memory of its own: they hold until the next call. One thread uses it. */
final class OutputHead {
    /** Half of a batch; fewer decode the head's weights for too little. */
    private static final int MOST_TOKENS = 22 * BatchProduct.GROUP;
    /** Bytes that the logits may take. */
    private static final int MOST_BYTES = 32 << 20;

    private final Transformer model;
    private final Hyperparameters shape;
    private final VectorProduct vector;
    private final BatchProduct batch;
    private final Perturbation perturbation;
    private final TokenRows normed;
    private float[] logits = {};

    /** The head of this model, by these products. */
    OutputHead(Transformer model, VectorProduct vector, BatchProduct batch, Perturbation perturbation) {
        this.model = model;
        this.shape = model.shape();
        this.vector = vector;
        this.batch = batch;
        this.perturbation = perturbation;
        this.normed = LayerMlp.rows(maxTokens(), shape.hidden());
    }

    /** The most tokens at once, a multiple of {@link BatchProduct#GROUP}. */
    int maxTokens() {
        int groups = MOST_BYTES / Float.BYTES / stride() / BatchProduct.GROUP;
        return Math.clamp(groups * BatchProduct.GROUP, BatchProduct.GROUP, MOST_TOKENS);
    }

    /** Floats from one token's logits to the next one's, at least the vocabulary. */
    int stride() {
        return model.head().panels() * model.head().panelRows();
    }

    /** One token's logits, {@code [stride]}, without noise: a vector's product, which need not wait for more tokens. */
    float[] one(TokenRows stream, int token) {
        reserve(1);
        ColumnMatrix head = model.head();
        norm(stream, token, 0);
        vector.multiply(head, head.everyColumn(), head.columns(), normed.values(), 0, logits, 0);
        cap(1);
        return logits;
    }

    /**
     * The logits of several tokens, {@code [count][stride]}.
     *
     * @param from     the first of them, a row of the stream
     * @param count    how many, 1 to {@link #maxTokens()}
     * @param position of the stream's first row in the sequence, for the noise
     * @param norms    norms that these tokens have gone through, for the noise
     */
    float[] some(TokenRows stream, int from, int count, int position, int norms) {
        reserve(maxTokens());
        for (int t = 0; t < count; t++) {
            norm(stream, from + t, t);
            perturbation.apply(normed.values(), t * normed.stride(), shape.hidden(), position + from + t, norms);
        }
        batch.multiply(model.head(), normed.values(), normed.stride(), count, logits, 0, stride());
        cap(count);
        return logits;
    }

    private void reserve(int tokens) {
        if (logits.length < tokens * stride()) {
            logits = new float[tokens * stride()];
        }
    }

    private void norm(TokenRows stream, int token, int row) {
        VectorMath.rmsNorm(stream.values(), token * stream.stride(), model.outputNorm(), shape.hidden(), shape.epsilon(), normed.values(),
                row * normed.stride());
    }

    private void cap(int count) {
        for (int t = 0; t < count && shape.outputCap() > 0; t++) {
            SoftCap.apply(logits, t * stride(), shape.vocabulary(), (float) shape.outputCap());
        }
    }
}
