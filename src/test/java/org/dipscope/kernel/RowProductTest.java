package org.dipscope.kernel;

import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.RawTensor.Scales;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RowProductTest {
    private static final int ROWS = 300;

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void equalsTheSumOverDecodedWeightsAndLeavesOtherRows(TensorType type) {
        boolean blocks = type.blockElements() > 1;
        for (Scales scales : Scales.values()) {
            for (int width : blocks ? new int[] {32, 96, 576} : new int[] {1, 33, 576}) {
                int columns = RawTensor.width(type, width);
                RawTensor tensor = RawTensor.random(type, ROWS, columns, scales, columns);
                int[] all = Columns.all(columns);
                float[] x = Columns.inputs(columns + 3, 8);
                for (int[] chosen : new int[][] {{}, {0}, {ROWS - 1}, Columns.some(ROWS, 0.4, 9), Columns.all(ROWS)}) {
                    float[] y = multiply(1, tensor, chosen, x);
                    for (int row = 0; row < ROWS; row++) {
                        if (Arrays.binarySearch(chosen, row) < 0) {
                            assertThat(y[2 + row]).as("row %d was not chosen", row).isEqualTo(77);
                        } else {
                            assertThat((double) y[2 + row]).as("row %d", row)
                                    .isCloseTo(tensor.product(row, all, columns, x, 3), within(tensor.tolerance(row, all, columns, x, 3)));
                        }
                    }
                    assertThat(multiply(3, tensor, chosen, x)).isEqualTo(y);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void oneInputIsTheWeightItself(TensorType type) {
        int columns = RawTensor.width(type, 64);
        RawTensor tensor = RawTensor.random(type, ROWS, columns, Scales.MIXED, 1);
        for (int column = 0; column < columns; column++) {
            float[] x = new float[columns + 3];
            x[3 + column] = 1;
            float[] y = multiply(1, tensor, Columns.all(ROWS), x);
            for (int row = 0; row < ROWS; row++) {
                assertThat(y[2 + row] == tensor.weights()[row][column]).as("row %d, column %d", row, column).isTrue();
            }
        }
    }

    private static float[] multiply(int threads, RawTensor tensor, int[] chosen, float[] x) {
        Selection rows = new Selection(ROWS);
        rows.set(Mask.of(ROWS, chosen));
        float[] y = new float[ROWS + 4];
        Arrays.fill(y, 77);
        try (WorkerPool workers = new WorkerPool(threads)) {
            new RowProduct(workers).multiply(tensor.type(), tensor.segment(), tensor.columns(), rows, x, 3, y, 2);
        }
        return y;
    }
}
