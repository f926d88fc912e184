package org.dipscope.model;

import org.dipscope.TinyModel;

import java.util.ArrayList;
import java.util.List;

/** The dense llama forward pass in double precision and plain loops, straight from its formulas, one token after the other. */
final class PlainForward {
    private static final double EPSILON = 1e-5f;

    private final TinyModel model;
    private final String head;
    private final int rotated;
    private final double[] frequencies;
    private final List<List<double[]>> keys = new ArrayList<>();
    private final List<List<double[]>> values = new ArrayList<>();

    /**
     * A pass over a model.
     *
     * @param head    the tensor that gives the logits
     * @param rotated leading dimensions of a head that are rotated
     * @param base    of the rotary frequencies
     * @param scale   divisor of the positions
     * @param factors divisors of the frequencies; empty for none
     */
    PlainForward(TinyModel model, String head, int rotated, double base, double scale, double[] factors) {
        this.model = model;
        this.head = head;
        this.rotated = rotated;
        this.frequencies = new double[rotated / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(base, -2.0 * i / rotated) / scale / (factors.length == 0 ? 1 : factors[i]);
        }
        for (int layer = 0; layer < model.layers(); layer++) {
            keys.add(new ArrayList<>());
            values.add(new ArrayList<>());
        }
    }

    /** The logits after the next token. */
    double[] next(int id) {
        double[] x = new double[model.hidden()];
        System.arraycopy(model.weights("token_embd.weight"), id * x.length, x, 0, x.length);
        for (int layer = 0; layer < model.layers(); layer++) {
            add(x, attention(layer, norm(x, "blk." + layer + ".attn_norm.weight")));
            add(x, mlp("blk." + layer + ".ffn_", norm(x, "blk." + layer + ".ffn_norm.weight")));
        }
        return model.multiply(head, TinyModel.VOCABULARY, norm(x, "output_norm.weight"));
    }

    private double[] attention(int layer, double[] x) {
        String prefix = "blk." + layer + ".attn_";
        int headSize = model.hidden() / model.heads();
        int kvWidth = headSize * model.kvHeads();
        int position = keys.get(layer).size();
        double[] query = rotate(model.multiply(prefix + "q.weight", model.hidden(), x), headSize, position);
        keys.get(layer).add(rotate(model.multiply(prefix + "k.weight", kvWidth, x), headSize, position));
        values.get(layer).add(model.multiply(prefix + "v.weight", kvWidth, x));
        double[] attended = new double[model.hidden()];
        for (int h = 0; h < model.heads(); h++) {
            int kv = h / (model.heads() / model.kvHeads()) * headSize;
            double[] weights = new double[position + 1];
            double sum = 0;
            for (int p = 0; p <= position; p++) {
                double dot = 0;
                for (int d = 0; d < headSize; d++) {
                    dot += query[h * headSize + d] * keys.get(layer).get(p)[kv + d];
                }
                weights[p] = Math.exp(dot / Math.sqrt(headSize));
                sum += weights[p];
            }
            for (int p = 0; p <= position; p++) {
                for (int d = 0; d < headSize; d++) {
                    attended[h * headSize + d] += weights[p] / sum * values.get(layer).get(p)[kv + d];
                }
            }
        }
        return model.multiply(prefix + "output.weight", model.hidden(), attended);
    }

    private double[] mlp(String prefix, double[] x) {
        double[] gate = model.multiply(prefix + "gate.weight", model.intermediate(), x);
        double[] up = model.multiply(prefix + "up.weight", model.intermediate(), x);
        for (int i = 0; i < gate.length; i++) {
            gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
        }
        return model.multiply(prefix + "down.weight", model.hidden(), gate);
    }

    private double[] rotate(double[] x, int headSize, int position) {
        for (int at = 0; at < x.length; at += headSize) {
            for (int i = 0; i < rotated / 2; i++) {
                double angle = position * frequencies[i];
                double a = x[at + 2 * i];
                double b = x[at + 2 * i + 1];
                x[at + 2 * i] = a * Math.cos(angle) - b * Math.sin(angle);
                x[at + 2 * i + 1] = a * Math.sin(angle) + b * Math.cos(angle);
            }
        }
        return x;
    }

    private double[] norm(double[] x, String weight) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double factor = 1 / Math.sqrt(squares / x.length + EPSILON);
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * factor * model.weights(weight)[i];
        }
        return y;
    }

    private static void add(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] += y[i];
        }
    }
}
