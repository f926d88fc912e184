package org.dipscope.calibration;

/**
 * The error of one layer's MLP as a function of its two shares, measured on a grid and interpolated linearly in its root, which vanishes where
 * everything is kept.
 *
 * @param roots {@code [INPUT.length][DOWN.length]}: roots of the mean square error, relative to the stream
 */
record ErrorSurface(double[][] roots) {
    /** The shares of input columns at which it is measured. */
    static final double[] INPUT = {0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1};
    /** The shares of down columns at which it is measured. */
    static final double[] DOWN = {0.05, 0.15, 0.3, 0.45, 0.6, 0.8, 1};

    /** The mean square error at these shares; below the grid it is extrapolated. */
    double at(double input, double down) {
        int i = cell(INPUT, input);
        int j = cell(DOWN, down);
        double x = (input - INPUT[i]) / (INPUT[i + 1] - INPUT[i]);
        double y = (down - DOWN[j]) / (DOWN[j + 1] - DOWN[j]);
        double root = (1 - x) * ((1 - y) * roots[i][j] + y * roots[i][j + 1]) + x * ((1 - y) * roots[i + 1][j] + y * roots[i + 1][j + 1]);
        return root * root;
    }

    private static int cell(double[] grid, double value) {
        int cell = 0;
        while (cell < grid.length - 2 && grid[cell + 1] <= value) {
            cell++;
        }
        return cell;
    }
}
