package org.dipscope.ui.console;

import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;

import java.util.function.BiFunction;

/** A table of an answer. Its columns share the width that there is, and their words wrap. */
final class RenderedTable extends GridPane {
    /** So narrow a column still shows a figure. */
    private static final double LEAST = 32;

    private final BiFunction<Node, String, TextFlow> flow;
    private int rows;

    /**
     * A table as it was parsed.
     *
     * @param flow lays out a cell's words in a style
     */
    RenderedTable(TableBlock table, BiFunction<Node, String, TextFlow> flow) {
        this.flow = flow;
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
                TextFlow words = flow.apply(cell, cell.isHeader() ? "rendered-strong" : "rendered-text");
                words.setTextAlignment(alignment(cell.getAlignment()));
                StackPane place = new StackPane(words);
                place.getStyleClass().add("rendered-cell");
                place.setMinWidth(LEAST);
                add(place, column++, rows);
            }
        }
        rows++;
    }

    private static TextAlignment alignment(TableCell.Alignment asked) {
        return switch (asked) {
            case RIGHT -> TextAlignment.RIGHT;
            case CENTER -> TextAlignment.CENTER;
            case LEFT -> TextAlignment.LEFT;
            case null -> TextAlignment.LEFT;
        };
    }
}
