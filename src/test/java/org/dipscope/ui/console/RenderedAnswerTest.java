package org.dipscope.ui.console;

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
}
