package org.dipscope.calibration;

import org.dipscope.gguf.BlockDecoder;
import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.WorkerPool;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Fits against the normal equations and the singular values that another way of computing them gives. */
class RidgeFitTest {

    private static RidgeFit fit(double[] gram, int n, double ridge) {
        return new RidgeFit(gram, n, ridge, () -> { });
    }

    @Test
    void theSolutionSatisfiesTheNormalEquations() {
        DMatrixRMaj x = random(40, 7, 1);
        // More columns than are solved for at once.
        DMatrixRMaj y = random(40, 150, 2);
        DMatrixRMaj gram = transposedTimes(x, x);
        DMatrixRMaj expected = gram.copy();
        double ridge = 0.01 * CommonOps_DDRM.trace(gram) / 7;
        for (int i = 0; i < 7; i++) {
            expected.add(i, i, ridge);
        }
        CommonOps_DDRM.invert(expected);
        DMatrixRMaj solution = fit(gram.data, 7, 0.01).solve(transposedTimes(x, y));
        assertThat(solution.data).containsExactly(times(expected, transposedTimes(x, y)).data, within(1e-9));
    }

    /** The singular value decomposition of what the full fit foretells, cut: what reduced-rank regression is. */
    @Test
    void theReducedSolutionIsTheCutSingularValueDecomposition() {
        DMatrixRMaj x = random(60, 6, 3);
        DMatrixRMaj y = times(x, random(6, 4, 4));
        CommonOps_DDRM.add(y, 0.3, random(60, 4, 5), y);
        double[] weight = {1, 2, 0.5, 3};
        RidgeFit fit = fit(transposedTimes(x, x).data, 6, 1e-9);
        DMatrixRMaj full = fit.solve(transposedTimes(x, y));
        for (int rank = 1; rank <= 4; rank++) {
            DMatrixRMaj[] factors = fit.reduce(full, rank, weight);
            DMatrixRMaj own = times(times(x, factors[0]), factors[1]);
            DMatrixRMaj scaled = times(times(x, full), CommonOps_DDRM.diag(weight));
            SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(60, 4, true, true, true);
            svd.decompose(scaled.copy());
            DMatrixRMaj u = svd.getU(null, false);
            DMatrixRMaj w = svd.getW(null);
            DMatrixRMaj v = svd.getV(null, false);
            SingularOps_DDRM.descendingOrder(u, false, w, v, false);
            for (int i = rank; i < 4; i++) {
                w.set(i, i, 0);
            }
            DMatrixRMaj cut = times(times(u, w), CommonOps_DDRM.transpose(v, null));
            DMatrixRMaj expected = times(cut, CommonOps_DDRM.diag(1, 0.5, 2, 1.0 / 3));
            CommonOps_DDRM.subtract(own, expected, expected);
            assertThat(NormOps_DDRM.normF(expected)).as("rank %d", rank).isLessThan(1e-4 * NormOps_DDRM.normF(own));
        }
    }

    @Test
    void inputsThatAreNotFiniteAreRefused() {
        assertThatThrownBy(() -> fit(new double[] {1, Double.NaN, Double.NaN, 1}, 2, 0.1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("give more text or a larger --ridge.");
    }

    @Test
    void theThreadsThatFitChangeNoSolution() {
        int n = 40;
        DMatrixRMaj x = random(n + 20, n, 5);
        double[] gram = transposedTimes(x, x).data;
        DMatrixRMaj cross = random(n, 70, 6);
        double[] ridges = {0.01, 0.1, 1};
        try (WorkerPool workers = new WorkerPool(3)) {
            List<RidgeSolution> together = RidgeSolution.all(ridges, gram, cross, workers, () -> { });

            assertThat(together).extracting(RidgeSolution::ridge).containsExactly(0.01, 0.1, 1.0);
            for (RidgeSolution solution : together) {
                assertThat(solution.full().data).isEqualTo(fit(gram, n, solution.ridge()).solve(cross).data);
            }
            assertThatThrownBy(() -> RidgeSolution.all(ridges, gram, cross, workers, () -> {
                throw new CancellationException("enough");
            })).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void aFitThatNobodyWantsAnyMoreEndsBetweenTwoSlicesOfItsColumns() {
        DMatrixRMaj x = random(20, 3, 1);
        AtomicInteger pieces = new AtomicInteger();
        RidgeFit fit = new RidgeFit(transposedTimes(x, x).data, 3, 0.1, () -> {
            if (pieces.incrementAndGet() == 3) {
                throw new CancellationException("enough");
            }
        });
        assertThatThrownBy(() -> fit.solve(transposedTimes(x, random(20, 500, 2)))).isInstanceOf(CancellationException.class).hasMessage("enough");
        assertThat(pieces.get()).isEqualTo(3);
    }

    /** {@code X'X = U·D·U'} with a unit diagonal: what is above it. */
    @Test
    void theFeedbackFactorsTheSecondMoments() {
        DMatrixRMaj x = random(50, 6, 6);
        DMatrixRMaj gram = transposedTimes(x, x);
        float[] upper = fit(gram.data, 6, 1e-12).feedback();
        DMatrixRMaj u = CommonOps_DDRM.identity(6);
        for (int i = 0; i < 6; i++) {
            for (int j = i + 1; j < 6; j++) {
                u.set(i, j, upper[i * 6 + j]);
            }
        }
        CommonOps_DDRM.invert(u);
        DMatrixRMaj d = times(times(u, gram), CommonOps_DDRM.transpose(u, null));
        for (int i = 0; i < 36; i++) {
            if (i % 7 != 0) {
                assertThat(d.data[i]).isCloseTo(0, within(1e-4 * d.data[0]));
            }
        }
    }

    /** The bytes mean the weights that were left behind, and the products change less than by rounding each weight alone. */
    @ParameterizedTest
    @EnumSource(value = TensorType.class, names = {"Q4_0", "Q4_1", "Q8_0", "F16", "F32"})
    void roundingWritesWhatItMeansAndMakesUpForIt(TensorType type) {
        int rows = 5;
        int columns = 64;
        DMatrixRMaj x = times(random(400, 8, 7), random(8, columns, 8));
        CommonOps_DDRM.add(x, 0.2, random(400, columns, 9), x);
        float[] weights = floats(random(rows, columns, 10));
        RidgeFit fit = fit(transposedTimes(x, x).data, columns, 1e-4);
        float[] fed = weights.clone();
        float[] alone = weights.clone();
        try (WorkerPool workers = new WorkerPool(2)) {
            byte[] bytes = new Rounding(workers).round(type, fed, rows, columns, fit.feedback());
            float[] decoded = new float[rows * columns];
            BlockDecoder.decode(type, MemorySegment.ofArray(bytes), 0, decoded, 0, decoded.length);
            assertThat(decoded).containsExactly(fed, within(1e-6f));
            new Rounding(workers).round(type, alone, rows, columns, new float[columns * columns]);
        }
        double withFeedback = error(x, weights, fed, rows);
        double without = error(x, weights, alone, rows);
        if (type == TensorType.F32) {
            assertThat(withFeedback).isZero();
        } else {
            assertThat(withFeedback).isLessThan(0.7 * without);
        }
    }

    private static double error(DMatrixRMaj x, float[] exact, float[] rounded, int rows) {
        DMatrixRMaj difference = new DMatrixRMaj(rows, exact.length / rows);
        for (int i = 0; i < exact.length; i++) {
            difference.data[i] = exact[i] - rounded[i];
        }
        return NormOps_DDRM.normF(times(x, CommonOps_DDRM.transpose(difference, null)));
    }

    private static DMatrixRMaj times(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numCols);
        CommonOps_DDRM.mult(a, b, product);
        return product;
    }

    private static DMatrixRMaj transposedTimes(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numCols, b.numCols);
        CommonOps_DDRM.multTransA(a, b, product);
        return product;
    }

    private static DMatrixRMaj random(int rows, int columns, int seed) {
        Random random = new Random(seed);
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < rows * columns; i++) {
            matrix.data[i] = random.nextGaussian();
        }
        return matrix;
    }

    private static float[] floats(DMatrixRMaj matrix) {
        float[] values = new float[matrix.getNumElements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) matrix.data[i];
        }
        return values;
    }
}
