package org.dipscope.ui.inspector;

import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of one cell at one token.
 *
 * @param cell     the cell
 * @param fate     what happened to it at this token; empty where the token masked nothing at its hook
 * @param score    what the token gave it and its place; empty where the scores were let go
 * @param masked   tokens so far that were masked at its hook
 * @param chosen   how many of them chose it
 * @param hits     how many of those found it in DRAM
 * @param lastUsed the last token that chose it; −1 where none did
 */
public record CellReport(Cell cell, Optional<Fate> fate, Optional<Score> score, int masked, int chosen, int hits, int lastUsed) {

    /** What a token made of a column. */
    public enum Fate {
        /** Chosen, and in DRAM when the token came. */
        HIT,
        /** Chosen, and read from Flash; it stays in DRAM. */
        LOADED,
        /** Chosen and read from Flash, but DRAM had no room to keep it. */
        PASSED,
        /** Not chosen, driven out of DRAM. */
        EVICTED,
        /** Not chosen, in DRAM. */
        RESIDENT,
        /** Not chosen, not in DRAM. */
        ABSENT;

        /** The fate as a person reads it. */
        public String words(Words words) {
            return words.text("hooks." + name().toLowerCase(Locale.ROOT));
        }

        /** What became of a column at a token. */
        public static Fate of(HookFrame frame, int column) {
            boolean before = frame.before().contains(column);
            boolean after = frame.after().contains(column);
            if (frame.selected().contains(column)) {
                return before ? HIT : after ? LOADED : PASSED;
            }
            return after ? RESIDENT : before ? EVICTED : ABSENT;
        }
    }

    /**
     * A score and its place.
     *
     * @param value before any cache weighting, ≥ 0
     * @param rank  1 being the largest of its layer
     * @param columns how many columns the layer has
     */
    public record Score(double value, int rank, int columns) {
    }

    /** What the pass of a token and the history up to it say of the history's cell. */
    public static CellReport of(Optional<Pass> pass, CellHistory history) {
        Cell cell = history.cell();
        Optional<HookFrame> frame = pass.flatMap(made -> made.frame(cell.hook(), cell.layer()));
        Optional<Score> score = pass.map(made -> made.scores().get(cell.hook())).flatMap(scores -> frame.map(kept ->
                new Score(scores.of(cell.layer(), cell.column()), scores.rank(cell.layer(), cell.column()), kept.selected().size())));
        return new CellReport(cell, frame.map(shown -> Fate.of(shown, cell.column())), score,
                history.masked(), history.chosen(), history.hits(), history.lastUsed());
    }

    /** The report as the inspector shows it, from the cell's name down. */
    public List<String> lines(Words words) {
        List<String> lines = new ArrayList<>();
        lines.add(cell.name(words));
        score.ifPresent(known -> lines.add(words.text("inspector.score", figure(words, known.value()), known.rank(), known.columns())));
        lines.add(fate.map(now -> now.words(words)).orElseGet(() -> words.text("inspector.no-mask")));
        if (masked > 0) {
            lines.add(words.text("inspector.chosen", chosen, masked, hits));
            lines.add(lastUsed < 0 ? words.text("inspector.never") : words.text("inspector.last-used", lastUsed));
        }
        return List.copyOf(lines);
    }

    /** The report in one line, for the words at the mouse. */
    public String line(Words words) {
        StringBuilder line = new StringBuilder(cell.name(words));
        fate.ifPresent(now -> line.append(", ").append(now.words(words)));
        score.ifPresent(known -> line.append(" · ").append(words.text("inspector.score", figure(words, known.value()), known.rank(), known.columns())));
        return masked > 0 ? words.text("inspector.brief", line, chosen, masked) : line.toString();
    }

    private static String figure(Words words, double value) {
        return value >= 100 ? words.numerals().fixed(value, 0) : words.numerals().local(String.format(Locale.ROOT, value >= 0.1 || value == 0 ? "%.2f" : "%.2g", value));
    }
}
