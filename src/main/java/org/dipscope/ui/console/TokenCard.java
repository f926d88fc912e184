package org.dipscope.ui.console;

import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.function.IntConsumer;

/** What else could have stood in a token's place, the dense model's say beside the pruned one's; a click goes on from there with it. */
final class TokenCard extends VBox {
    private static final double NOTE_WIDTH = 280;

    /**
     * A card.
     *
     * @param possible whether the answer can go on from here
     * @param chosen   takes the id of the token to go on with
     */
    TokenCard(TokenFrame token, Words words, boolean possible, IntConsumer chosen) {
        getStyleClass().addAll("form", "token-card");
        boolean dense = token.shadow().isPresent();
        Label title = new Label(words.text("console.card-title", Spelling.of(token.text()), token.index()));
        title.getStyleClass().add("heading");
        getChildren().add(title);
        token.outlook().ifPresent(outlook -> getChildren().add(note(dense
                ? words.text("console.card-both", words.numerals().fixed(outlook.entropy(), 2), words.numerals().fixed(token.shadow().get().divergence(), 3))
                : words.text("console.card-entropy", words.numerals().fixed(outlook.entropy(), 2)))));
        GridPane grid = new GridPane();
        grid.getStyleClass().add("candidates");
        ColumnConstraints word = new ColumnConstraints();
        ColumnConstraints figure = new ColumnConstraints(56);
        figure.setHalignment(HPos.RIGHT);
        grid.getColumnConstraints().addAll(word, figure, figure);
        grid.add(head(words.text("console.card-pruned")), 1, 0);
        if (dense) {
            grid.add(head(words.text("console.card-dense")), 2, 0);
        }
        List<Alternative> alternatives = Alternative.of(token);
        for (int row = 0; row < alternatives.size(); row++) {
            Alternative one = alternatives.get(row);
            Button button = new Button(one.text());
            button.getStyleClass().addAll("candidate", one.chosen() ? "candidate-chosen" : "candidate-other");
            button.setAccessibleText(one.chosen() ? words.text("console.card-chosen", one.text()) : words.text("console.card-continue", one.text()));
            button.setDisable(one.chosen() || !possible);
            button.setOnAction(_ -> chosen.accept(one.id()));
            button.setMaxWidth(Double.MAX_VALUE);
            grid.add(button, 0, row + 1);
            grid.add(figure(words, one.pruned()), 1, row + 1);
            if (dense) {
                grid.add(figure(words, one.dense()), 2, row + 1);
            }
        }
        getChildren().addAll(grid, note(words.text(possible ? "console.card-hint" : "console.card-last-only")));
    }

    /** Takes the keyboard: the first token that could be gone on with. */
    void begin() {
        lookupAll(".candidate").stream().filter(button -> !button.isDisable()).findFirst().ifPresent(Node::requestFocus);
    }

    private static Label head(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("caption");
        return label;
    }

    private static Label figure(Words words, double probability) {
        Label label = new Label(Double.isNaN(probability) ? Numerals.NONE : words.numerals().fixed(100 * probability, 1) + " %");
        label.getStyleClass().add("figure");
        return label;
    }

    private static Label note(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("note");
        label.setWrapText(true);
        // Of a width of its own, so that its height is what it needs when the card is measured.
        label.setPrefWidth(NOTE_WIDTH);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
