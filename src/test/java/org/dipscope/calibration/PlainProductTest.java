package org.dipscope.calibration;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PlainProductTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 5, 7", "64, 13, 33", "6, 64, 130"})
    void productsAreThoseOfALibraryInDoubles(int m, int k, int n) {
        Random random = new Random(m + 10L * k + 100L * n);
        float[] a = random(random, m * k);
        float[] b = random(random, k * n);
        DMatrixRMaj expected = new DMatrixRMaj(m, n);
        CommonOps_DDRM.mult(matrix(a, m, k), matrix(b, k, n), expected);

        assertClose(PlainProduct.of(a, b, m, k, n), expected);
        assertClose(PlainProduct.ofTransposed(PlainProduct.transposed(a, m, k), b, m, k, n), expected);
    }

    private static void assertClose(float[] product, DMatrixRMaj expected) {
        assertThat(product).hasSize(expected.getNumElements());
        for (int i = 0; i < product.length; i++) {
            assertThat((double) product[i]).isCloseTo(expected.data[i], within(1e-4));
        }
    }

    private static DMatrixRMaj matrix(float[] values, int rows, int columns) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < values.length; i++) {
            matrix.data[i] = values[i];
        }
        return matrix;
    }

    private static float[] random(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
