package org.dipscope.ui.console;

import javafx.geometry.Bounds;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;
import org.dipscope.ui.Picture;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
                .map(place -> (TextFlow) ((Pane) place).getChildren().getFirst()).findFirst().orElseThrow();
    }

    private static String words(GridPane table, int column, int row) {
        return cell(table, column, row).getChildren().stream().map(text -> ((Text) text).getText()).collect(Collectors.joining());
    }

    @Test
    void aTokenTooLongForALineIsBrokenAndLosesNothing() {
        String rule = "=".repeat(60) + "\uD83D\uDE00";
        Picture.inJavaFx(() -> {
            var pieces = TokenPiece.of(7, rule, false, false);

            assertThat(pieces).hasSizeGreaterThan(2).allMatch(piece -> piece.token() == 7);
            assertThat(pieces.stream().map(piece -> piece.node().getText()).collect(Collectors.joining())).isEqualTo(rule);
        });
    }

    private static final String SHALOM = "\u05e9\u05dc\u05d5\u05dd";
    private static final String OLAM = "\u05e2\u05d5\u05dc\u05dd";
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
            assertThat(answer.getChildren().stream().map(RenderedAnswerTest::side)).containsExactly("right", "right", "right", "right", "left", "left", "left");
        });
    }

    @Test
    void whatFollowsALatinWordOrANumberInHebrewGoesOnToItsLeft() {
        Picture.inJavaFx(() -> {
            RenderedAnswer answer = new RenderedAnswer(SHALOM + " Visual Basic 6, (" + SHALOM + ") 123, **" + OLAM + "** `x1` " + OLAM + ".");
            lay(answer, 600);
            List<Text> words = ((WordFlow) answer.getChildren().getFirst()).words();
            assertThat(words.stream().map(word -> word.getText().strip()).toList()).containsExactly(SHALOM, "Visual", "Basic", "6", ",", ")", SHALOM, "(", "123", ",", "", OLAM, "", "x1", OLAM, ".");
            List<Double> from = words.stream().map(word -> word.localToScene(word.getLayoutBounds()).getCenterX()).toList();
            assertThat(from.get(0)).as("it begins at the right").isGreaterThan(from.get(3));
            assertThat(from.get(1)).as("Latin words go on to the right").isLessThan(from.get(2)).isLessThan(from.get(3));
            assertThat(from.get(4)).as("the comma behind 6 stands at its left, and at that of what 6 ends").isLessThan(from.get(1));
            assertThat(List.of(from.get(4), from.get(5), from.get(6), from.get(7), from.get(8), from.get(9), from.get(11), from.get(13), from.get(14), from.get(15))).isSortedAccordingTo(Comparator.reverseOrder());
        });
    }

    @Test
    void bracketsAroundLatinWordsInHebrewStandOnTheSidesThatTheyAreReadFrom() {
        Picture.inJavaFx(() -> {
            RenderedAnswer answer = new RenderedAnswer(SHALOM + " book(s) (ab) cd.");
            lay(answer, 600);
            List<Text> words = ((WordFlow) answer.getChildren().getFirst()).words();
            assertThat(fromLeft(words)).containsExactly(".", "book(s) (ab) cd", SHALOM);
            RenderedAnswer parted = new RenderedAnswer(SHALOM + " (ab) cd.");
            lay(parted, 600);
            assertThat(fromLeft(((WordFlow) parted.getChildren().getFirst()).words())).containsExactly(".", "cd", "(", "ab", ")", SHALOM);
        });
    }

    @Test
    void aBracketOnTheNextLineStillClosesItsPair() {
        Picture.inJavaFx(() -> {
            RenderedAnswer answer = new RenderedAnswer(SHALOM + " ab (cd " + "word ".repeat(12) + OLAM + ")");
            lay(answer, 240);
            List<Text> words = ((WordFlow) answer.getChildren().getFirst()).words();
            assertThat(words.getFirst().getLayoutY()).isLessThan(words.getLast().getLayoutY());
            assertThat(fromLeft(words.stream().filter(word -> word.getLayoutY() == words.getFirst().getLayoutY()).toList())).endsWith(")", "ab", SHALOM);
        });
    }

    @Test
    void aTablesCellsAreReadAsParagraphsAreAndStandAtTheSideThatTheirColumnAsksFor() {
        Picture.inJavaFx(() -> {
            RenderedAnswer answer = new RenderedAnswer("""
                    | %1$s | %2$s | %2$s |
                    |---|:---|:---:|
                    | %1$s Visual 6, (ab). | %1$s | %1$s |
                    | DIP | 7 | %1$s |
                    """.formatted(SHALOM, OLAM));
            lay(answer, 600);
            GridPane table = (GridPane) answer.getChildren().getFirst();
            WordFlow mixed = (WordFlow) place(table, 0, 1).getChildren().getFirst();
            assertThat(fromLeft(mixed.words())).containsExactly(".", "Visual 6, (ab)", SHALOM);
            assertThat(edges(table, 0, 1)[1]).as("begins at the right").isCloseTo(edges(table, 0, 2)[1], within(1.0));
            assertThat(edges(table, 1, 1)[0]).as("asked to stand at the left").isCloseTo(edges(table, 1, 2)[0], within(1.0));
            Bounds middle = place(table, 2, 1).localToScene(place(table, 2, 1).getLayoutBounds());
            assertThat(edges(table, 2, 1)[0] + edges(table, 2, 1)[1]).isCloseTo(middle.getMinX() + middle.getMaxX(), within(2.0));
            assertThat(edges(table, 0, 1)[0]).as("the first column stands at the right").isGreaterThan(edges(table, 1, 1)[1]);
        });
    }

    private static Pane place(GridPane table, int column, int row) {
        return table.getChildren().stream().filter(node -> GridPane.getColumnIndex(node) == column && GridPane.getRowIndex(node) == row).map(Pane.class::cast).findFirst().orElseThrow();
    }

    /** Where the words of a cell begin and end in the scene, from the left. */
    private static double[] edges(GridPane table, int column, int row) {
        List<Bounds> words = place(table, column, row).lookupAll(".text").stream().map(word -> word.localToScene(word.getLayoutBounds())).toList();
        return new double[]{words.stream().mapToDouble(Bounds::getMinX).min().orElseThrow(), words.stream().mapToDouble(Bounds::getMaxX).max().orElseThrow()};
    }

    /** What stands beside each other, from the left; what runs on in one direction as one. */
    private static List<String> fromLeft(List<Text> words) {
        List<String> seen = new ArrayList<>();
        Text before = null;
        for (Text word : words.stream().filter(one -> !one.getText().isBlank()).sorted(Comparator.comparing(one -> one.localToScene(one.getLayoutBounds()).getCenterX())).toList()) {
            boolean goesOn = before != null && words.indexOf(word) == words.indexOf(before) + 1;
            if (goesOn) {
                seen.add(seen.removeLast() + word.getText());
            } else {
                seen.add(word.getText().strip());
            }
            before = word;
        }
        return seen;
    }

    private static void lay(RenderedAnswer answer, double width) {
        Scene scene = new Scene(answer, width, 200);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    @Test
    void aHebrewParagraphBeginsAtTheRightEdgeAndItsBulletStandsThere() {
        Picture.inJavaFx(() -> {
            RenderedAnswer answer = new RenderedAnswer(SHALOM + "\n\n- " + SHALOM + "\n\nplain\n\n- plain");
            lay(answer, 300);
            assertThat(ink(answer, 0).getMaxX()).isGreaterThan(295);
            assertThat(ink(answer, 0).getMinX()).isGreaterThan(200);
            assertThat(mark(answer, 1).getMinX()).isGreaterThan(280);
            assertThat(ink(answer, 2).getMinX()).isLessThan(5);
            assertThat(mark(answer, 3).getMaxX()).isLessThan(20);
        });
    }

    /** On which side a block begins. */
    private static String side(Node block) {
        boolean right = block instanceof WordFlow words ? Direction.of(words.words().stream().map(Text::getText).collect(Collectors.joining())) == NodeOrientation.RIGHT_TO_LEFT
                : block.getNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
        return right ? "right" : "left";
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
