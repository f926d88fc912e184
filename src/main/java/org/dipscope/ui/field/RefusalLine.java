package org.dipscope.ui.field;

import javafx.beans.InvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

import java.util.Arrays;
import java.util.Objects;

/**
 * Why a field did not take what was typed, under it. While there is something to say, the line that usually stands in this place gives
 * way, so that little moves.
 */
public final class RefusalLine extends Label {

    /** A line with nothing to say. */
    public RefusalLine() {
        getStyleClass().addAll("clamp", "refusal-line");
        setWrapText(true);
        setMinHeight(Region.USE_PREF_SIZE);
        setManaged(false);
        setVisible(false);
    }

    /**
     * Says what these fields refuse, the first of them that does; {@code usual} gives way meanwhile.
     *
     * @param usual the line in whose place this one stands; its visibility is taken over
     */
    public void watch(Node usual, ValueField<?>... fields) {
        watch(fields);
        usual.visibleProperty().bind(visibleProperty().not());
        usual.managedProperty().bind(visibleProperty().not());
    }

    /** Says what these fields refuse, the first of them that does. */
    public void watch(ValueField<?>... fields) {
        InvalidationListener refused = _ -> say(fields);
        for (ValueField<?> field : fields) {
            field.refusalProperty().addListener(refused);
        }
        say(fields);
    }

    private void say(ValueField<?>... fields) {
        String reason = Arrays.stream(fields).map(field -> field.refusalProperty().get()).filter(Objects::nonNull).findFirst().orElse(null);
        setText(reason == null ? "" : reason);
        setManaged(reason != null);
        setVisible(reason != null);
    }
}
