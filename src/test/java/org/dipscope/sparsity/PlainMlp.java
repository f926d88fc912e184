package org.dipscope.sparsity;

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
