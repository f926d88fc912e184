package org.dipscope.kernel;

/**
 * Rotary position embedding on neighbouring pairs {@code (2i, 2i+1)} of each head, as llama's GGUF weights are laid out:
 * {@code θ_i = position · base^(−2i/dimensions) / scale / factor_i}.
 */
public final class Rotation {
    private final int dimensions;
    private final double[] frequencies;
    private final float[] cosines;
    private final float[] sines;

    /**
     * Tables for a batch.
     *
     * @param dimensions how many leading dimensions of a head are rotated, even
     * @param base       {@code rope.freq_base}
     * @param scale      divisor of the positions, 1 for none
     * @param factors    {@code [dimensions/2]} divisors of the frequencies; empty for none
     * @param maxTokens  the most tokens of a batch
     */
    public Rotation(int dimensions, double base, double scale, float[] factors, int maxTokens) {
        this.dimensions = dimensions;
        this.frequencies = new double[dimensions / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(base, -2.0 * i / dimensions) / scale / (factors.length == 0 ? 1 : factors[i]);
        }
        this.cosines = new float[maxTokens * frequencies.length];
        this.sines = new float[maxTokens * frequencies.length];
    }

    /** Fills the tables for tokens at {@code position}, {@code position + 1}, … */
    public void begin(int position, int tokens) {
        int half = frequencies.length;
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < half; i++) {
                double angle = (position + t) * frequencies[i];
                cosines[t * half + i] = (float) StrictMath.cos(angle);
                sines[t * half + i] = (float) StrictMath.sin(angle);
            }
        }
    }

    /** Rotates {@code heads} heads of {@code headSize} floats of the batch's token {@code t}. */
    public void rotate(float[] x, int at, int heads, int headSize, int t) {
        int half = dimensions / 2;
        for (int head = 0; head < heads; head++) {
            int from = at + head * headSize;
            for (int i = 0; i < half; i++) {
                float cosine = cosines[t * half + i];
                float sine = sines[t * half + i];
                float a = x[from + 2 * i];
                float b = x[from + 2 * i + 1];
                x[from + 2 * i] = a * cosine - b * sine;
                x[from + 2 * i + 1] = a * sine + b * cosine;
            }
        }
    }
}
