package org.dipscope.kernel;

import java.util.Random;
import java.util.stream.IntStream;

/** Choices of columns and vectors of inputs for the products' tests. */
final class Columns {

    private Columns() {
    }

    static int[] none() {
        return new int[0];
    }

    static int[] all(int columns) {
        return IntStream.range(0, columns).toArray();
    }

    /** Each column with this probability, ascending. */
    static int[] some(int columns, double density, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, columns).filter(column -> random.nextDouble() < density).toArray();
    }

    /** Inputs of both signs around 1, with a zero here and there. */
    static float[] inputs(int length, long seed) {
        Random random = new Random(seed);
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = random.nextInt(16) == 0 ? 0 : (float) random.nextGaussian();
        }
        return x;
    }
}
