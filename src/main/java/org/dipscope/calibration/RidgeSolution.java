package org.dipscope.calibration;

import org.dipscope.kernel.WorkerPool;
import org.ejml.data.DMatrixRMaj;

import java.util.Arrays;
import java.util.List;

/**
 * A ridge's fit and its full solution.
 *
 * @param full {@code [inputs][outputs]}
 */
record RidgeSolution(double ridge, RidgeFit fit, DMatrixRMaj full) {
    /**
     * The solutions of some ridges, in their order. The threads take one each: the library factors and solves on one thread only, or gains
     * little from more.
     *
     * @param gram    {@code X'X}, {@code [inputs][inputs]}
     * @param cross   {@code X'Y}, {@code [inputs][outputs]}
     * @param between run between two pieces of the work, by any of the threads; what it throws ends the work
     */
    static List<RidgeSolution> all(double[] ridges, double[] gram, DMatrixRMaj cross, WorkerPool workers, Runnable between) {
        RidgeSolution[] solutions = new RidgeSolution[ridges.length];
        workers.run(ridges.length, (i, _) -> {
            between.run();
            RidgeFit fit = new RidgeFit(gram, cross.numRows, ridges[i], between);
            solutions[i] = new RidgeSolution(ridges[i], fit, fit.solve(cross));
        });
        return Arrays.asList(solutions);
    }
}
