package org.dipscope.ui.roofline;

import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.Roofline;
import org.dipscope.memory.Roofline.Tier;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Where everything under the roof stands: operations/s over operations for each byte read, both logarithmic. A token stands once over its
 * operations per byte from DRAM and once over those per byte from Flash, at the simulator's speed.
 *
 * @param tokens what is shown
 * @param x      operations a byte
 * @param y      operations/s
 */
record RooflineLayout(List<RoofToken> tokens, LogScale x, LogScale y) {
    static final double LEFT = 56;
    static final double TOP = 32;
    static final double RIGHT = 12;
    static final double BOTTOM = 40;
    /** How near the pointer must come to a mark. */
    private static final double REACH = 9;

    /** The layout of one token or more in so much room. */
    static RooflineLayout of(List<RoofToken> tokens, double width, double height) {
        double compute = tokens.getFirst().token().compute();
        LogScale y = LogScale.of(DoubleStream.concat(DoubleStream.of(compute), tokens.stream().mapToDouble(RoofToken::attained)), Math.max(TOP + 1, height - BOTTOM), TOP);
        // Both slopes are to be seen from the height of the lowest token to the ceiling.
        double lowest = tokens.stream().mapToDouble(RoofToken::attained).min().orElseThrow();
        LogScale x = LogScale.of(tokens.stream().flatMapToDouble(token -> DoubleStream.of(token.token().intensity(Tier.DRAM), token.token().intensity(Tier.FLASH),
                lowest / token.token().device().dramBandwidth(), compute / token.token().device().flashBandwidth())), LEFT, Math.max(LEFT + 1, width - RIGHT));
        return new RooflineLayout(tokens, x, y);
    }

    /** The slopes of a tier: each bandwidth that a device has, in bytes/s, the fastest first. */
    List<Double> slopes(Tier tier) {
        ToDoubleFunction<DeviceProfile> bandwidth = tier == Tier.DRAM ? DeviceProfile::dramBandwidth : DeviceProfile::flashBandwidth;
        return tokens.stream().map(RoofToken::token).map(Roofline::device).map(bandwidth::applyAsDouble).distinct().sorted(Comparator.reverseOrder()).toList();
    }

    /** Whether a token has a mark for this tier: one that reads no byte from Flash has none there. */
    static boolean marked(RoofToken token, Tier tier) {
        return tier != Tier.COMPUTE && Double.isFinite(token.token().intensity(tier));
    }

    /** The place of a token's mark, from the left. */
    double left(RoofToken token, Tier tier) {
        return x.place(token.token().intensity(tier));
    }

    /** The place of a token's marks, from the top. */
    double top(RoofToken token) {
        return y.place(token.attained());
    }

    /** The token with the mark nearest to a place, where one is near enough. */
    Optional<RoofToken> at(double left, double top) {
        return tokens.stream().filter(token -> distance(token, left, top) <= REACH).min(Comparator.comparingDouble(token -> distance(token, left, top)));
    }

    private double distance(RoofToken token, double left, double top) {
        double nearest = Double.POSITIVE_INFINITY;
        for (Tier tier : List.of(Tier.DRAM, Tier.FLASH)) {
            if (marked(token, tier)) {
                nearest = Math.min(nearest, Math.hypot(left(token, tier) - left, top(token) - top));
            }
        }
        return nearest;
    }
}
