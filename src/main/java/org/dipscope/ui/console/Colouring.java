package org.dipscope.ui.console;

import org.dipscope.session.Pass;
import org.dipscope.ui.text.Numerals;

import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** By what the answer's tokens are coloured. */
public enum Colouring {
    /** By nothing. */
    NONE("not coloured", "", _ -> Double.NaN, _ -> ""),
    /** By what the token loaded from Flash. */
    MISSES("coloured by misses", "from Flash", Pass::flashBytes, Numerals::bytes),
    /** By the share of its columns that was not in DRAM. */
    MISS_RATE("coloured by miss rate", "missed", pass -> 1 - pass.hitRate(), Numerals::percent),
    /** By the time that this machine needed. */
    TIME("coloured by measured time", "measured here", Pass::measuredSeconds, Numerals::seconds);

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
    public String label() {
        return label;
    }

    /** What the value is of, for the legend. */
    public String unit() {
        return unit;
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
