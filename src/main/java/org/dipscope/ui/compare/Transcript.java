package org.dipscope.ui.compare;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.console.TokenFlow;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

import java.util.BitSet;
import java.util.function.IntConsumer;

/** One of two answers, with the first token that differs marked, and every token that the other one does not have there tinted. */
public final class Transcript extends VBox {
    private static final double TINT = 0.24;

    private final Words words;
    private final Label caption = new Label();
    /** Longer lines are hard to read. */
    private static final double LONGEST_LINE = 720;

    private final Label letter = new Label();
    private TokenFlow answer = new TokenFlow();
    private final IntConsumer chosen;
    private int first;

    /**
     * An empty half.
     *
     * @param words  the language
     * @param name   "A" or "B"
     * @param chosen takes the number of a token that was clicked
     */
    public Transcript(Words words, String name, IntConsumer chosen) {
        this.words = words;
        this.chosen = chosen;
        getStyleClass().addAll("half", "half-" + name.toLowerCase(java.util.Locale.ROOT));
        letter.setText(name);
        letter.getStyleClass().add("letter");
        letter.setMinWidth(USE_PREF_SIZE);
        caption.getStyleClass().add("caption");
        caption.setWrapText(true);
        caption.setMinHeight(USE_PREF_SIZE);
        HBox line = new HBox(letter, caption);
        line.getStyleClass().add("half-line");
        getChildren().addAll(line, answer);
    }

    /** Shows a run with this token marked; −1 marks none. */
    public void show(Snapshot run, int marked) {
        show(run, marked, 0, Integer.MAX_VALUE);
    }

    /** Shows the run's tokens from one to before another, and says which they are where they are not all. */
    public void show(Snapshot run, int marked, int from, int to) {
        int end = Math.min(to, run.tokens().size());
        first = Math.min(from, end);
        String settings = Captions.of(words, run.run().started());
        caption.setText(first > 0 || end < run.tokens().size() ? words.text("compare.tokens", settings, first, end - 1) : settings);
        answer = new TokenFlow();
        answer.setMaxWidth(LONGEST_LINE);
        answer.onChosen(token -> chosen.accept(first + token));
        answer.follow(run.tokens().subList(first, end));
        answer.setMarked(marked < 0 ? -1 : Math.min(marked, run.tokens().size() - 1) - first);
        getChildren().set(getChildren().size() - 1, answer);
    }

    /** Puts a few figures between the settings and the answer. */
    public void head(Headline figures) {
        getChildren().add(1, figures);
    }

    /** Tints the tokens that the other answer does not have there, by their numbers in the run. */
    public void tint(BitSet only) {
        answer.colour(token -> only.get(first + token) ? TINT : 0);
    }

    /** Shows which token is compared. */
    public void setCurrent(int token) {
        answer.setCurrent(token < 0 ? -1 : token - first);
    }

    /** Where the answer begins, below the settings. */
    double answerTop() {
        return answer.getLayoutY();
    }

    /** The answer. */
    public TokenFlow answer() {
        return answer;
    }
}
