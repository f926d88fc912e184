package org.dipscope.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BootstrapTest {

    @Test
    void ofTwoWindowsEitherIsDrawnTwiceOftenEnoughToBeTheEnds() {
        // Each of the pure draws has a probability of a quarter, so that both ends of the middle 95 % are pure ones.
        Bootstrap.Interval interval = Bootstrap.USUAL.perplexity(new double[] {10 * Math.log(20), 30 * Math.log(40)}, new int[] {10, 30});
        assertThat(interval.low()).isCloseTo(20, within(1e-12));
        assertThat(interval.high()).isCloseTo(40, within(1e-12));
    }

    @Test
    void windowsThatAgreeLeaveNoDoubt() {
        Bootstrap.Interval interval = Bootstrap.USUAL.perplexity(new double[] {7 * Math.log(3), 7 * Math.log(3), 7 * Math.log(3)}, new int[] {7, 7, 7});
        assertThat(interval.low()).isCloseTo(3, within(1e-12));
        assertThat(interval.high()).isCloseTo(3, within(1e-12));
    }

    @Test
    void ofManyWindowsTheEndsLieWhereTheNormalApproximationPutsThem() {
        // 400 windows of entropies 1 and 3 by turns: the mean's standard error is 1 / sqrt(400).
        double[] entropies = new double[400];
        Arrays.setAll(entropies, i -> 1 + 2 * (i & 1));
        int[] scored = new int[400];
        Arrays.fill(scored, 1);
        Bootstrap.Interval interval = new Bootstrap(4000, 5).perplexity(entropies, scored);
        assertThat(Math.log(interval.low())).isCloseTo(2 - 1.96 / 20, within(0.01));
        assertThat(Math.log(interval.high())).isCloseTo(2 + 1.96 / 20, within(0.01));
    }

    @Test
    void oneWindowSaysNothingAboutOthers() {
        assertThat(Bootstrap.USUAL.perplexity(new double[] {1}, new int[] {1})).isEqualTo(Bootstrap.Interval.NONE);
    }

    @Test
    void theSameSeedDrawsTheSame() {
        double[] entropies = {1, 2, 3, 5, 8};
        int[] scored = {1, 1, 1, 1, 1};
        assertThat(new Bootstrap(50, 9).perplexity(entropies, scored)).isEqualTo(new Bootstrap(50, 9).perplexity(entropies, scored));
    }

    @Test
    void quantilesAreNumpys() throws IOException {
        JsonNode golden = JsonMapper.builder().build().readTree(Path.of("src", "test", "resources", "eval", "relative-entropy.json").toFile());
        double[] sample = StreamSupport.stream(golden.get("sample").spliterator(), false).mapToDouble(JsonNode::doubleValue).sorted().toArray();
        golden.get("quantiles").properties().forEach(entry ->
                assertThat(Quantile.of(sample, Double.parseDouble(entry.getKey()))).isCloseTo(entry.getValue().doubleValue(), within(1e-12)));
        assertThat(Quantile.of(new double[0], 0.5)).isNaN();
    }
}
