package org.dipscope.ui.console;

import javafx.geometry.HPos;
import javafx.geometry.NodeOrientation;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;

/** A table of an answer. Its columns share the width that there is, and their words wrap. */
final class RenderedTable extends GridPane {
    /** So narrow a column still shows a figure. */
    private static final double LEAST = 32;

    private final Cell cells;
    private final HPos start;
    private int rows;

    /** Lays out the words of a cell in a style, each line at one side of it. */
    @FunctionalInterface
    interface Cell {
        Region of(Node cell, String style, HPos side);
    }

    /**
     * A table as it was parsed.
     *
     * @param direction where its first column stands, and where words begin that ask for no side
     * @param cells     lay out their words
     */
    RenderedTable(TableBlock table, NodeOrientation direction, Cell cells) {
        this.cells = cells;
        this.start = direction == NodeOrientation.RIGHT_TO_LEFT ? HPos.RIGHT : HPos.LEFT;
        setNodeOrientation(direction);
        getStyleClass().add("rendered-table");
        setMinWidth(0);
        table.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableRow row) {
                    add(row);
                } else {
                    visitChildren(node);
                }
            }
        });
        for (int i = 0; i < getColumnCount(); i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setMinWidth(LEAST);
            column.setHgrow(Priority.SOMETIMES);
            getColumnConstraints().add(column);
        }
    }

    private void add(TableRow row) {
        int column = 0;
        for (Node node = row.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof TableCell cell) {
                Region words = cells.of(cell, cell.isHeader() ? "rendered-strong" : "rendered-text", side(cell.getAlignment()));
                StackPane place = new StackPane(words);
                place.getStyleClass().add("rendered-cell");
                place.setMinWidth(LEAST);
                add(place, column++, rows);
            }
        }
        rows++;
    }

    private HPos side(TableCell.Alignment asked) {
        return switch (asked) {
            case RIGHT -> HPos.RIGHT;
            case CENTER -> HPos.CENTER;
            case LEFT -> HPos.LEFT;
            case null -> start;
        };
    }
}
