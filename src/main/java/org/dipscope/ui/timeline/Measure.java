package org.dipscope.ui.timeline;

import org.dipscope.session.Pass;

/** A figure that each masked token has. */
public enum Measure {
    /** Share of the selected columns that were in DRAM. */
    HIT_RATE("hit rate", Lane.SHARE),
    /** Share of the MLP's weights that were read. */
    DENSITY("density", Lane.SHARE),
    /** Simulated megabytes (10^6 bytes) from Flash. */
    FLASH("Flash MB", Lane.FLASH),
    /** Tokens/s of the simulated device. */
    SIMULATED("simulated tok/s", Lane.SPEED),
    /** Tokens/s of this machine. */
    MEASURED("measured tok/s", Lane.SPEED);

    private final String label;
    private final Lane lane;

    /** Measures of one unit, which share an axis. */
    public enum Lane {
        /** From 0 to 1. */
        SHARE,
        /** Megabytes a token. */
        FLASH,
        /** Tokens a second. */
        SPEED
    }

    Measure(String label, Lane lane) {
        this.label = label;
        this.lane = lane;
    }

    /** The name in the legend, with its unit. */
    public String label() {
        return label;
    }

    /** The axis that it is drawn on. */
    public Lane lane() {
        return lane;
    }

    /** What is added up over tokens: the value, or for a speed its time; {@link Double#NaN} where the token has none. */
    double amount(Pass pass) {
        return switch (this) {
            case HIT_RATE -> pass.hitRate();
            case DENSITY -> pass.density();
            case FLASH -> pass.flashBytes() / 1e6;
            case SIMULATED -> pass.simulatedSeconds();
            case MEASURED -> pass.measuredSeconds();
        };
    }

    /** The mean of that many amounts as it is shown: for a speed tokens over their time. */
    double mean(double sum, int tokens) {
        if (tokens == 0) {
            return Double.NaN;
        }
        return lane == Lane.SPEED ? tokens / sum : sum / tokens;
    }

    /** A value with its unit. */
    public String words(double value) {
        return switch (this) {
            case HIT_RATE -> "%.0f %%".formatted(100 * value);
            case DENSITY -> "%.2f".formatted(value);
            case FLASH -> "%.1f MB".formatted(value);
            case SIMULATED, MEASURED -> (value >= 100 ? "%.0f tok/s" : "%.1f tok/s").formatted(value);
        };
    }
}
