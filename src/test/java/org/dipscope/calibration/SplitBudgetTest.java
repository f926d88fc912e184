package org.dipscope.calibration;

import org.dipscope.sparsity.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SplitBudgetTest {
    /** An error that falls with both shares, more steeply with the input's where the weight is larger. */
    private static ErrorSurface surface(double ofInput, double ofDown) {
        double[][] roots = new double[ErrorSurface.INPUT.length][ErrorSurface.DOWN.length];
        for (int i = 0; i < roots.length; i++) {
            for (int j = 0; j < roots[i].length; j++) {
                roots[i][j] = ofInput * (1 - ErrorSurface.INPUT[i]) + ofDown * (1 - ErrorSurface.DOWN[j]);
            }
        }
        return new ErrorSurface(roots);
    }

    @Test
    void theSurfaceIsWhatWasMeasuredAndLinearInItsRootBetween() {
        ErrorSurface surface = surface(1, 2);
        assertThat(surface.at(0.5, 0.3)).isCloseTo(Math.pow(0.5 + 1.4, 2), within(1e-12));
        assertThat(surface.at(0.58, 0.41)).isCloseTo(Math.pow(0.42 + 1.18, 2), within(1e-12));
        assertThat(surface.at(1, 1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.4, 0.5, 0.75, 0.95})
    void theBudgetIsMetWithinTheSpreadAndCostsNoMoreThanTheFit(double density) {
        ErrorSurface[] surfaces = {surface(1, 1), surface(3, 1), surface(1, 3), surface(2, 2)};
        SplitBudget budget = new SplitBudget(surfaces, new double[] {1, 5, 1, 0.1}, 0.1);
        Split[] splits = budget.of(density);
        assertThat(Arrays.stream(splits).mapToDouble(Split::density).average().orElseThrow()).isCloseTo(density, within(1e-3));
        assertThat(splits).allSatisfy(split -> assertThat(split.density()).isCloseTo(density, within(0.1001)));
        assertThat(budget.cost(splits)).isLessThanOrEqualTo(budget.cost(Split.of(density)) * 1.001);
        assertThat(budget.cost(budget.common(density))).isLessThanOrEqualTo(budget.cost(Split.of(density)));
    }

    @Test
    void theLayerWhoseErrorsCostMostGetsMost() {
        ErrorSurface[] surfaces = {surface(1, 1), surface(1, 1)};
        Split[] splits = new SplitBudget(surfaces, new double[] {1, 4}, 1).of(0.5);
        assertThat(splits[1].density()).isGreaterThan(splits[0].density() + 0.05);
        Split[] tight = new SplitBudget(surfaces, new double[] {1, 4}, 0.05).of(0.5);
        assertThat(tight[1].density()).isLessThan(0.551);
    }
}
