package org.dipscope.ui.console;

import javafx.geometry.HPos;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A paragraph with letters that run from right to left, its words in the order in which they are read (UAX #9). JavaFX's own flow puts what
 * follows a number or a Latin word inside such a paragraph on the wrong side of it.
 */
final class WordFlow extends Region {
    private static final double LINE = 22;
    private static final double BASELINE = 16;
    private static final double LARGE = 1.25;

    private final List<TokenPiece> pieces = new ArrayList<>();
    private final TokenLines lines;
    private final double baseline;
    private Optional<HPos> side = Optional.empty();

    /**
     * Words of one style.
     *
     * @param text  with its blanks
     * @param style the style class
     */
    record Styled(String text, String style) {
    }

    /**
     * A paragraph.
     *
     * @param large whether its letters are a title's
     */
    WordFlow(List<Styled> paragraph, boolean large) {
        lines = new TokenLines(large ? LARGE * LINE : LINE, true);
        baseline = large ? LARGE * BASELINE : BASELINE;
        // Places are counted from the left, whatever stands around it.
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        String whole = String.join("", paragraph.stream().map(Styled::text).toList());
        EmbeddingLevels order = new EmbeddingLevels(whole, Direction.of(whole) == NodeOrientation.RIGHT_TO_LEFT);
        int at = 0;
        for (Styled styled : paragraph) {
            for (String word : words(styled.text(), at, order)) {
                add(word, styled.style());
            }
            at += styled.text().length();
        }
    }

    /** Words, each with the blank before it; a word whose parts run in different directions is several, so that each part can stand on its side. */
    private static List<String> words(String text, int at, EmbeddingLevels order) {
        List<String> words = new ArrayList<>();
        int from = 0;
        int level = -1;
        for (int i = 0; i < text.length(); i++) {
            boolean blank = text.charAt(i) == ' ';
            boolean begins = blank && i > from;
            boolean turns = !blank && level >= 0 && order.at(at + i) != level;
            if (begins || turns) {
                words.add(text.substring(from, i));
                from = i;
            }
            level = blank ? -1 : order.at(at + i);
        }
        words.add(text.substring(from));
        return words;
    }

    private void add(String word, String style) {
        for (TokenPiece piece : TokenPiece.of(pieces.size(), word, pieces.isEmpty(), false)) {
            if (!pieces.isEmpty()) {
                pieces.getLast().joinTo(piece);
            }
            piece.node().getStyleClass().setAll("text", style);
            piece.node().setTextOrigin(VPos.BASELINE);
            piece.node().setManaged(false);
            pieces.add(piece);
            getChildren().add(piece.node());
        }
    }

    /** Has each line stand at this side, as in a table's cell, in place of the one that the paragraph begins at. */
    void align(HPos at) {
        side = Optional.of(at);
        requestLayout();
    }

    /** The words as they are drawn, in the order in which they were written. */
    List<Text> words() {
        return pieces.stream().map(TokenPiece::node).toList();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        double widest = 0;
        double line = 0;
        for (TokenPiece piece : pieces) {
            line = piece.breaksBefore() > 0 ? piece.width() : line + piece.width();
            widest = Math.max(widest, line);
        }
        return snapSizeX(widest);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        lines.arrange(pieces, width < 0 ? computePrefWidth(-1) : width);
        return snapSizeY(lines.height());
    }

    @Override
    protected void layoutChildren() {
        lines.arrange(pieces, getWidth());
        Map<Double, Double> shifts = side.map(this::shifts).orElse(Map.of());
        for (TokenPiece piece : pieces) {
            piece.node().setLayoutX(piece.x() + shifts.getOrDefault(piece.y(), 0.0));
            piece.node().setLayoutY(piece.y() + baseline);
        }
    }

    /** How far each line has to move to its side, by its height. */
    private Map<Double, Double> shifts(HPos at) {
        Map<Double, Double> shifts = new HashMap<>();
        for (List<TokenPiece> line : pieces.stream().collect(Collectors.groupingBy(TokenPiece::y)).values()) {
            double left = line.stream().mapToDouble(TokenPiece::inkX).min().orElse(0);
            double right = line.stream().mapToDouble(piece -> piece.inkX() + piece.inkWidth()).max().orElse(0);
            shifts.put(line.getFirst().y(), switch (at) {
                case LEFT -> -left;
                case RIGHT -> getWidth() - right;
                case CENTER -> (getWidth() - right - left) / 2;
            });
        }
        return shifts;
    }
}
