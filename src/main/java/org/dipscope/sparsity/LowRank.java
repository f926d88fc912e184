package org.dipscope.sparsity;

/** Sums of scaled rows in plain loops, which the compiler turns into vectors and which give the same bits with and without it. */
final class LowRank {

    private LowRank() {
    }

    /** {@code y[yAt + i] += factor · row[at + i]} for {@code count} elements. */
    static void add(float factor, float[] row, int at, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i++) {
            y[yAt + i] += factor * row[at + i];
        }
    }
}
