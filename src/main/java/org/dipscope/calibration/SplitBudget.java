package org.dipscope.calibration;

import org.dipscope.sparsity.Split;

/** Shares of all layers under one budget: the least sum of {@code cost · error}, by a common price on density (Lagrange). */
final class SplitBudget {
    private static final int STEPS = 60;
    private static final int BISECTIONS = 60;

    private final ErrorSurface[] surfaces;
    private final double[] costs;
    private final double spread;

    /**
     * A search.
     *
     * @param costs  what a unit of each layer's error costs at the end of the model, ≥ 0
     * @param spread how far a layer's density may be from the budget's, ≥ 0
     */
    SplitBudget(ErrorSurface[] surfaces, double[] costs, double spread) {
        this.surfaces = surfaces;
        this.costs = costs;
        this.spread = Math.max(spread, 1.0 / STEPS);
    }

    /** The layers' shares with a mean density of exactly this, in (0, 1). */
    Split[] of(double density) {
        double low = 0;
        double high = 1e6;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = low == 0 && high > 1e-9 ? high / 4 : Math.sqrt(low * high);
            if (mean(at(middle, density)) > density) {
                low = middle;
            } else {
                high = middle;
            }
            if (low == 0 && high < 1e-12) {
                break;
            }
        }
        return mixed(at(high, density), at(low, density), density);
    }

    /** One split for all layers. */
    Split common(double density) {
        Split best = Split.of(density);
        double least = cost(best);
        for (int i = 1; i <= 500; i++) {
            double input = i / 500.0;
            double down = 3 * density - 2 * input;
            if (down >= 0 && down <= 1) {
                double cost = cost(new Split(input, down));
                if (cost < least) {
                    least = cost;
                    best = new Split(input, down);
                }
            }
        }
        return best;
    }

    /** The sum over the layers where all have one split. */
    double cost(Split split) {
        double sum = 0;
        for (int layer = 0; layer < surfaces.length; layer++) {
            sum += costs[layer] * surfaces[layer].at(split.input(), split.down());
        }
        return sum;
    }

    /** The sum over the layers. */
    double cost(Split[] splits) {
        double sum = 0;
        for (int layer = 0; layer < surfaces.length; layer++) {
            sum += costs[layer] * surfaces[layer].at(splits[layer].input(), splits[layer].down());
        }
        return sum;
    }

    private Split[] at(double price, double density) {
        Split[] splits = new Split[surfaces.length];
        for (int layer = 0; layer < splits.length; layer++) {
            double least = Double.POSITIVE_INFINITY;
            for (int i = STEPS / 10; i <= STEPS; i++) {
                for (int j = 1; j <= STEPS; j++) {
                    double input = (double) i / STEPS;
                    double down = (double) j / STEPS;
                    double own = (2 * input + down) / 3;
                    double total = costs[layer] * surfaces[layer].at(input, down) + price * own;
                    if (total < least && Math.abs(own - density) <= spread) {
                        least = total;
                        splits[layer] = new Split(input, down);
                    }
                }
            }
        }
        return splits;
    }

    private static double mean(Split[] splits) {
        double sum = 0;
        for (Split split : splits) {
            sum += split.density();
        }
        return sum / splits.length;
    }

    /** Between two neighbouring prices the shares are mixed, so that the budget is met to the last column. */
    private static Split[] mixed(Split[] sparser, Split[] denser, double density) {
        double from = mean(sparser);
        double to = mean(denser);
        double part = to > from ? Math.clamp((density - from) / (to - from), 0, 1) : 0;
        Split[] splits = new Split[sparser.length];
        for (int layer = 0; layer < splits.length; layer++) {
            splits[layer] = new Split((1 - part) * sparser[layer].input() + part * denser[layer].input(),
                    (1 - part) * sparser[layer].down() + part * denser[layer].down());
        }
        return splits;
    }
}
