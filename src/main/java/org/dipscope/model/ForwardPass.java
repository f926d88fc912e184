package org.dipscope.model;

import org.dipscope.kernel.BatchProduct;
import org.dipscope.kernel.KvCache;
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
import java.util.function.IntConsumer;

/**
 * The forward pass over one token or a batch, with working memory of its own; one thread uses it. A single token takes the
 * column products, which skip what the mask leaves out; a batch takes the matrix products.
 */
public final class ForwardPass {
    /** The most tokens of a batch: half of 512, a common length of prompts and windows, and a little more. */
    public static final int MAX_TOKENS = 43 * BatchProduct.GROUP;

    private final Transformer model;
    private final Hyperparameters shape;
    private final VectorProduct vector;
    private final LayerAttention attention;
    private final MaskChooser chooser;
    private final CalibratedLayers calibrated;
    private final LayerMlp mlp;
    private final OutputHead head;
    private final TokenRows stream;
    private final TokenRows normed;
    private final Perturbation perturbation;
    private final TokenLoop loop;
    private final TokenLoop.Step normStep = this::normToken;
    private final TokenLoop.Step addStep = this::addToken;
    private int tokens;
    private int first;
    private int norms;
    private TokenRows source;
    private TokenRows target;
    private float[] normWeight;

    /** Working memory for passes over this model by these workers. */
    public ForwardPass(Transformer model, WorkerPool workers) {
        this(model, workers, Perturbation.NONE);
    }

    /** The same with noise on what the norms give, for batches and single tokens; the logits of {@link #lastLogits} get none. */
    public ForwardPass(Transformer model, WorkerPool workers, Perturbation perturbation) {
        this.model = model;
        this.perturbation = perturbation;
        this.shape = model.shape();
        this.vector = new VectorProduct(workers);
        BatchProduct batch = new BatchProduct(workers);
        this.attention = new LayerAttention(model, workers, vector, batch, MAX_TOKENS);
        this.loop = new TokenLoop(workers);
        this.chooser = new MaskChooser(shape.layers(), shape.hidden(), shape.intermediate(), MAX_TOKENS, model::columnNorms);
        this.calibrated = new CalibratedLayers(model, workers);
        this.mlp = new LayerMlp(shape, workers, vector, batch, MAX_TOKENS);
        this.head = new OutputHead(model, vector, batch, perturbation);
        this.stream = LayerMlp.rows(MAX_TOKENS, shape.hidden());
        this.normed = LayerMlp.rows(MAX_TOKENS, shape.hidden());
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
        forward(ids, from, count, cache, masking, residency, () -> false);
    }

    /** The same, given up before the next layer once it is cancelled: then it returns false, and the cache holds what it held before. */
    public boolean forward(int[] ids, int from, int count, KvCache cache, Masking masking, Residency residency, BooleanSupplier cancelled) {
        int position = cache.length();
        cache.reserve(count);
        for (int t = 0; t < count; t++) {
            if (ids[from + t] < 0 || ids[from + t] >= shape.vocabulary()) {
                throw new IllegalArgumentException("token %d is outside the vocabulary of %d; give ids from 0 to %d."
                        .formatted(ids[from + t], shape.vocabulary(), shape.vocabulary() - 1));
            }
            model.embed(ids[from + t], stream.values(), t * stream.stride());
        }
        begin(count, position, cache, masking, residency);
        for (int number = 0; number < shape.layers(); number++) {
            if (cancelled.getAsBoolean()) {
                return false;
            }
            layer(number, number, masking.method()::forward);
        }
        cache.advance(count);
        return true;
    }

    private void begin(int count, int position, KvCache cache, Masking masking, Residency residency) {
        tokens = count;
        first = position;
        norms = 0;
        attention.begin(cache, position, count);
        calibrated.follow(masking);
        mlp.follow(masking);
        chooser.begin(count, masking, residency);
    }

    private void layer(int number, int cached, MlpScript script) {
        Layer layer = calibrated.layer(number);
        norm(stream, layer.attention().norm(), normed);
        add(layer.attention().outputNorm(), attention.attend(layer, cached, normed));
        norm(stream, layer.mlpNorm(), mlp.input());
        chooser.layer(number);
        mlp.begin(layer, number, tokens);
        script.run(mlp, chooser);
        add(layer.mlpOutputNorm(), mlp.output());
    }

    /**
     * Takes tokens of one sequence through one layer alone, for work that goes layer by layer.
     *
     * @param streams what goes into the layer, {@code [tokens][hidden]}, replaced by what comes out
     * @param from    the first of them
     * @param count   how many, 1 to {@link #MAX_TOKENS}
     * @param cache   of one layer and with room for the whole sequence, with the positions before
     * @param masking the settings that the choice of masks follows
     * @param script  what is done with the MLP
     */
    public void layer(int number, float[][] streams, int from, int count, KvCache cache, Masking masking, Residency residency, MlpScript script) {
        int position = cache.length();
        cache.reserve(count);
        load(streams, from, count);
        begin(count, position, cache, masking, residency);
        layer(number, 0, script);
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

    /** Takes a prompt through the dense model, without telling how far it is; see below. */
    public boolean encode(int[] ids, int from, KvCache cache, BooleanSupplier cancelled) {
        return encode(ids, from, cache, _ -> { }, cancelled);
    }

    /**
     * Takes a prompt through the dense model in batches; no memory is simulated.
     *
     * @param from      the first token that the cache does not hold yet
     * @param read      told after each batch how many of the tokens the cache holds
     * @param cancelled asked before each layer of a batch
     * @return whether it came to the end; if not, the cache holds the batches before
     */
    public boolean encode(int[] ids, int from, KvCache cache, IntConsumer read, BooleanSupplier cancelled) {
        for (int next = from; next < ids.length; next += MAX_TOKENS) {
            int count = Math.min(MAX_TOKENS, ids.length - next);
            if (!forward(ids, next, count, cache, Masking.DENSE, Residency.NOTHING, cancelled)) {
                return false;
            }
            read.accept(next + count);
        }
        return true;
    }

    private void norm(TokenRows x, float[] weight, TokenRows y) {
        source = x;
        target = y;
        normWeight = weight;
        loop.run(tokens, normStep);
        norms++;
    }

    private void normToken(int t) {
        VectorMath.rmsNorm(source.values(), t * source.stride(), normWeight, shape.hidden(), shape.epsilon(), target.values(), t * target.stride());
        perturbation.apply(target.values(), t * target.stride(), shape.hidden(), first + t, norms);
    }

    /** Adds a part's output to the stream, normed before where the model does that. */
    private void add(float[] outputNorm, TokenRows y) {
        if (outputNorm.length > 0) {
            norm(y, outputNorm, y);
        }
        source = y;
        loop.run(tokens, addStep);
    }

    private void addToken(int t) {
        VectorMath.add(stream.values(), t * stream.stride(), source.values(), t * source.stride(), shape.hidden());
    }

    /** The logits of the last pass's last token, {@code [vocabulary]} and padding; they hold until the next call. */
    public float[] lastLogits() {
        return head.one(stream, tokens - 1);
    }

    /** Hands the logits of every token of the last pass to the reader, in order. */
    public void eachLogits(LogitReader reader) {
        for (int from = 0; from < tokens; from += logitTokens()) {
            int count = Math.min(logitTokens(), tokens - from);
            float[] rows = logits(from, count);
            for (int t = 0; t < count; t++) {
                reader.read(from + t, rows, t * logitStride());
            }
        }
    }

    /** The most tokens whose logits are there at once. */
    public int logitTokens() {
        return head.maxTokens();
    }

    /**
     * The logits of some tokens of the last pass, {@code [count][logitStride]}; they hold until this pass is used again.
     *
     * @param from  the first of them, a number in the pass
     * @param count how many, 1 to {@link #logitTokens()}
     */
    public float[] logits(int from, int count) {
        return head.some(stream, from, count, first, norms);
    }

    /** Floats from one token's logits to the next one's, at least the vocabulary. */
    public int logitStride() {
        return head.stride();
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

    /**
     * Bytes of weights that single-token passes and {@link #lastLogits} have read since the last call: counted from where the weights
     * lie, scales and padding included. Keys, values, norms and what a calibration adds are not counted.
     */
    public long takeBytesRead() {
        return vector.takeBytesRead() + mlp.takeRowBytesRead();
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
