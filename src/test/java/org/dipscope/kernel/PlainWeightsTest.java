package org.dipscope.kernel;

import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.RawTensor.Scales;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PlainWeightsTest {
    private static final int ROWS = 200;

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void rowsAreEveryWeightOfTheFile(TensorType type) {
        RawTensor tensor = RawTensor.random(type, ROWS, RawTensor.width(type, 96), Scales.USUAL, 5);
        try (WorkerPool workers = new WorkerPool(2); Arena arena = Arena.ofShared()) {
            float[] rows = PlainWeights.rows(tensor.pack(workers, arena, ColumnMatrix.tile()));
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < tensor.columns(); column++) {
                    assertThat(rows[row * tensor.columns() + column] == tensor.weights()[row][column]).as("row %d, column %d", row, column).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void columnNormsTakeEveryColumnOfMatricesAboveEachOther(TensorType type) {
        RawTensor upper = RawTensor.random(type, ROWS, RawTensor.width(type, 96), Scales.USUAL, 6);
        RawTensor lower = RawTensor.random(type, ROWS, upper.columns(), Scales.USUAL, 7);
        try (WorkerPool workers = new WorkerPool(2); Arena arena = Arena.ofShared()) {
            float[] norms = PlainWeights.columnNorms(upper.pack(workers, arena, 0), lower.pack(workers, arena, 0));
            assertThat(norms).hasSize(upper.columns());
            for (int column = 0; column < norms.length; column++) {
                double squares = 0;
                for (int row = 0; row < ROWS; row++) {
                    squares += Math.pow(upper.weights()[row][column], 2) + Math.pow(lower.weights()[row][column], 2);
                }
                assertThat((double) norms[column]).as("column %d", column).isCloseTo(Math.sqrt(squares), within(1e-6 * Math.sqrt(squares)));
            }
        }
    }
}
