package org.dipscope.ui.runs;

import org.dipscope.session.Figures;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Locale;

/**
 * A pinned run as a line of the table.
 *
 * @param run      the run
 * @param settings the settings at its start, in one line
 */
public record RunRow(PinnedRun run, String settings) {

    /** A figure of a run. */
    public enum Figure {
        /** Tokens of the answer. */
        TOKENS,
        /** Simulated tokens/s. */
        SIMULATED,
        /** Share of the columns found in DRAM. */
        HIT_RATE,
        /** Simulated bytes from Flash, a token. */
        FLASH,
        /** Share of the MLP's weights that were read. */
        DENSITY,
        /** Tokens/s of this machine. */
        MEASURED;

        /** Its name in keys. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The line of a run. */
    static RunRow of(PinnedRun run, Words words) {
        return new RunRow(run, Captions.of(words, run.snapshot().run().started()));
    }

    /** What the run is called: the person's name for it, or else its number and prompt. */
    public String title() {
        Snapshot snapshot = run.snapshot();
        int number = snapshot.run().number();
        return !run.name().isEmpty() ? run.name() : (number > 0 ? number + " · " : "") + snapshot.run().prompt();
    }

    /** A figure, for sorting; {@link Double#NaN} where there is none. */
    public double value(Figure figure) {
        Figures figures = run.snapshot().figures();
        return switch (figure) {
            case TOKENS -> run.snapshot().tokens().size();
            case SIMULATED -> figures.simulatedDecode();
            case HIT_RATE -> figures.hitRate();
            case FLASH -> figures.flashBytesPerToken();
            case DENSITY -> figures.density();
            case MEASURED -> figures.measuredDecode();
        };
    }

    /** A figure as people read it. */
    public String text(Figure figure, Words words) {
        double value = value(figure);
        return switch (figure) {
            case TOKENS -> String.valueOf((int) value);
            case SIMULATED, MEASURED -> words.numerals().rate(value);
            case HIT_RATE -> words.numerals().percent(value);
            case FLASH -> words.numerals().bytes(value);
            case DENSITY -> words.numerals().fixed(value, 3);
        };
    }

    /** Whether every word occurs in what the line says. */
    boolean matches(List<String> search) {
        String text = String.join(" ", title(), run.note(), settings, run.snapshot().run().prompt(), run.snapshot().run().model().name()).toLowerCase(Locale.ROOT);
        return search.stream().allMatch(text::contains);
    }
}
