package org.dipscope.ui.window;

import javafx.beans.DefaultProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * Holds a part of the window in a place whose size is given from outside. Whatever changes within is laid out within: while a run
 * writes, words and figures change many times a second, and each of them would otherwise lay the whole window out anew.
 */
@DefaultProperty("content")
public final class Enclosure extends Region {
    private final ObjectProperty<Node> content = new SimpleObjectProperty<>(this, "content");

    /** An empty place. */
    public Enclosure() {
        content.addListener((_, _, now) -> {
            getChildren().clear();
            if (now != null) {
                now.setManaged(false);
                getChildren().add(now);
            }
            requestLayout();
        });
    }

    public Node getContent() {
        return content.get();
    }

    /** Fills the place. */
    public void setContent(Node node) {
        content.set(node);
    }

    @Override
    protected void layoutChildren() {
        if (content.get() != null) {
            content.get().resizeRelocate(0, 0, getWidth(), getHeight());
        }
    }

    @Override
    public Orientation getContentBias() {
        return content.get() == null ? null : content.get().getContentBias();
    }

    @Override
    protected double computeMinWidth(double height) {
        return content.get() == null ? 0 : content.get().minWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return content.get() == null ? 0 : content.get().minHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.get() == null ? 0 : content.get().prefWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        return content.get() == null ? 0 : content.get().prefHeight(width);
    }

    @Override
    protected double computeMaxWidth(double height) {
        return content.get() == null ? Double.MAX_VALUE : content.get().maxWidth(height);
    }

    @Override
    protected double computeMaxHeight(double width) {
        return content.get() == null ? Double.MAX_VALUE : content.get().maxHeight(width);
    }
}
