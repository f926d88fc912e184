package org.dipscope.ui.compare;

import org.dipscope.mask.Hook;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
     * @param delta B − A, in words where that is less than chance, or empty where it means nothing
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
        /** Neither: no direction is the good one, they are the same, or there are too few tokens to tell. */
        NEITHER,
        /** Nobody can say: they are no further apart than answers of the same settings usually are. */
        CHANCE
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
            return words.count("compare.same", a.tokens().size());
        }
        int at = first.getAsInt();
        return words.text("compare.part", at, word(words, a, at), word(words, b, at));
    }

    /** The text of a run's token as a sentence quotes it. */
    public static String word(Words words, Snapshot run, int at) {
        return at < run.tokens().size() ? words.text("compare.quoted", run.tokens().get(at).text().strip().replace("\n", "↵")) : words.text("compare.the-end");
    }

    /** Where the runs differ in model and question, and in the settings that their last tokens were made with. */
    public List<Row> settings(Words words) {
        List<Row> rows = new ArrayList<>(QuestionRows.of(words, a.run(), b.run()));
        rows.addAll(SettingRows.of(words, last(a), last(b)));
        return List.copyOf(rows);
    }

    /** What was asked: one question, or both where they are not the same. */
    public String question(Words words) {
        return a.run().prompt().equals(b.run().prompt()) ? a.run().prompt() : words.text("compare.questions", a.run().prompt(), b.run().prompt());
    }

    /** Something that is true of each run: said once where it is the same for both. */
    public String ofBoth(Words words, Function<Snapshot, String> phrase) {
        String left = phrase.apply(a);
        String right = phrase.apply(b);
        return left.equals(right) ? left : words.text("compare.of-both", left, right);
    }

    /** The one of the two that is not this run; empty where this run is neither. */
    public Optional<Snapshot> other(Snapshot run) {
        int number = run.run().number();
        return a.run().number() == number ? Optional.of(b) : Optional.of(a).filter(_ -> b.run().number() == number);
    }

    /** The settings of A's last token. */
    public Settings lastOfA() {
        return last(a);
    }

    /** The settings of B's last token. */
    public Settings lastOfB() {
        return last(b);
    }

    private static Settings last(Snapshot run) {
        return run.tokens().isEmpty() ? run.settings() : run.tokens().getLast().settings();
    }

    /** The runs' figures. Simulated and measured ones say which they are. */
    public List<Row> figures(Words words) {
        return FigureRows.all(this, words);
    }

    /** How the figures are to be read, of what is among them: colours, differences that are none, and the device that they are simulated for. */
    public String legend(Words words) {
        List<Better> better = figures(words).stream().map(Row::better).toList();
        return Stream.of(
                Optional.of(words.text("compare.better")).filter(_ -> better.contains(Better.A) || better.contains(Better.B)),
                Optional.of(words.text("compare.chance")).filter(_ -> better.contains(Better.CHANCE)),
                Optional.of(words.text("compare.simulated-for", ofBoth(words, run -> Captions.device(words, run.settings().memory())))))
                .flatMap(Optional::stream).collect(Collectors.joining(" "));
    }

    /** Whether the dense model was shown the tokens of both, so that their closeness to it can be compared. */
    public boolean beside() {
        return a.agreement().tokens() > 0 && b.agreement().tokens() > 0;
    }

    /** The figures that tell at a glance which run is better at what: speed, hits, Flash, and closeness to dense. */
    public List<Row> headline(Words words) {
        return FigureRows.headline(this, words);
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
