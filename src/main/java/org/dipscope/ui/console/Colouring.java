package org.dipscope.ui.console;

import org.dipscope.session.Outlook;
import org.dipscope.session.Pass;
import org.dipscope.session.Shadow;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.function.ToDoubleFunction;

/** By what the answer's tokens are coloured. */
public enum Colouring {
    /** By nothing. */
    NONE("not-coloured", "", true, _ -> Double.NaN, (_, _) -> ""),
    /** By what the token loaded from Flash. */
    MISSES("by-misses", "from-flash", true, ofPass(Pass::flashBytes), Numerals::bytes),
    /** By the share of its columns that was not in DRAM. */
    MISS_RATE("by-miss-rate", "missed", true, ofPass(pass -> 1 - pass.hitRate()), Numerals::percent),
    /** By the time that the simulated device needed. */
    SIMULATED("by-simulated", "simulated", true, ofPass(Pass::simulatedSeconds), Numerals::seconds),
    /** By the time that this machine needed. */
    TIME("by-time", "measured-here", true, ofPass(Pass::measuredSeconds), Numerals::seconds),
    /** By how open the choice was. */
    ENTROPY("by-entropy", "nats-entropy", false, token -> token.outlook().map(Outlook::entropy).orElse(Double.NaN), (numerals, value) -> numerals.fixed(value, 2)),
    /** By how far the dense model was from it, where that ran beside. */
    DIVERGENCE("by-divergence", "nats-divergence", false, token -> token.shadow().map(Shadow::divergence).orElse(Double.NaN), (numerals, value) -> numerals.fixed(value, 2));

    private final String label;
    private final String unit;
    private final boolean coldStart;
    private final ToDoubleFunction<TokenFrame> value;
    private final Reading text;

    Colouring(String label, String unit, boolean coldStart, ToDoubleFunction<TokenFrame> value, Reading text) {
        this.label = label;
        this.unit = unit;
        this.coldStart = coldStart;
        this.value = value;
        this.text = text;
    }

    /** A value as people of a language read it. */
    private interface Reading {
        String of(Numerals numerals, double value);
    }

    private static ToDoubleFunction<TokenFrame> ofPass(ToDoubleFunction<Pass> value) {
        return token -> token.pass().isPresent() ? value.applyAsDouble(token.pass().get()) : Double.NaN;
    }

    /** Whether the value of a sequence's first masked token is far from all others, because its caches were cold. */
    boolean coldStart() {
        return coldStart;
    }

    /** What people choose by. */
    public String label(Words words) {
        return words.text("console." + label);
    }

    /** What the value is of, for the legend. */
    public String unit(Words words) {
        return unit.isEmpty() ? "" : words.text("console." + unit);
    }

    /** The value of a token; {@link Double#NaN} where it has none. */
    public double of(TokenFrame token) {
        return value.applyAsDouble(token);
    }

    /** The value as people read it. */
    public String text(Words words, double of) {
        return text.of(words.numerals(), of);
    }
}
