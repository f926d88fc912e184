package org.dipscope.ui.roofline;

import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.Roofline;
import org.dipscope.memory.Roofline.Tier;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RooflineLayoutTest {
    private static final double COMPUTE = 100e9;

    private static RoofToken token(String key, double dram, double flash, double speed) {
        return new RoofToken(key, key, new Roofline(200e6, dram, flash, DeviceProfile.phone(80e6), COMPUTE), speed, false, Optional.empty());
    }

    private final RoofToken cached = token("cached", 60e6, 0, 500);
    private final RoofToken missing = token("missing", 50e6, 10e6, 90);
    private final RooflineLayout layout = RooflineLayout.of(List.of(cached, missing), 600, 400);

    @Test
    void aTokenStandsAtItsSpeedOnceOverEachTierThatItReads() {
        assertThat(layout.top(missing)).isEqualTo(layout.y().place(200e6 * 90));
        assertThat(layout.left(missing, Tier.FLASH)).isEqualTo(layout.x().place(20));
        assertThat(layout.left(missing, Tier.DRAM)).isEqualTo(layout.x().place(4));
        assertThat(RooflineLayout.marked(cached, Tier.FLASH)).isFalse();
        assertThat(RooflineLayout.marked(cached, Tier.COMPUTE)).isFalse();
    }

    @Test
    void everyMarkAndTheCeilingAreInside() {
        for (RoofToken token : List.of(cached, missing)) {
            assertThat(layout.left(token, Tier.DRAM)).isBetween(layout.x().from(), layout.x().to());
            assertThat(layout.top(token)).isBetween(layout.y().to(), layout.y().from());
        }
        assertThat(layout.y().place(COMPUTE)).isBetween(layout.y().to(), layout.y().from());
        assertThat(layout.x().place(COMPUTE / 1e9)).isBetween(layout.x().from(), layout.x().to());
    }

    @Test
    void aTokenIsFoundAtEitherMarkAndNowhereElse() {
        assertThat(layout.at(layout.left(missing, Tier.FLASH) + 5, layout.top(missing) - 5)).contains(missing);
        assertThat(layout.at(layout.left(missing, Tier.DRAM), layout.top(missing))).contains(missing);
        assertThat(layout.at(layout.left(cached, Tier.DRAM), layout.top(cached) + 3)).contains(cached);
        assertThat(layout.at(layout.x().from(), layout.y().from())).isEmpty();
    }

    @Test
    void bandwidthsThatSeveralTokensShareAreOneSlope() {
        assertThat(layout.slopes(Tier.DRAM)).containsExactly(60e9);
        assertThat(layout.slopes(Tier.FLASH)).containsExactly(1e9);
    }

    @Test
    void anAxisIsLogarithmicWithMarksAtPowersOfTen() {
        LogScale scale = new LogScale(0.5, 5000, 0, 400);
        assertThat(scale.place(0.5)).isZero();
        assertThat(scale.place(50)).isEqualTo(200, within(1e-9));
        assertThat(scale.powers()).containsExactly(0, 1, 2, 3);
        assertThat(new String[] {LogScale.text(-1), LogScale.text(0), LogScale.text(2), LogScale.text(4), LogScale.text(9), LogScale.text(11)})
                .containsExactly("0.1", "1", "100", "10 k", "1 G", "100 G");
    }
}
