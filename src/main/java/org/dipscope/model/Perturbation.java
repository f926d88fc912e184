package org.dipscope.model;

/**
 * Noise on the activations, to find out how far a figure depends on rounding: each float that a norm gives is multiplied by
 * {@code 1 + u}, {@code u} uniform with this root mean square. The noise follows from the seed, the position, the norm's number in the
 * pass and the float's place alone, so that it repeats whatever the batches and threads.
 *
 * @param size root mean square of the relative noise, in [0, 0.1]; 0 leaves everything as it is
 * @param seed of the noise
 */
public record Perturbation(double size, long seed) {
    /** None. */
    public static final Perturbation NONE = new Perturbation(0, 0);
    private static final double MOST = 0.1;
    /** A uniform distribution over ±1 has a root mean square of 1/√3. */
    private static final double REACH = Math.sqrt(3);
    private static final double UNIT = 0x1p-31;

    public Perturbation {
        if (!(size >= 0 && size <= MOST)) {
            throw new IllegalArgumentException("a relative noise of %s is outside [0, %s]; rounding is about 1e-6.".formatted(size, MOST));
        }
    }

    /**
     * Disturbs a row.
     *
     * @param position of the token in its sequence
     * @param norm     which norm of the pass gave the row
     */
    void apply(float[] row, int at, int n, int position, int norm) {
        if (size == 0) {
            return;
        }
        long state = mix(seed ^ mix((long) norm << 32 | position));
        double reach = size * REACH * UNIT;
        for (int i = 0; i < n; i += 2) {
            long bits = mix(state + i);
            row[at + i] += (float) (row[at + i] * reach * (int) bits);
            if (i + 1 < n) {
                row[at + i + 1] += (float) (row[at + i + 1] * reach * (int) (bits >>> 32));
            }
        }
    }

    /** SplitMix64's output function (Steele, Lea and Flood 2014). */
    private static long mix(long state) {
        long z = state + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
