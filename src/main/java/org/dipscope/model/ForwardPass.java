package org.dipscope.model;

import org.dipscope.kernel.Attention;
import org.dipscope.kernel.BatchProduct;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.KvCache;
import org.dipscope.kernel.Rotation;
import org.dipscope.kernel.VectorMath;
import org.dipscope.kernel.VectorProduct;
import org.dipscope.kernel.WorkerPool;
import org.dipscope.mask.Selection;
import org.dipscope.memory.Residency;
import org.dipscope.sparsity.MaskChooser;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MlpScript;
import org.dipscope.sparsity.TokenRows;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The forward pass over one token or a batch, with working memory of its own; one thread uses it. A single token takes the
 * column products, which skip what the mask leaves out; a batch takes the matrix products.
 */
public final class ForwardPass {
    /** The most tokens of a batch. */
    public static final int MAX_TOKENS = 42 * BatchProduct.GROUP;
    private static final int LOGIT_TOKENS = 6 * BatchProduct.GROUP;

    private final Transformer model;
    private final Hyperparameters shape;
    private final VectorProduct vector;
    private final BatchProduct batch;
    private final Attention attention;
    private final Rotation rotation;
    private final MaskChooser chooser;
    private final CalibratedLayers calibrated;
    private final LayerMlp mlp;
    private final TokenRows stream;
    private final TokenRows normed;
    private final TokenRows projected;
    private final TokenRows attended;
    private final TokenRows mixed;
    private float[] logits = {};
    private int tokens;

    /** Working memory for passes over this model by these workers. */
    public ForwardPass(Transformer model, WorkerPool workers) {
        this.model = model;
        this.shape = model.shape();
        this.vector = new VectorProduct(workers);
        this.batch = new BatchProduct(workers);
        this.attention = new Attention(workers, shape.heads(), shape.kvHeads(), shape.headSize());
        this.rotation = new Rotation(shape.rotated(), shape.rotationBase(), shape.rotationScale(), model.rotationFactors(), MAX_TOKENS);
        this.chooser = new MaskChooser(shape.layers(), shape.hidden(), shape.intermediate(), MAX_TOKENS, model::columnNorms);
        this.calibrated = new CalibratedLayers(model, workers);
        this.mlp = new LayerMlp(shape, workers, vector, batch, MAX_TOKENS);
        this.stream = LayerMlp.rows(MAX_TOKENS, shape.hidden());
        this.normed = LayerMlp.rows(MAX_TOKENS, shape.hidden());
        // Three unfused projections are written one behind the other, each with its padding, which the next one overwrites.
        this.projected = LayerMlp.rows(MAX_TOKENS, ColumnMatrix.padded(shape.queryWidth() + 2 * shape.kvWidth()) + ColumnMatrix.tile());
        this.attended = LayerMlp.rows(MAX_TOKENS, shape.queryWidth());
        this.mixed = LayerMlp.rows(MAX_TOKENS, shape.hidden());
    }

    /** The scores behind the masks of the last pass. */
    public MaskChooser chooser() {
        return chooser;
    }

    /**
     * Takes tokens through all layers and appends their keys and values to the cache.
     *
     * @param ids       token ids; throws {@link IllegalArgumentException} for one outside the vocabulary
     * @param from      the first of them
     * @param count     how many, 1 to {@link #MAX_TOKENS}
     * @param masking   the method and its settings
     * @param residency what is in DRAM; it is told of every mask
     */
    public void forward(int[] ids, int from, int count, KvCache cache, Masking masking, Residency residency) {
        int position = cache.length();
        cache.reserve(count);
        for (int t = 0; t < count; t++) {
            if (ids[from + t] < 0 || ids[from + t] >= shape.vocabulary()) {
                throw new IllegalArgumentException("token %d is outside the vocabulary of %d; give ids from 0 to %d."
                        .formatted(ids[from + t], shape.vocabulary(), shape.vocabulary() - 1));
            }
            model.embed(ids[from + t], stream.values(), t * stream.stride());
        }
        begin(count, position, masking, residency);
        for (int number = 0; number < shape.layers(); number++) {
            layer(number, number, position, cache, masking.method()::forward);
        }
        cache.advance(count);
    }

    private void begin(int count, int position, Masking masking, Residency residency) {
        tokens = count;
        rotation.begin(position, count);
        calibrated.follow(masking);
        mlp.follow(masking);
        chooser.begin(count, masking, residency);
    }

    private void layer(int number, int cached, int position, KvCache cache, MlpScript script) {
        Layer layer = calibrated.layer(number);
        norm(stream, layer.attentionNorm(), normed);
        attend(layer, cached, position, cache);
        norm(stream, layer.mlpNorm(), mlp.input());
        chooser.layer(number);
        mlp.begin(layer, number, tokens);
        script.run(mlp, chooser);
        add(mlp.output());
    }

    /**
     * Takes tokens of one sequence through one layer alone, for work that goes layer by layer.
     *
     * @param streams what goes into the layer, {@code [tokens][hidden]}, replaced by what comes out
     * @param from    the first of them
     * @param count   how many, 1 to {@link #MAX_TOKENS}
     * @param cache   of one layer, with the positions before
     * @param masking the settings that the choice of masks follows
     * @param script  what is done with the MLP
     */
    public void layer(int number, float[][] streams, int from, int count, KvCache cache, Masking masking, Residency residency, MlpScript script) {
        int position = cache.length();
        cache.reserve(count);
        load(streams, from, count);
        begin(count, position, masking, residency);
        layer(number, 0, position, cache, script);
        for (int t = 0; t < count; t++) {
            System.arraycopy(stream.values(), t * stream.stride(), streams[from + t], 0, shape.hidden());
        }
        cache.advance(count);
    }

    /** Takes streams that came out of the last layer, for {@link #eachLogits} to read. */
    public void load(float[][] streams, int from, int count) {
        tokens = count;
        for (int t = 0; t < count; t++) {
            System.arraycopy(streams[from + t], 0, stream.values(), t * stream.stride(), shape.hidden());
        }
    }

    /**
     * Takes a prompt through the dense model in batches; no memory is simulated.
     *
     * @param from      the first token that the cache does not hold yet
     * @param cancelled asked before each batch
     * @return whether it came to the end; if not, the cache holds the batches before
     */
    public boolean encode(int[] ids, int from, KvCache cache, BooleanSupplier cancelled) {
        for (int next = from; next < ids.length; next += MAX_TOKENS) {
            if (cancelled.getAsBoolean()) {
                return false;
            }
            forward(ids, next, Math.min(MAX_TOKENS, ids.length - next), cache, Masking.DENSE, Residency.NOTHING);
        }
        return true;
    }

    private void attend(Layer layer, int number, int position, KvCache cache) {
        int at = 0;
        for (ColumnMatrix projection : layer.projections()) {
            multiply(projection, normed, projected, at);
            at += projection.rows();
        }
        int key = shape.queryWidth();
        int value = key + shape.kvWidth();
        for (int t = 0; t < tokens; t++) {
            int row = t * projected.stride();
            rotation.rotate(projected.values(), row, shape.heads() + shape.kvHeads(), shape.headSize(), t);
            cache.put(number, position + t, projected.values(), row + key, projected.values(), row + value);
        }
        attention.attend(cache, number, position, tokens, projected.values(), projected.stride(), attended.values(), attended.stride());
        multiply(layer.output(), attended, mixed, 0);
        add(mixed);
    }

    private void multiply(ColumnMatrix matrix, TokenRows x, TokenRows y, int yAt) {
        if (tokens == 1) {
            vector.multiply(matrix, matrix.everyColumn(), matrix.columns(), x.values(), 0, y.values(), yAt);
        } else {
            batch.multiply(matrix, x.values(), x.stride(), tokens, y.values(), yAt, y.stride());
        }
    }

    private void norm(TokenRows x, float[] weight, TokenRows y) {
        for (int t = 0; t < tokens; t++) {
            VectorMath.rmsNorm(x.values(), t * x.stride(), weight, shape.hidden(), shape.epsilon(), y.values(), t * y.stride());
        }
    }

    private void add(TokenRows y) {
        for (int t = 0; t < tokens; t++) {
            VectorMath.add(stream.values(), t * stream.stride(), y.values(), t * y.stride(), shape.hidden());
        }
    }

    /** The logits of the last pass's last token, {@code [vocabulary]} and padding; they hold until the next call. */
    public float[] lastLogits() {
        ColumnMatrix head = model.head();
        if (logits.length < head.panels() * head.panelRows()) {
            logits = new float[head.panels() * head.panelRows()];
        }
        int at = (tokens - 1) * stream.stride();
        VectorMath.rmsNorm(stream.values(), at, model.outputNorm(), shape.hidden(), shape.epsilon(), normed.values(), 0);
        vector.multiply(head, head.everyColumn(), head.columns(), normed.values(), 0, logits, 0);
        return logits;
    }

    /** Hands the logits of every token of the last pass to the reader, in order. */
    public void eachLogits(LogitReader reader) {
        ColumnMatrix head = model.head();
        int stride = head.panels() * head.panelRows();
        if (logits.length < LOGIT_TOKENS * stride) {
            logits = new float[LOGIT_TOKENS * stride];
        }
        norm(stream, model.outputNorm(), normed);
        float[] rows = normed.values();
        for (int first = 0; first < tokens; first += LOGIT_TOKENS) {
            int count = Math.min(LOGIT_TOKENS, tokens - first);
            if (first > 0) {
                System.arraycopy(rows, first * normed.stride(), rows, 0, count * normed.stride());
            }
            batch.multiply(head, rows, normed.stride(), count, logits, 0, stride);
            for (int t = 0; t < count; t++) {
                reader.read(first + t, logits, t * stride);
            }
        }
    }

    /**
     * One layer's MLP alone, on given inputs: masked tokens of one sequence, in order.
     *
     * @param inputs {@code [count][hidden]}, what the MLP would see after its norm
     * @return {@code [count][hidden]}
     */
    public float[][] mlp(int number, float[][] inputs, Masking masking, Residency residency) {
        float[][] outputs = new float[inputs.length][];
        calibrated.follow(masking);
        mlp.follow(masking);
        for (int i = 0; i < inputs.length; i++) {
            System.arraycopy(inputs[i], 0, mlp.input().values(), 0, shape.hidden());
            chooser.begin(1, masking, new Later(residency, i));
            chooser.layer(number);
            mlp.begin(calibrated.layer(number), number, 1);
            masking.method().forward(mlp, chooser);
            outputs[i] = Arrays.copyOf(mlp.output().values(), shape.hidden());
        }
        return outputs;
    }

    /** Share of the MLP weights that single-token passes have read since the last call, over {@code passes} passes. */
    public double takeDensity(int passes) {
        double all = 3.0 * shape.hidden() * shape.intermediate() * shape.layers() * passes;
        return mlp.takeWeightsRead() / all;
    }

    /** The same memory some tokens later; a layer alone never ends a token, so that nobody else counts them. */
    private record Later(Residency residency, int tokens) implements Residency {
        @Override
        public long[] resident(int hook) {
            return residency.resident(hook);
        }

        @Override
        public int masked() {
            return residency.masked() + tokens;
        }

        @Override
        public void use(int hook, Selection selected) {
            residency.use(hook, selected);
        }
    }

    /** Reads one token's logits. */
    @FunctionalInterface
    public interface LogitReader {
        /**
         * Takes a row of logits.
         *
         * @param token  the token's number in the pass
         * @param logits {@code [vocabulary]} from {@code at} on; they hold until the call returns
         */
        void read(int token, float[] logits, int at);
    }
}
