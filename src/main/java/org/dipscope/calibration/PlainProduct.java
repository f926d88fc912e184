package org.dipscope.calibration;

/**
 * Products of small matrices in one thread, for training several networks side by side. The inner loops run over rows of floats that the
 * compiler turns into vectors by itself; every sum has one order, so that results repeat bit for bit.
 */
final class PlainProduct {

    private PlainProduct() {
    }

    /** {@code A·B} for {@code A [m][k]} and {@code B [k][n]}. */
    static float[] of(float[] a, float[] b, int m, int k, int n) {
        return product(a, k, 1, b, m, k, n);
    }

    /** {@code Aᵀ·B} for {@code A [k][m]} and {@code B [k][n]}. */
    static float[] ofTransposed(float[] a, float[] b, int m, int k, int n) {
        return product(a, 1, m, b, m, k, n);
    }

    /** {@code A} the other way round, for {@code A [m][n]}. */
    static float[] transposed(float[] a, int m, int n) {
        float[] turned = new float[a.length];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                turned[j * m + i] = a[i * n + j];
            }
        }
        return turned;
    }

    private static float[] product(float[] a, int rowStep, int columnStep, float[] b, int m, int k, int n) {
        float[] c = new float[Math.multiplyExact(m, n)];
        int fours = k - k % 4;
        for (int i = 0; i < m; i++) {
            int at = i * rowStep;
            for (int p = 0; p < fours; p += 4) {
                add(c, i * n, b, p * n, n, a[at + p * columnStep], a[at + (p + 1) * columnStep], a[at + (p + 2) * columnStep], a[at + (p + 3) * columnStep]);
            }
            for (int p = fours; p < k; p++) {
                float factor = a[at + p * columnStep];
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += factor * b[p * n + j];
                }
            }
        }
        return c;
    }

    /** Four rows at once: a sum is loaded and stored a fourth as often. */
    private static void add(float[] c, int at, float[] b, int from, int n, float first, float second, float third, float fourth) {
        int two = from + n;
        int three = two + n;
        int four = three + n;
        for (int j = 0; j < n; j++) {
            c[at + j] += first * b[from + j] + second * b[two + j] + third * b[three + j] + fourth * b[four + j];
        }
    }
}
