package org.dipscope.sparsity;

/**
 * A network a layer that foretells from the MLP's input which activations will be largest, as DejaVu:
 * {@code logits = W2·relu(W1·x + b1) + b2}. Its weights are 16-bit halves.
 *
 * @param width  of the middle layer, 1 to {@value #MOST}
 * @param first  {@code [layers][(hidden + 1)·width]}: {@code W1} column after column, then {@code b1}
 * @param second {@code [layers][(width + 1)·intermediate]}: {@code W2} column after column, then {@code b2}
 */
public record Predictor(int width, float[][] first, float[][] second) implements CalibrationPart {
    static final int MOST = 16_384;
    private static final int BYTES = 2;

    public Predictor {
        if (width < 1 || width > MOST) {
            throw new IllegalArgumentException("a predictor's width of %d is outside 1 to %d".formatted(width, MOST));
        }
        round(first);
        round(second);
    }

    private static void round(float[][] rows) {
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Float.float16ToFloat(Float.floatToFloat16(row[i]));
            }
        }
    }

    @Override
    public CalibrationKind kind() {
        return CalibrationKind.PREDICTOR;
    }

    /** Parameters of one layer's network. */
    public long parameters() {
        return (long) first[0].length + second[0].length;
    }

    /** Bytes of all layers' networks. */
    public double bytes() {
        return (double) BYTES * parameters() * first.length;
    }

    /**
     * The logits of one token.
     *
     * @param x      {@code [hidden]} from {@code xAt} on
     * @param middle {@code [width]}, overwritten
     * @param logits {@code [intermediate]} from {@code at} on, overwritten
     */
    public void predict(int layer, float[] x, int xAt, int hidden, float[] middle, float[] logits, int at, int intermediate) {
        float[] one = first[layer];
        System.arraycopy(one, hidden * width, middle, 0, width);
        for (int i = 0; i < hidden; i++) {
            LowRank.add(x[xAt + i], one, i * width, middle, 0, width);
        }
        float[] two = second[layer];
        System.arraycopy(two, width * intermediate, logits, at, intermediate);
        for (int w = 0; w < width; w++) {
            if (middle[w] > 0) {
                LowRank.add(middle[w], two, w * intermediate, logits, at, intermediate);
            }
        }
    }

    @Override
    public void write(CalibrationSections sections) {
        sections.putHalves("predictor.first", first);
        sections.putHalves("predictor.second", second);
    }

    static Predictor read(CalibrationSections sections, int layers, int hidden, int intermediate) {
        long size = sections.size("predictor.first");
        long perUnit = 2L * layers * (hidden + 1);
        if (size == 0 || size % perUnit != 0 || size / perUnit > MOST) {
            throw new IllegalArgumentException("its part 'predictor.first' has %d bytes, which is no whole number of units".formatted(size));
        }
        int width = (int) (size / perUnit);
        return new Predictor(width, sections.halves("predictor.first", layers, (hidden + 1) * width),
                sections.halves("predictor.second", layers, (width + 1) * intermediate));
    }
}
