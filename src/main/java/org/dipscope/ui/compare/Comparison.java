package org.dipscope.ui.compare;

import org.dipscope.mask.Hook;
import org.dipscope.session.Figures;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;

/**
 * Two runs side by side.
 *
 * @param a the one on the left
 * @param b the one on the right
 */
public record Comparison(Snapshot a, Snapshot b) {

    /**
     * One line of the table.
     *
     * @param name  what is compared
     * @param a     A's value as people read it
     * @param b     B's
     * @param delta B − A, or empty where that means nothing
     * @param better whose value people would rather have
     */
    public record Row(String name, String a, String b, String delta, Better better) {
    }

    /** Whose value is the better one. */
    public enum Better {
        /** A's. */
        A,
        /** B's. */
        B,
        /** Neither: they read the same, or no direction is the good one. */
        NEITHER
    }

    /** Which direction of a figure is the good one. */
    private enum Aim {
        MORE, LESS, NONE
    }

    /** The first token that is not the same, which may be the one after a shorter answer's end; empty where all are the same. */
    public OptionalInt firstDifference() {
        int shorter = Math.min(a.tokens().size(), b.tokens().size());
        for (int i = 0; i < shorter; i++) {
            if (a.tokens().get(i).id() != b.tokens().get(i).id()) {
                return OptionalInt.of(i);
            }
        }
        return a.tokens().size() == b.tokens().size() ? OptionalInt.empty() : OptionalInt.of(shorter);
    }

    /** The token at which the masks are compared at first: the first that differs, since its passes read the same text, or else the last. */
    public int telling() {
        int last = Math.min(a.tokens().size(), b.tokens().size()) - 1;
        return Math.min(firstDifference().orElse(last), last);
    }

    /** "the answers part at token 12: “ because” against “ since”", or that they do not. */
    public String parting(Words words) {
        OptionalInt first = firstDifference();
        if (first.isEmpty()) {
            return words.text("compare.same", a.tokens().size());
        }
        int at = first.getAsInt();
        return words.text("compare.part", at, word(words, a, at), word(words, b, at));
    }

    private static String word(Words words, Snapshot run, int at) {
        return at < run.tokens().size() ? words.text("compare.quoted", run.tokens().get(at).text().strip().replace("\n", "↵")) : words.text("compare.the-end");
    }

    /** The settings that the runs' last tokens were made with, where they differ. */
    public List<Row> settings(Words words) {
        return SettingRows.of(words, last(a), last(b));
    }

    private static Settings last(Snapshot run) {
        return run.tokens().isEmpty() ? run.settings() : run.tokens().getLast().settings();
    }

    /** The runs' figures. Simulated and measured ones say which they are. */
    public List<Row> figures(Words words) {
        Figures left = a.figures();
        Figures right = b.figures();
        List<Row> rows = new ArrayList<>();
        rows.add(row(words.text("compare.simulated"), left.simulatedDecode(), right.simulatedDecode(), value -> Numerals.fixed(value, 1), Aim.MORE));
        rows.add(row(words.text("compare.simulated-dense"), left.simulatedDense(), right.simulatedDense(), value -> Numerals.fixed(value, 1), Aim.NONE));
        rows.add(row(words.text("compare.hit-rate"), left.hitRate(), right.hitRate(), Numerals::percent, Aim.MORE));
        rows.add(row(words.text("compare.flash"), left.flashBytesPerToken(), right.flashBytesPerToken(), value -> Numerals.fixed(value / 1e6, 2), Aim.LESS));
        rows.add(row(words.text("compare.density"), left.density(), right.density(), value -> Numerals.fixed(value, 3), Aim.NONE));
        if (beside()) {
            rows.add(row(words.text("compare.agreement"), a.agreement().share(), b.agreement().share(), Numerals::percent, Aim.MORE));
            rows.add(row(words.text("compare.divergence"), a.agreement().meanDivergence(), b.agreement().meanDivergence(), value -> Numerals.fixed(value, 3), Aim.LESS));
        }
        rows.add(row(words.text("compare.measured"), left.measuredDecode(), right.measuredDecode(), value -> Numerals.fixed(value, 1), Aim.NONE));
        if (beside()) {
            rows.add(row(words.text("compare.measured-dense"), a.agreement().denseRate(), b.agreement().denseRate(), value -> Numerals.fixed(value, 1), Aim.NONE));
        }
        return rows;
    }

    /** Whether the dense model was shown the tokens of both, so that their closeness to it can be compared. */
    public boolean beside() {
        return a.agreement().tokens() > 0 && b.agreement().tokens() > 0;
    }

    /** The figures that tell at a glance which run is better at what, as short as they can be said: speed, hits, Flash, and closeness to dense. */
    public List<Row> headline(Words words) {
        Figures left = a.figures();
        Figures right = b.figures();
        List<Row> rows = new ArrayList<>();
        rows.add(row(words.text("compare.simulated"), left.simulatedDecode(), right.simulatedDecode(), Numerals::rate, Aim.MORE));
        rows.add(row(words.text("compare.hits"), left.hitRate(), right.hitRate(), Numerals::percent, Aim.MORE));
        rows.add(row(words.text("compare.from-flash"), left.flashBytesPerToken(), right.flashBytesPerToken(), Numerals::bytes, Aim.LESS));
        if (beside()) {
            rows.add(row(words.text("compare.as-dense"), a.agreement().share(), b.agreement().share(), Numerals::percent, Aim.MORE));
        }
        return rows;
    }

    private static Row row(String name, double left, double right, DoubleFunction<String> text, Aim aim) {
        String zero = text.apply(0);
        String change = text.apply(right - left).replaceFirst("^-", "−");
        boolean none = change.equals(zero) || !Double.isFinite(right - left);
        Better better = aim == Aim.NONE || !Double.isFinite(right - left) || text.apply(left).equals(text.apply(right)) ? Better.NEITHER
                : right > left == (aim == Aim.MORE) ? Better.B : Better.A;
        return new Row(name, text.apply(left), text.apply(right), none ? Numerals.NONE : right > left ? "+" + change : change, better);
    }

    /** A's and B's use of a hook at a token; empty unless both have it. */
    public Optional<List<Both>> at(int token, Hook hook) {
        Optional<List<HookFrame>> left = frames(a, token, hook);
        Optional<List<HookFrame>> right = frames(b, token, hook);
        if (left.isEmpty() || right.isEmpty() || left.get().size() != right.get().size()
                || left.get().getFirst().selected().size() != right.get().getFirst().selected().size()) {
            return Optional.empty();
        }
        List<Both> layers = new ArrayList<>();
        for (int layer = 0; layer < left.get().size(); layer++) {
            layers.add(new Both(left.get().get(layer).selected(), right.get().get(layer).selected()));
        }
        return Optional.of(layers);
    }

    private static Optional<List<HookFrame>> frames(Snapshot run, int token, Hook hook) {
        if (token < 0 || token >= run.tokens().size()) {
            return Optional.empty();
        }
        return run.tokens().get(token).pass().map(Pass::hooks).map(hooks -> hooks.get(hook));
    }
}
