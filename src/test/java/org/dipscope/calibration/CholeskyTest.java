package org.dipscope.calibration;

import org.dipscope.kernel.WorkerPool;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Factors against EJML's, at sizes about the panels', tiles' and chunks' edges. */
class CholeskyTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 63, 64, 65, 128, 131, 600})
    void theFactorIsTheOneOfEjmlWhateverTheThreads(int n) {
        DMatrixRMaj matrix = RandomMatrices_DDRM.symmetricPosDef(n, new Random(n));
        CholeskyDecomposition_F64<DMatrixRMaj> other = DecompositionFactory_DDRM.chol(n, true);
        assertThat(other.decompose(matrix.copy())).isTrue();
        DMatrixRMaj expected = other.getT(null);
        double[] alone = factored(matrix, 1);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                assertThat(alone[i * n + j]).isCloseTo(expected.get(i, j), within(1e-9 * Math.sqrt(matrix.get(i, i))));
            }
        }
        assertThat(factored(matrix, 3)).isEqualTo(alone);
    }

    private static double[] factored(DMatrixRMaj matrix, int threads) {
        double[] values = matrix.data.clone();
        try (WorkerPool workers = new WorkerPool(threads)) {
            new Cholesky(values, matrix.numRows, workers, () -> { });
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 65, 200})
    void theSolutionGivesTheRightHandSides(int n) {
        DMatrixRMaj matrix = RandomMatrices_DDRM.symmetricPosDef(n, new Random(n));
        try (WorkerPool workers = new WorkerPool(2)) {
            Cholesky factors = new Cholesky(matrix.data.clone(), n, workers, () -> { });
            for (int columns : new int[] {1, 63, 64, 65, 130}) {
                DMatrixRMaj right = RandomMatrices_DDRM.rectangle(n, columns, new Random(columns));
                DMatrixRMaj solution = right.copy();
                factors.solve(solution.data, columns);
                DMatrixRMaj back = new DMatrixRMaj(n, columns);
                CommonOps_DDRM.mult(matrix, solution, back);
                assertThat(back.data).containsExactly(right.data, within(1e-7));
            }
        }
    }

    @Test
    void whatIsNotPositiveDefiniteIsRefused() {
        try (WorkerPool workers = new WorkerPool(2)) {
            for (double last : new double[] {1, 0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
                assertThatThrownBy(() -> new Cholesky(new double[] {1, 1, 1, last}, 2, workers, () -> { })).as("%s", last).isInstanceOf(ArithmeticException.class);
            }
        }
    }

    @Test
    void somebodyWhoWaitsIsAskedBetweenAllPanels() {
        int n = 5 * 64;
        double[] matrix = RandomMatrices_DDRM.symmetricPosDef(n, new Random(1)).data;
        AtomicInteger asked = new AtomicInteger();
        try (WorkerPool workers = new WorkerPool(2)) {
            new Cholesky(matrix, n, workers, asked::incrementAndGet).solve(new double[n * 8], 8);
            assertThat(asked.get()).isEqualTo(5 + 5 + 5);
            asked.set(0);
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> new Cholesky(RandomMatrices_DDRM.symmetricPosDef(n, new Random(1)).data, n, workers, () -> {
                if (asked.incrementAndGet() == 3) {
                    throw new CancellationException();
                }
            }));
            assertThat(asked.get()).isEqualTo(3);
        }
    }
}
