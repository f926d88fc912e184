package org.dipscope.ui.runs;

import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeTableRow;

import java.util.Optional;
import java.util.function.Function;

/**
 * A line of a table that says in full, where the mouse rests on it, what its columns have no room for.
 *
 * @param <T> what it shows
 */
final class ToldRow<T> extends TreeTableRow<T> {
    private final Tooltip tooltip = new Tooltip();
    private final Function<T, Optional<String>> told;

    /** A line that says this of what it shows, or nothing. */
    ToldRow(Function<T, Optional<String>> told) {
        this.told = told;
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        Optional<String> words = Optional.ofNullable(empty ? null : item).flatMap(told);
        tooltip.setText(words.orElse(""));
        setTooltip(words.isPresent() ? tooltip : null);
    }
}
