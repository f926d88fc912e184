package org.dipscope.model;

import org.dipscope.kernel.BatchProduct;
import org.dipscope.kernel.ColumnFilter;
import org.dipscope.kernel.ColumnMatrix;
import org.dipscope.kernel.RowProduct;
import org.dipscope.kernel.VectorMath;
import org.dipscope.kernel.VectorProduct;
import org.dipscope.kernel.WorkerPool;
import org.dipscope.mask.Matrix;
import org.dipscope.mask.Selection;
import org.dipscope.sparsity.Adapters;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.MaskedMlp;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.Predictor;
import org.dipscope.sparsity.TokenRows;

import java.util.Arrays;
import java.util.Optional;

/**
 * The MLP of the layer at hand. One token goes through column products that skip what the mask leaves out. Many tokens go through
 * matrix products whose masked inputs are zeros: each token has a mask of its own, and together they need nearly every column.
 */
final class LayerMlp implements MaskedMlp {
    private final Hyperparameters shape;
    private final TokenLoop loop;
    private final TokenLoop.Step activateStep = this::activate;
    private final TokenLoop.Step multiplyStep = this::multiply;
    private final VectorProduct vector;
    private final BatchProduct batch;
    private final RowProduct rowProduct;
    private final TokenRows input;
    private final TokenRows maskedInput;
    private final TokenRows gate;
    private final TokenRows up;
    private final TokenRows activation;
    private final TokenRows output;
    private final TokenRows logits;
    private Layer layer;
    private int number;
    private int tokens;
    private Optional<Adapters> adapters = Optional.empty();
    private Optional<Predictor> predictor = Optional.empty();
    private float[] middle = {};
    private long weightsRead;

    LayerMlp(Hyperparameters shape, WorkerPool workers, VectorProduct vector, BatchProduct batch, int maxTokens) {
        this.shape = shape;
        this.loop = new TokenLoop(workers);
        this.vector = vector;
        this.batch = batch;
        this.rowProduct = new RowProduct(workers);
        int rows = BatchProduct.padded(maxTokens);
        this.input = rows(rows, shape.hidden());
        this.maskedInput = rows(rows, shape.hidden());
        this.gate = rows(rows, shape.intermediate());
        this.up = rows(rows, shape.intermediate());
        this.activation = rows(rows, shape.intermediate());
        this.output = rows(rows, shape.hidden());
        // Up is computed after the predictor has spoken, so that its rows can hold what was said.
        this.logits = up;
    }

    static TokenRows rows(int tokens, int width) {
        int stride = ColumnMatrix.padded(width);
        return new TokenRows(new float[tokens * stride], width, stride);
    }

    /** Begins with a layer; {@link #input} has been filled. */
    void begin(Layer next, int itsNumber, int count) {
        layer = next;
        number = itsNumber;
        tokens = count;
    }

    /** Goes on with the weights that the settings' calibration brings along. */
    void follow(Masking masking) {
        adapters = masking.calibration().flatMap(Calibration::adapters);
        predictor = masking.calibration().flatMap(Calibration::predictor);
        int width = Math.max(adapters.map(Adapters::rank).orElse(0), predictor.map(Predictor::width).orElse(0));
        if (middle.length < width) {
            middle = new float[width];
        }
    }

    @Override
    public TokenRows output() {
        return output;
    }

    @Override
    public TokenRows predict() {
        Predictor network = predictor.orElseThrow();
        for (int t = 0; t < tokens; t++) {
            network.predict(number, input.values(), t * input.stride(), shape.hidden(), middle, logits.values(), t * logits.stride(), shape.intermediate());
        }
        weightsRead += tokens == 1 ? network.parameters() : 0;
        return logits;
    }

    @Override
    public void adaptGateAndUp(Selection[] columns) {
        adapt(Matrix.GATE, columns, input, gate);
        adapt(Matrix.UP, columns, input, up);
    }

    @Override
    public void adaptDown(Selection[] columns) {
        adapt(Matrix.DOWN, columns, activation, output);
    }

    private void adapt(Matrix matrix, Selection[] columns, TokenRows x, TokenRows y) {
        Adapters weights = adapters.orElseThrow();
        for (int t = 0; t < tokens; t++) {
            long read = weights.add(matrix, number, columns[t], x.values(), t * x.stride(), y.values(), t * y.stride(), y.width(), middle);
            weightsRead += tokens == 1 ? read : 0;
        }
    }

    /** Weights of the MLPs that single-token products have read since the last call. */
    long takeWeightsRead() {
        long read = weightsRead;
        weightsRead = 0;
        return read;
    }

    /** Bytes of the file's rows that row products have read since the last call. */
    long takeRowBytesRead() {
        return rowProduct.takeBytesRead();
    }

    @Override
    public int tokens() {
        return tokens;
    }

    @Override
    public TokenRows input() {
        return input;
    }

    @Override
    public TokenRows gate() {
        return gate;
    }

    @Override
    public TokenRows up() {
        return up;
    }

    @Override
    public TokenRows activation() {
        return activation;
    }

    @Override
    public void gateAndUp(Selection[] columns) {
        if (tokens == 1) {
            int[] chosen = columns == null ? layer.gate().everyColumn() : columns[0].columns();
            int count = columns == null ? shape.hidden() : columns[0].count();
            vector.multiply(layer.gate(), layer.up(), chosen, count, input.values(), 0, gate.values(), 0, up.values(), 0);
            weightsRead += 2L * count * shape.intermediate();
        } else {
            TokenRows x = columns == null ? input : masked(input, columns, maskedInput);
            batch.multiply(layer.gate(), x.values(), x.stride(), tokens, gate.values(), 0, gate.stride());
            batch.multiply(layer.up(), x.values(), x.stride(), tokens, up.values(), 0, up.stride());
        }
    }

    @Override
    public void gateRows(Selection[] rows) {
        rows(layer.gate(), layer.gateRows(), rows, gate);
    }

    @Override
    public void upRows(Selection[] rows) {
        rows(layer.up(), layer.upRows(), rows, up);
    }

    private void rows(ColumnMatrix matrix, FileRows file, Selection[] rows, TokenRows target) {
        if (tokens > 1) {
            batch.multiply(matrix, input.values(), input.stride(), tokens, target.values(), 0, target.stride());
            if (rows != null) {
                masked(target, rows, target);
            }
        } else if (rows == null) {
            vector.multiply(matrix, matrix.everyColumn(), shape.hidden(), input.values(), 0, target.values(), 0);
            weightsRead += (long) shape.hidden() * shape.intermediate();
        } else {
            Arrays.fill(target.values(), 0, shape.intermediate(), 0f);
            rowProduct.multiply(file.type(), file.data(), shape.hidden(), rows[0], input.values(), 0, target.values(), 0);
            weightsRead += (long) shape.hidden() * rows[0].count();
        }
    }

    @Override
    public void activateGate() {
        loop.run(tokens, activateStep);
    }

    private void activate(int t) {
        shape.kind().activation().apply(gate.values(), t * gate.stride(), shape.intermediate());
    }

    @Override
    public void multiply() {
        loop.run(tokens, multiplyStep);
    }

    private void multiply(int t) {
        VectorMath.multiply(gate.values(), t * gate.stride(), up.values(), t * up.stride(), activation.values(), t * activation.stride(), shape.intermediate());
    }

    @Override
    public void down(Selection[] columns) {
        if (tokens == 1) {
            int[] chosen = columns == null ? layer.down().everyColumn() : columns[0].columns();
            int count = columns == null ? shape.intermediate() : columns[0].count();
            vector.multiply(layer.down(), chosen, count, activation.values(), 0, output.values(), 0);
            weightsRead += (long) count * shape.hidden();
        } else {
            TokenRows x = columns == null ? activation : masked(activation, columns, activation);
            batch.multiply(layer.down(), x.values(), x.stride(), tokens, output.values(), 0, output.stride());
        }
    }

    private TokenRows masked(TokenRows source, Selection[] selected, TokenRows target) {
        loop.run(tokens, t -> ColumnFilter.keep(source.values(), t * source.stride(), selected[t].words(),
                target.values(), t * target.stride(), source.width()));
        return target;
    }
}
