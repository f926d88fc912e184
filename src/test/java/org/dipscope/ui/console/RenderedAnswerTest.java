package org.dipscope.ui.console;

import javafx.geometry.Bounds;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.GridPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;
import org.dipscope.ui.Picture;
import org.junit.jupiter.api.Test;

import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class RenderedAnswerTest {

    @Test
    void aTableHasItsCellsInRowsAndColumns() {
        Picture.inJavaFx(() -> {
            RenderedAnswer answer = new RenderedAnswer("""
                    | method | density |
                    |:-------|--------:|
                    | `DIP` | **0.5** |
                    | dense |
                    """);

            GridPane table = (GridPane) answer.getChildren().getFirst();
            assertThat(table.getRowCount()).isEqualTo(3);
            assertThat(table.getColumnCount()).isEqualTo(2);
            assertThat(words(table, 0, 1)).isEqualTo("DIP");
            assertThat(words(table, 1, 1)).isEqualTo("0.5");
            assertThat(words(table, 0, 2)).isEqualTo("dense");
            assertThat(cell(table, 1, 1).getTextAlignment()).isEqualTo(TextAlignment.RIGHT);
        });
    }

    private static TextFlow cell(GridPane table, int column, int row) {
        return table.getChildren().stream().filter(node -> GridPane.getColumnIndex(node) == column && GridPane.getRowIndex(node) == row)
                .map(place -> (TextFlow) ((javafx.scene.layout.Pane) place).getChildren().getFirst()).findFirst().orElseThrow();
    }

    private static String words(GridPane table, int column, int row) {
        return cell(table, column, row).getChildren().stream().map(text -> ((Text) text).getText()).collect(Collectors.joining());
    }

    @Test
    void aTokenTooLongForALineIsBrokenAndLosesNothing() {
        String rule = "=".repeat(60) + "\uD83D\uDE00";
        Picture.inJavaFx(() -> {
            var pieces = TokenPiece.of(7, rule, false);

            assertThat(pieces).hasSizeGreaterThan(2).allMatch(piece -> piece.token() == 7);
            assertThat(pieces.stream().map(piece -> piece.node().getText()).collect(Collectors.joining())).isEqualTo(rule);
        });
    }

    private static final String SHALOM = "\u05e9\u05dc\u05d5\u05dd";
    private static final String MARHABA = "\u0645\u0631\u062d\u0628\u0627";

    @Test
    void everyBlockIsReadInTheDirectionOfItsFirstLetter() {
        Picture.inJavaFx(() -> {
            RenderedAnswer answer = new RenderedAnswer("""
                    # %1$s

                    %1$s Visual Basic 6.

                    1. %2$s

                    > %2$s

                    English, then %1$s.

                    - plain

                    ```
                    %1$s = 1
                    ```
                    """.formatted(SHALOM, MARHABA));
            assertThat(answer.getChildren().stream().map(Node::getNodeOrientation)).containsExactly(NodeOrientation.RIGHT_TO_LEFT, NodeOrientation.RIGHT_TO_LEFT,
                    NodeOrientation.RIGHT_TO_LEFT, NodeOrientation.RIGHT_TO_LEFT, NodeOrientation.LEFT_TO_RIGHT, NodeOrientation.LEFT_TO_RIGHT, NodeOrientation.LEFT_TO_RIGHT);
        });
    }

    @Test
    void aHebrewParagraphBeginsAtTheRightEdgeAndItsBulletStandsThere() {
        Picture.inJavaFx(() -> {
            RenderedAnswer answer = new RenderedAnswer(SHALOM + "\n\n- " + SHALOM + "\n\nplain\n\n- plain");
            Scene scene = new Scene(answer, 300, 200);
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            assertThat(ink(answer, 0).getMaxX()).isGreaterThan(295);
            assertThat(ink(answer, 0).getMinX()).isGreaterThan(200);
            assertThat(mark(answer, 1).getMinX()).isGreaterThan(280);
            assertThat(ink(answer, 2).getMinX()).isLessThan(5);
            assertThat(mark(answer, 3).getMaxX()).isLessThan(20);
        });
    }

    /** Where the words of a block are seen in the scene. */
    private static Bounds ink(RenderedAnswer answer, int block) {
        Node words = answer.getChildren().get(block).lookup(".text");
        return words.localToScene(words.getLayoutBounds());
    }

    private static Bounds mark(RenderedAnswer answer, int block) {
        Node mark = answer.getChildren().get(block).lookup(".rendered-mark");
        return mark.localToScene(mark.getLayoutBounds());
    }
}
