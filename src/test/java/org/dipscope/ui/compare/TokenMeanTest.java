package org.dipscope.ui.compare;

import org.dipscope.session.TokenFrame;
import org.dipscope.ui.FakeSession;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TokenMeanTest {

    private static TokenMean of(double... values) {
        List<TokenFrame> tokens = IntStream.range(0, values.length).mapToObj(i -> new TokenFrame(i, i, "", FakeSession.DEFAULTS, Optional.empty())).toList();
        return TokenMean.of(tokens, token -> values[token.index()]);
    }

    private static double[] alternating(int tokens, double one, double other) {
        return IntStream.range(0, tokens).mapToDouble(i -> i % 2 == 0 ? one : other).toArray();
    }

    @Test
    void meanAndVarianceAreThoseOfTheTokensThatHaveTheFigure() {
        TokenMean mean = of(1, Double.NaN, 2, 3, 6);

        assertThat(mean.tokens()).isEqualTo(4);
        assertThat(mean.mean()).isEqualTo(3);
        // Squares about the mean: 4 + 1 + 0 + 9 = 14; by 3 for the sample, by 4 for its mean.
        assertThat(mean.variance()).isEqualTo(14.0 / 3 / 4, within(1e-15));
    }

    @Test
    void fourStandardErrorsApartIsADifferenceAndLessIsNone() {
        // Sample variance 64/63 about 0, of the mean 1/63; two of them make a standard error of sqrt(2/63) = 0.1782.
        TokenMean zero = of(alternating(64, -1, 1));

        assertThat(zero.differsFrom(of(alternating(64, -1 + 0.71, 1 + 0.71)), 4)).isFalse();
        assertThat(zero.differsFrom(of(alternating(64, -1 + 0.72, 1 + 0.72)), 4)).isTrue();
        assertThat(of(alternating(64, -1 + 0.72, 1 + 0.72)).differsFrom(zero, 4)).isTrue();
    }

    @Test
    void aFewTokensTellNothing() {
        assertThat(of(alternating(15, 1, 1)).differsFrom(of(alternating(64, 2, 2)), 4)).isFalse();
        assertThat(of(alternating(16, 1, 1)).differsFrom(of(alternating(16, 2, 2)), 4)).isTrue();
        assertThat(of().differsFrom(of(alternating(64, 2, 2)), 4)).isFalse();
    }

    @Test
    void answersThatChanceAloneKeepsApartAreHardlyEverToldApart() {
        SplittableRandom random = new SplittableRandom(1);
        int apart = 0;
        for (int i = 0; i < 1000; i++) {
            apart += of(random.doubles(64).toArray()).differsFrom(of(random.doubles(64).toArray()), 4) ? 1 : 0;
        }
        assertThat(apart).isLessThanOrEqualTo(2);
    }
}
