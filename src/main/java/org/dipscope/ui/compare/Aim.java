package org.dipscope.ui.compare;

import org.dipscope.session.Pass;
import org.dipscope.session.Shadow;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;

import java.util.function.ToDoubleFunction;

/** A figure that has a good direction, and the one rule by which a run's value of it may be called the better one. */
enum Aim {
    /** Simulated time of a token; the shorter it is, the more tokens/s. */
    SPEED(false, Aim.COUNTED, pass(Pass::simulatedSeconds)),
    /** Share of the wanted columns that were in DRAM. */
    HITS(true, Aim.COUNTED, pass(Pass::hitRate)),
    /** Bytes of a token from Flash. */
    FLASH(false, Aim.COUNTED, pass(Pass::flashBytes)),
    /** Whether the dense model has the same likeliest token. */
    AGREEMENT(true, Aim.DRAWN, shadow(shadow -> shadow.agrees() ? 1 : 0)),
    /** KL(dense ‖ pruned) of a token. */
    DIVERGENCE(false, Aim.DRAWN, shadow(Shadow::divergence));

    /** What the simulator counts: 2280 pairs of answers of the same settings were at most 0.55 standard errors apart. */
    private static final double COUNTED = 2;
    /**
     * What depends on the very words. An answer's tokens depend on each other, so that the usual two standard errors would call one answer in seven
     * closer to the dense model than another one of the same settings; four called 2 in 1520 so. docs/instruments/compare.md names the command.
     */
    private static final double DRAWN = 4;

    private final boolean more;
    private final double margin;
    private final ToDoubleFunction<TokenFrame> figure;

    Aim(boolean more, double margin, ToDoubleFunction<TokenFrame> figure) {
        this.more = more;
        this.margin = margin;
        this.figure = figure;
    }

    private static ToDoubleFunction<TokenFrame> pass(ToDoubleFunction<Pass> figure) {
        return token -> token.pass().isPresent() ? figure.applyAsDouble(token.pass().get()) : Double.NaN;
    }

    private static ToDoubleFunction<TokenFrame> shadow(ToDoubleFunction<Shadow> figure) {
        return token -> token.shadow().isPresent() ? figure.applyAsDouble(token.shadow().get()) : Double.NaN;
    }

    /** Whose value is better: neither's after too few tokens; and nobody can say, where they are not further apart than answers of the same settings usually are. */
    Comparison.Better better(Snapshot a, Snapshot b) {
        TokenMean left = TokenMean.of(a.tokens(), figure);
        TokenMean right = TokenMean.of(b.tokens(), figure);
        if (!left.tellsFrom(right)) {
            return Comparison.Better.NEITHER;
        }
        if (!left.differsFrom(right, margin)) {
            return Comparison.Better.CHANCE;
        }
        return right.mean() > left.mean() == more ? Comparison.Better.B : Comparison.Better.A;
    }
}
