package org.dipscope.ui.timeline;

import org.dipscope.session.Pass;
import org.dipscope.session.Shadow;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.text.Words;

import java.util.Locale;

/** A figure that each masked token has. */
public enum Measure {
    /** Share of the selected columns that were in DRAM. */
    HIT_RATE(Lane.SHARE),
    /** Share of the MLP's weights that were read. */
    DENSITY(Lane.SHARE),
    /** Simulated megabytes (10^6 bytes) from Flash. */
    FLASH(Lane.FLASH),
    /** Divergence of the pruned model from the dense one, nats, where that read along. */
    DIVERGENCE(Lane.DIVERGENCE),
    /** Tokens/s of the simulated device. */
    SIMULATED(Lane.SPEED),
    /** Tokens/s of this machine. */
    MEASURED(Lane.SPEED);

    private final Lane lane;

    /** Measures of one unit, which share an axis. */
    public enum Lane {
        /** From 0 to 1. */
        SHARE,
        /** Megabytes a token. */
        FLASH,
        /** Nats. */
        DIVERGENCE,
        /** Tokens a second. */
        SPEED
    }

    Measure(Lane lane) {
        this.lane = lane;
    }

    /** Its name in files and keys. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name in the legend, with its unit. */
    public String label(Words words) {
        return words.text("timeline." + id());
    }

    /** The axis that it is drawn on. */
    public Lane lane() {
        return lane;
    }

    /** What is added up over tokens: the value, or for a speed its time; {@link Double#NaN} where the token has none. */
    double amount(TokenFrame token) {
        return this == DIVERGENCE ? token.shadow().map(Shadow::divergence).orElse(Double.NaN) : token.pass().map(this::amount).orElse(Double.NaN);
    }

    private double amount(Pass pass) {
        return switch (this) {
            case HIT_RATE -> pass.hitRate();
            case DENSITY -> pass.density();
            case FLASH -> pass.flashBytes() / 1e6;
            case DIVERGENCE -> Double.NaN;
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
    public String words(Words words, double value) {
        return switch (this) {
            case HIT_RATE -> words.numerals().percent(value);
            case DENSITY -> words.numerals().fixed(value, 2);
            case FLASH -> words.numerals().fixed(value, 1) + " MB";
            case DIVERGENCE -> words.numerals().fixed(value, 3) + " nats";
            case SIMULATED, MEASURED -> words.numerals().fixed(value, value >= 100 ? 0 : 1) + " tok/s";
        };
    }
}
