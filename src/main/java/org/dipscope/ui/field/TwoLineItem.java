package org.dipscope.ui.field;

import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** An item of a menu with a name, and in the line below it what choosing it means. */
public final class TwoLineItem extends CustomMenuItem {

    /**
     * An item.
     *
     * @param name   what it is
     * @param note   what it means
     * @param chosen done where it is chosen
     */
    public TwoLineItem(String name, String note, Runnable chosen) {
        Label below = new Label(note);
        below.getStyleClass().add("note");
        VBox lines = new VBox(new Label(name), below);
        lines.getStyleClass().add("two-lines");
        setContent(lines);
        setOnAction(_ -> chosen.run());
    }
}
