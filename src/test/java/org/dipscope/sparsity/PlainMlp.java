package org.dipscope.sparsity;

import org.dipscope.mask.Matrix;
import org.dipscope.mask.Selection;

import java.util.Random;

/** A gated MLP in plain loops over random weights, one or more tokens; what was never computed is not a number. */
final class PlainMlp implements MaskedMlp {
    final int hidden;
    final int intermediate;
    final int tokens;
    final float[][] gateWeights;
    final float[][] upWeights;
    final float[][] downWeights;
    final TokenRows input;
    final TokenRows gate;
    final TokenRows up;
    final TokenRows activation;
    final float[][] output;
    final Calibration calibration;

    PlainMlp(int hidden, int intermediate, int tokens, long seed) {
        Random random = new Random(seed);
        this.hidden = hidden;
        this.intermediate = intermediate;
        this.tokens = tokens;
        this.gateWeights = matrix(random, intermediate, hidden);
        this.upWeights = matrix(random, intermediate, hidden);
        this.downWeights = matrix(random, hidden, intermediate);
        this.input = new TokenRows(matrix(random, 1, tokens * (hidden + 1))[0], hidden, hidden + 1);
        this.gate = blank();
        this.up = blank();
        this.activation = blank();
        this.output = new float[tokens][hidden];
        this.calibration = Calibrations.everything("", 1, hidden, intermediate);
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
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < intermediate; i++) {
                gate.values()[at(t, i)] = dot(gateWeights[i], t, columns);
                up.values()[at(t, i)] = dot(upWeights[i], t, columns);
            }
        }
    }

    @Override
    public void gateRows(Selection[] rows) {
        rows(gateWeights, gate, rows);
    }

    @Override
    public void upRows(Selection[] rows) {
        rows(upWeights, up, rows);
    }

    @Override
    public void activateGate() {
        for (int i = 0; i < gate.values().length; i++) {
            gate.values()[i] = silu(gate.values()[i]);
        }
    }

    @Override
    public void multiply() {
        for (int i = 0; i < gate.values().length; i++) {
            activation.values()[i] = gate.values()[i] * up.values()[i];
        }
    }

    @Override
    public void down(Selection[] columns) {
        for (int t = 0; t < tokens; t++) {
            for (int h = 0; h < hidden; h++) {
                float sum = 0;
                for (int i = 0; i < intermediate; i++) {
                    if (columns == null || columns[t].contains(i)) {
                        sum += downWeights[h][i] * activation.values()[at(t, i)];
                    }
                }
                output[t][h] = sum;
            }
        }
    }

    @Override
    public TokenRows output() {
        throw new UnsupportedOperationException("no method looks at it");
    }

    /** The definition, in sums of rows: {@code W2·relu(W1·x + b1) + b2}. */
    @Override
    public TokenRows predict() {
        Predictor predictor = calibration.predictor().orElseThrow();
        int width = predictor.width();
        TokenRows logits = blank();
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < intermediate; i++) {
                double sum = predictor.second()[0][width * intermediate + i];
                for (int w = 0; w < width; w++) {
                    double unit = predictor.first()[0][hidden * width + w];
                    for (int h = 0; h < hidden; h++) {
                        unit += (double) predictor.first()[0][h * width + w] * input.values()[t * input.stride() + h];
                    }
                    sum += predictor.second()[0][w * intermediate + i] * Math.max(0, unit);
                }
                logits.values()[at(t, i)] = (float) sum;
            }
        }
        return logits;
    }

    @Override
    public void adaptGateAndUp(Selection[] columns) {
        adapt(Matrix.GATE, columns, input, gate.values(), gate.stride(), intermediate);
        adapt(Matrix.UP, columns, input, up.values(), up.stride(), intermediate);
    }

    @Override
    public void adaptDown(Selection[] columns) {
        for (int t = 0; t < tokens; t++) {
            float[] row = output[t];
            adaptToken(Matrix.DOWN, columns, activation, row, 0, hidden, t);
        }
    }

    private void adapt(Matrix matrix, Selection[] columns, TokenRows x, float[] y, int stride, int rows) {
        for (int t = 0; t < tokens; t++) {
            adaptToken(matrix, columns, x, y, t * stride, rows, t);
        }
    }

    /** {@code y += B·A·(m ⊙ x)}, row by row. */
    private void adaptToken(Matrix matrix, Selection[] columns, TokenRows x, float[] y, int yAt, int rows, int t) {
        Adapters adapters = calibration.adapters().orElseThrow();
        if (columns[t].count() == columns[t].size()) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int r = 0; r < adapters.rank(); r++) {
                double middle = 0;
                for (int c = 0; c < x.width(); c++) {
                    middle += columns[t].contains(c) ? (double) adapters.down().get(matrix)[0][c * adapters.rank() + r] * x.values()[t * x.stride() + c] : 0;
                }
                sum += adapters.up().get(matrix)[0][r * rows + row] * middle;
            }
            y[yAt + row] += (float) sum;
        }
    }

    static float silu(float x) {
        return (float) (x / (1 + Math.exp(-x)));
    }

    float dot(float[] weights, int token, Selection[] columns) {
        float sum = 0;
        for (int h = 0; h < hidden; h++) {
            if (columns == null || columns[token].contains(h)) {
                sum += weights[h] * input.values()[token * input.stride() + h];
            }
        }
        return sum;
    }

    int at(int token, int i) {
        return token * gate.stride() + i;
    }

    private void rows(float[][] weights, TokenRows target, Selection[] rows) {
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < intermediate; i++) {
                target.values()[at(t, i)] = rows == null || rows[t].contains(i) ? dot(weights[i], t, null) : 0;
            }
        }
    }

    private TokenRows blank() {
        float[] values = new float[tokens * (intermediate + 2)];
        java.util.Arrays.fill(values, Float.NaN);
        return new TokenRows(values, intermediate, intermediate + 2);
    }

    private static float[][] matrix(Random random, int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }
}
