package org.dipscope.kernel;

/** Rotary position embedding of a batch's heads; the sines of its positions are computed once for all layers and heads. */
public final class Rotation {
    private final Rotary rotary;
    private final int half;
    private final float[] cosines;
    private final float[] sines;

    /**
     * Tables for a batch.
     *
     * @param maxTokens the most tokens of a batch
     */
    public Rotation(Rotary rotary, int maxTokens) {
        this.rotary = rotary;
        this.half = rotary.frequencies().length;
        this.cosines = new float[maxTokens * half];
        this.sines = new float[maxTokens * half];
    }

    /** Fills the tables for tokens at {@code position}, {@code position + 1}, … */
    public void begin(int position, int tokens) {
        for (int t = 0; t < tokens; t++) {
            for (int i = 0; i < half; i++) {
                double angle = (position + t) * rotary.frequencies()[i];
                cosines[t * half + i] = (float) (StrictMath.cos(angle) * rotary.magnitude());
                sines[t * half + i] = (float) (StrictMath.sin(angle) * rotary.magnitude());
            }
        }
    }

    /** Rotates {@code heads} heads of {@code headSize} floats of the batch's token {@code t}; floats behind the pairs stay as they are. */
    public void rotate(float[] x, int at, int heads, int headSize, int t) {
        for (int head = 0; head < heads; head++) {
            if (rotary.pairs() == RotaryPairs.NEIGHBOURS) {
                turn(x, at + head * headSize, 2, 1, t * half);
            } else {
                turn(x, at + head * headSize, 1, half, t * half);
            }
        }
    }

    private void turn(float[] x, int from, int step, int distance, int angles) {
        for (int i = 0; i < half; i++) {
            float cosine = cosines[angles + i];
            float sine = sines[angles + i];
            float a = x[from + step * i];
            float b = x[from + step * i + distance];
            x[from + step * i] = a * cosine - b * sine;
            x[from + step * i + distance] = a * sine + b * cosine;
        }
    }
}
