package org.dipscope.calibration;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.linsol.LinearSolverDense;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Least squares {@code min ‖Y − X·D‖² + λ‖D‖²} from {@code X'X} and {@code X'Y}, of full or of reduced rank. The solution of reduced rank
 * is the exact one: the projection of the full one on the directions of {@code Y} that {@code X} explains best (reduced-rank regression),
 * found by orthogonal iteration.
 */
final class RidgeFit {
    private static final int ITERATIONS = 8;
    private static final int OVERSAMPLING = 8;

    /** Columns that are solved for at once: some tenths of a second. */
    private static final int SLICE = 64;

    private final int n;
    private final Runnable between;
    private final DMatrixRMaj gram;
    private final LinearSolverDense<DMatrixRMaj> solver;

    /**
     * A fit.
     *
     * @param gram    {@code X'X}, {@code [n][n]}
     * @param ridge   what is added to the diagonal, as a share of its mean, above 0
     * @param between run between two pieces of the work, here and in every other method; what it throws ends the work
     * @throws IllegalArgumentException if it cannot be factored, as with inputs that are not finite
     */
    RidgeFit(double[] gram, int n, double ridge, Runnable between) {
        this.n = n;
        this.between = between;
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += gram[i * n + i];
        }
        this.gram = new DMatrixRMaj(n, n, true, gram.clone());
        for (int i = 0; i < n; i++) {
            this.gram.add(i, i, Math.max(ridge * trace / n, Double.MIN_NORMAL));
        }
        this.solver = LinearSolverFactory_DDRM.symmPosDef(n);
        if (!Double.isFinite(CommonOps_DDRM.elementSum(this.gram)) || !solver.setA(this.gram.copy())) {
            throw new IllegalArgumentException("the calibration's activations do not determine a fit; give more text or a larger --ridge.");
        }
    }

    /** The full solution {@code D}, {@code [n][m]}, from {@code X'Y}. */
    DMatrixRMaj solve(DMatrixRMaj cross) {
        DMatrixRMaj solution = new DMatrixRMaj(n, cross.numCols);
        for (int from = 0; from < cross.numCols; from += SLICE) {
            between.run();
            DMatrixRMaj slice = CommonOps_DDRM.extract(cross, 0, n, from, Math.min(from + SLICE, cross.numCols));
            DMatrixRMaj solved = new DMatrixRMaj(n, slice.numCols);
            solver.solve(slice, solved);
            CommonOps_DDRM.insert(solved, solution, 0, from);
        }
        return solution;
    }

    /**
     * The best solution of a rank, as the two factors {@code A [n][rank]} and {@code B [rank][m]}.
     *
     * @param full   the full solution
     * @param weight how much an error in each output counts, {@code [m]}
     */
    DMatrixRMaj[] reduce(DMatrixRMaj full, int rank, double[] weight) {
        int m = full.numCols;
        // The outputs that the fit explains: D'·X'X·D, each scaled by what its error counts. Its leading eigenvectors span the projection.
        DMatrixRMaj scaled = full.copy();
        scale(scaled, weight, false);
        int wide = Math.min(m, rank + OVERSAMPLING);
        DMatrixRMaj basis = new DMatrixRMaj(m, wide);
        Random random = new Random(0);
        for (int i = 0; i < basis.getNumElements(); i++) {
            basis.data[i] = random.nextGaussian();
        }
        DMatrixRMaj inner = new DMatrixRMaj(n, wide);
        DMatrixRMaj outer = new DMatrixRMaj(n, wide);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            between.run();
            CommonOps_DDRM.mult(scaled, basis, inner);
            CommonOps_DDRM.mult(gram, inner, outer);
            DMatrixRMaj next = new DMatrixRMaj(m, wide);
            CommonOps_DDRM.multTransA(scaled, outer, next);
            QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(m, wide);
            qr.decompose(next);
            basis = qr.getQ(null, true);
        }
        DMatrixRMaj kept = leading(scaled, basis, Math.min(rank, wide));
        DMatrixRMaj a = new DMatrixRMaj(n, kept.numCols);
        CommonOps_DDRM.mult(scaled, kept, a);
        DMatrixRMaj b = CommonOps_DDRM.transpose(kept, null);
        scale(b, weight, true);
        return new DMatrixRMaj[] {a, b};
    }

    /** Within the basis the eigenvectors themselves, those of the largest eigenvalues (Rayleigh-Ritz). */
    private DMatrixRMaj leading(DMatrixRMaj scaled, DMatrixRMaj basis, int count) {
        int wide = basis.numCols;
        DMatrixRMaj inner = new DMatrixRMaj(n, wide);
        CommonOps_DDRM.mult(scaled, basis, inner);
        DMatrixRMaj outer = new DMatrixRMaj(n, wide);
        CommonOps_DDRM.mult(gram, inner, outer);
        DMatrixRMaj small = new DMatrixRMaj(wide, wide);
        CommonOps_DDRM.multTransA(inner, outer, small);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(wide, true, true);
        eigen.decompose(small);
        List<Integer> order = IntStream.range(0, wide).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -eigen.getEigenvalue(i).getReal())).limit(count).toList();
        DMatrixRMaj turn = new DMatrixRMaj(wide, count);
        for (int i = 0; i < count; i++) {
            CommonOps_DDRM.insert(eigen.getEigenVector(order.get(i)), turn, 0, i);
        }
        DMatrixRMaj kept = new DMatrixRMaj(basis.numRows, count);
        CommonOps_DDRM.mult(basis, turn, kept);
        return kept;
    }

    private static void scale(DMatrixRMaj matrix, double[] weight, boolean inverse) {
        for (int row = 0; row < matrix.numRows; row++) {
            for (int column = 0; column < matrix.numCols; column++) {
                matrix.data[row * matrix.numCols + column] *= inverse ? 1 / weight[column] : weight[column];
            }
        }
    }

    /**
     * The strictly upper factor by which rounding one column is made up for in those after it: {@code X'X = U·D·U'} with 1 on U's diagonal.
     *
     * @return {@code [n][n]}, only the part above the diagonal meaning something
     */
    float[] feedback() {
        DMatrixRMaj reversed = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                reversed.data[i * n + j] = gram.data[(n - 1 - i) * n + n - 1 - j];
            }
        }
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
        cholesky.decompose(reversed);
        DMatrixRMaj lower = cholesky.getT(null);
        float[] upper = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                upper[i * n + j] = (float) (lower.get(n - 1 - i, n - 1 - j) / lower.get(n - 1 - j, n - 1 - j));
            }
        }
        return upper;
    }
}
