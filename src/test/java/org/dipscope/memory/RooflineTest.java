package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Matrix;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RooflineTest {
    /** One layer, hidden 4, intermediate 6, half a byte a weight: 12 bytes a matrix, a column of gate or up 3 bytes, one of down 2. */
    private static final ModelBytes BYTES = new ModelBytes(16, 20, 8, 12, 12, 12, 1, 4, 6);
    private static final Footprint DIP = new Footprint(List.of(new Footprint.Use(Hook.INPUT, List.of(Matrix.GATE, Matrix.UP)),
            new Footprint.Use(Hook.DOWN, List.of(Matrix.DOWN))), Set.of());
    /** Two tokens with 2 and 3 input columns, 2 and 4 down columns: on average 2.5·2·6 = 30 and 3·4 = 12 weights. */
    private static final MaskTrace TRACE = new MaskTrace(BYTES, "dip", DIP, 0, 10, 2, Map.of(
            Hook.INPUT, List.of(List.of(Mask.of(4, 0, 1), Mask.of(4, 1, 2, 3))),
            Hook.DOWN, List.of(List.of(Mask.of(6, 0, 1), Mask.of(6, 1, 2, 3, 4)))));

    @Test
    void aTokenComputesTwoOperationsAWeightAndFourAValueOfTheCache() {
        Roofline token = of(TRACE, 1000);
        // Attention 32 and head 40 weights at half a byte each; 4·H·L at the mean length 5.
        assertThat(token.operations()).isEqualTo(2 * (32 + 40 + 30 + 12) + 4 * 4 * 5.0);
        assertThat(of(TRACE.dense(), 1000).operations()).isEqualTo(2 * (32 + 40 + 72) + 4 * 4 * 5.0);
    }

    @Test
    void bytesAreTheSimulatorsAndTheSlowestTierHoldsTheTokenUp() {
        // No policy keeps anything: all columns come from Flash, 2.5·2·3 + 3·2 = 21 bytes; static 16 + 20 + 8·5 from DRAM.
        Roofline token = of(TRACE, 1000);
        assertThat(token.flashBytes()).isCloseTo(21, within(1e-12));
        assertThat(token.dramBytes()).isCloseTo(76, within(1e-12));
        assertThat(token.seconds(Roofline.Tier.DRAM)).isCloseTo(0.76, within(1e-12));
        assertThat(token.seconds(Roofline.Tier.FLASH)).isCloseTo(2.1, within(1e-12));
        assertThat(token.bound()).isEqualTo(Roofline.Tier.FLASH);
        assertThat(token.roof()).isCloseTo(1 / 2.1, within(1e-12));
        assertThat(token.intensity(Roofline.Tier.FLASH)).isCloseTo(308 / 21.0, within(1e-12));

        assertThat(of(TRACE, 10).bound()).isEqualTo(Roofline.Tier.COMPUTE);
        Roofline dense = of(TRACE.dense(), 1000);
        assertThat(dense.flashBytes()).isZero();
        assertThat(dense.intensity(Roofline.Tier.FLASH)).isInfinite();
        assertThat(dense.bound()).isEqualTo(Roofline.Tier.DRAM);
    }

    @Test
    void figuresGiveTheSameTokenAsTheMasksThatTheyAreOf() {
        for (MaskTrace trace : List.of(TRACE, TRACE.dense())) {
            ReplayResult result = Replay.all(List.of(trace), List.of(memory(false))).getFirst();
            double read = trace == TRACE ? (30 + 12) / 72.0 : 1;
            Roofline figures = Roofline.of(BYTES, result.allocation(), 5, read, result.dramBytesPerToken(), result.flashBytesPerToken(), memory(false).device(), 1000);
            Roofline masks = of(trace, 1000);
            assertThat(figures.operations()).isCloseTo(masks.operations(), within(1e-9));
            assertThat(figures.dramBytes()).isCloseTo(masks.dramBytes(), within(1e-9));
            assertThat(figures.flashBytes()).isCloseTo(masks.flashBytes(), within(1e-9));
        }
    }

    @Test
    void theRoofIsNeverBelowTheSimulatorsThroughput() {
        for (boolean concurrent : new boolean[] {false, true}) {
            ReplayResult result = Replay.all(List.of(TRACE), List.of(memory(concurrent))).getFirst();
            assertThat(Roofline.of(List.of(TRACE), result, 1e12).roof()).isGreaterThanOrEqualTo(result.tokensPerSecond() * (1 - 1e-12));
        }
    }

    @Test
    void computingNothingIsRefused() {
        assertThatThrownBy(() -> of(TRACE, 0)).hasMessageContaining("compute nothing");
    }

    private static Roofline of(MaskTrace trace, double compute) {
        return Roofline.of(List.of(trace), Replay.all(List.of(trace), List.of(memory(false))).getFirst(), compute);
    }

    private static MemorySettings memory(boolean concurrent) {
        return new MemorySettings(new DeviceProfile("Slow", 1000, 100, 10, concurrent), CachePolicy.NONE, 0);
    }
}
