package org.dipscope.kernel;

import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.RawTensor.Scales;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BatchProductTest {
    @ParameterizedTest
    @CsvSource({"Q4_0, 300, 96, 0", "Q4_1, 192, 576, 0", "Q4_1, 1, 32, 0", "Q8_0, 63, 160, 0", "F16, 192, 100, 0", "F16, 5, 1, 0", "F32, 700, 33, 2",
        "Q4_1, 700, 96, 2", "Q8_0, 700, 64, 1", "F32, 130, 65, 0", "BF16, 130, 65, 0", "Q5_0, 192, 96, 1", "Q5_1, 63, 160, 0", "Q2_K, 192, 512, 1", "Q3_K, 65, 256, 0",
        "Q4_K, 300, 768, 0", "Q5_K, 192, 256, 1", "Q6_K, 130, 512, 0", "IQ4_NL, 192, 96, 0", "IQ4_XS, 200, 256, 1"})
    void equalsAVectorProductATokenWithinRounding(TensorType type, int rows, int columns, int panelTiles) {
        RawTensor tensor = RawTensor.random(type, rows, columns, Scales.MIXED, rows + columns);
        int[] all = Columns.all(columns);
        int xStride = columns + 3;
        try (WorkerPool one = new WorkerPool(1); WorkerPool three = new WorkerPool(3); Arena arena = Arena.ofShared()) {
            ColumnMatrix matrix = tensor.pack(one, arena, panelTiles * ColumnMatrix.tile());
            int padded = matrix.paddedRows();
            int yStride = padded + 5;
            BatchProduct product = new BatchProduct(one);
            VectorProduct single = new VectorProduct(one);
            float[] row = new float[padded];
            for (int tokens = 1; tokens <= 13; tokens++) {
                float[] x = Columns.inputs(BatchProduct.padded(tokens) * xStride, tokens);
                float[] y = new float[7 + BatchProduct.padded(tokens) * yStride];
                Arrays.fill(y, 99);
                product.multiply(matrix, x, xStride, tokens, y, 7, yStride);
                for (int t = 0; t < tokens; t++) {
                    single.multiply(matrix, all, columns, x, t * xStride, row, 0);
                    for (int r = 0; r < rows; r++) {
                        double tolerance = tensor.tolerance(r, all, columns, x, t * xStride);
                        double expected = tensor.product(r, all, columns, x, t * xStride);
                        if (!(Math.abs(y[7 + t * yStride + r] - expected) <= tolerance) || !(Math.abs(row[r] - y[7 + t * yStride + r]) <= 2 * tolerance)) {
                            assertThat((double) y[7 + t * yStride + r]).as("token %d of %d, row %d", t, tokens, r).isCloseTo(expected, within(tolerance));
                        }
                    }
                    for (int r = padded; r < yStride && t < tokens - 1; r++) {
                        assertThat(y[7 + t * yStride + r]).as("between the rows").isEqualTo(99);
                    }
                }
                assertThat(Arrays.copyOf(y, 7)).containsOnly(99);
                float[] again = y.clone();
                new BatchProduct(three).multiply(matrix, x, xStride, tokens, again, 7, yStride);
                assertThat(again).as("three threads").isEqualTo(y);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "127, 96", "128, 101", "300, 97", "512, 250", "700, 120"})
    void makesTheSameSumsHoweverManyThreadsShareTheTiles(int rows, int tokens) {
        RawTensor tensor = RawTensor.random(TensorType.Q4_1, rows, 64, Scales.MIXED, rows);
        try (WorkerPool one = new WorkerPool(1); Arena arena = Arena.ofShared()) {
            ColumnMatrix matrix = tensor.pack(one, arena, 2 * ColumnMatrix.tile());
            int stride = matrix.paddedRows();
            float[] x = Columns.inputs(BatchProduct.padded(tokens) * 64, tokens);
            float[] expected = new float[BatchProduct.padded(tokens) * stride];
            new BatchProduct(one).multiply(matrix, x, 64, tokens, expected, 0, stride);
            assertThat(expected[(tokens - 1) * stride + rows - 1]).isNotZero();
            for (int threads = 2; threads <= 5; threads++) {
                try (WorkerPool several = new WorkerPool(threads)) {
                    float[] y = new float[expected.length];
                    Arrays.fill(y, 99);
                    new BatchProduct(several).multiply(matrix, x, 64, tokens, y, 0, stride);
                    for (int t = 0; t < tokens; t++) {
                        assertThat(Arrays.copyOfRange(y, t * stride, t * stride + rows)).as("token %d, %d threads", t, threads)
                                .isEqualTo(Arrays.copyOfRange(expected, t * stride, t * stride + rows));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void decodesEveryWeightBitForBit(TensorType type) {
        int width = RawTensor.width(type, 96);
        RawTensor tensor = RawTensor.random(type, 200, width, Scales.MIXED, 3);
        try (WorkerPool workers = new WorkerPool(2); Arena arena = Arena.ofShared()) {
            ColumnMatrix matrix = tensor.pack(workers, arena, ColumnMatrix.tile());
            int stride = matrix.paddedRows();
            float[] x = new float[BatchProduct.padded(width) * width];
            for (int token = 0; token < width; token++) {
                x[token * width + token] = 1;
            }
            float[] y = new float[BatchProduct.padded(width) * stride];
            new BatchProduct(workers).multiply(matrix, x, width, width, y, 0, stride);
            for (int column = 0; column < width; column++) {
                for (int row = 0; row < stride; row++) {
                    float expected = row < 200 ? tensor.weights()[row][column] : 0;
                    assertThat(y[column * stride + row] == expected).as("row %d, column %d", row, column).isTrue();
                }
            }
        }
    }
}
