package org.dipscope.ui.console;

import org.dipscope.session.Pass;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** By what the answer's tokens are coloured. */
public enum Colouring {
    /** By nothing. */
    NONE("not-coloured", "", _ -> Double.NaN, _ -> ""),
    /** By what the token loaded from Flash. */
    MISSES("by-misses", "from-flash", Pass::flashBytes, Numerals::bytes),
    /** By the share of its columns that was not in DRAM. */
    MISS_RATE("by-miss-rate", "missed", pass -> 1 - pass.hitRate(), Numerals::percent),
    /** By the time that this machine needed. */
    TIME("by-time", "measured-here", Pass::measuredSeconds, Numerals::seconds);

    private final String label;
    private final String unit;
    private final ToDoubleFunction<Pass> value;
    private final DoubleFunction<String> text;

    Colouring(String label, String unit, ToDoubleFunction<Pass> value, DoubleFunction<String> text) {
        this.label = label;
        this.unit = unit;
        this.value = value;
        this.text = text;
    }

    /** What people choose by. */
    public String label(Words words) {
        return words.text("console." + label);
    }

    /** What the value is of, for the legend. */
    public String unit(Words words) {
        return unit.isEmpty() ? "" : words.text("console." + unit);
    }

    /** The value of a pass; {@link Double#NaN} where it has none. */
    public double of(Pass pass) {
        return value.applyAsDouble(pass);
    }

    /** The value as people read it. */
    public String text(double of) {
        return text.apply(of);
    }
}
