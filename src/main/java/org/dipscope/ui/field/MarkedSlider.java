package org.dipscope.ui.field;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Skin;
import javafx.scene.control.Slider;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;

import java.util.function.DoubleFunction;

/** A slider with a mark where its usual value is; a double click goes back there. */
public final class MarkedSlider extends Slider {
    private static final double WIDTH = 2;
    private static final double HEIGHT = 10;

    private final Region mark = new Region();
    private DoubleFunction<String> inWords = value -> null;
    private final DoubleProperty usual = new SimpleDoubleProperty(this, "usual", Double.NaN);

    /** A slider from 0 to 100 without a mark. */
    public MarkedSlider() {
        this(0, 100, 0);
    }

    /** A slider without a mark. */
    public MarkedSlider(double min, double max, double value) {
        super(min, max, value);
        mark.getStyleClass().add("usual-mark");
        mark.setManaged(false);
        mark.setMouseTransparent(true);
        usual.addListener(_ -> requestLayout());
        minProperty().addListener(_ -> requestLayout());
        maxProperty().addListener(_ -> requestLayout());
        addEventFilter(MouseEvent.MOUSE_CLICKED, click -> {
            if (click.getClickCount() == 2 && click.getButton() == MouseButton.PRIMARY && hasUsual()) {
                setValue(usual.get());
                click.consume();
            }
        });
    }

    private boolean hasUsual() {
        return usual.get() >= getMin() && usual.get() <= getMax();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        // A skin begins with none but its own children.
        if (!getChildren().contains(mark) && getSkin() != null) {
            getChildren().addFirst(mark);
        }
        Node track = lookup(".track");
        Node thumb = lookup(".thumb");
        mark.setVisible(hasUsual() && track != null && thumb != null);
        if (mark.isVisible()) {
            mark.toBack();
            double half = thumb.getLayoutBounds().getWidth() / 2;
            double from = snappedLeftInset() + half;
            double length = getWidth() - snappedLeftInset() - snappedRightInset() - 2 * half;
            double x = from + length * (usual.get() - getMin()) / Math.max(Double.MIN_NORMAL, getMax() - getMin());
            double middle = track.getBoundsInParent().getCenterY();
            mark.resizeRelocate(Math.round(x - WIDTH / 2), Math.round(middle - HEIGHT / 2), WIDTH, HEIGHT);
        }
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        getChildren().remove(mark);
        return super.createDefaultSkin();
    }

    /** Says how a screen reader is told a value, unit and all; without this it is told the bare number. */
    public void speak(DoubleFunction<String> words) {
        inWords = words;
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return attribute == AccessibleAttribute.VALUE_STRING ? inWords.apply(getValue()) : super.queryAccessibleAttribute(attribute, parameters);
    }

    /** The usual value, where the mark stands; {@code NaN} for none. */
    public DoubleProperty usualProperty() {
        return usual;
    }
}
