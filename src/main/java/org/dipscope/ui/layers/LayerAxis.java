package org.dipscope.ui.layers;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.dipscope.ui.heatmap.Bands;
import org.dipscope.ui.heatmap.Span;

/** The layers' numbers beside a map: the first, round ones, and the last. */
public final class LayerAxis extends Region {
    private static final double LEAST_DISTANCE = 48;
    private static final int[] STEPS = {1, 2, 5, 10, 20, 50, 100};

    private final IntegerProperty layers = new SimpleIntegerProperty(this, "layers");
    private final ObjectProperty<Span> shown = new SimpleObjectProperty<>(this, "shown", Span.WHOLE);

    /** An axis without layers. */
    public LayerAxis() {
        getStyleClass().add("layer-axis");
        layers.addListener(_ -> requestLayout());
        shown.addListener(_ -> requestLayout());
    }

    /** How many layers there are. */
    public IntegerProperty layersProperty() {
        return layers;
    }

    /** The layers shown. */
    public ObjectProperty<Span> shownProperty() {
        return shown;
    }

    @Override
    protected void layoutChildren() {
        int used = 0;
        if (layers.get() > 0 && getHeight() >= 1) {
            Bands bands = new Bands(shown.get(), layers.get(), (int) getHeight());
            double row = getHeight() / (shown.get().length() * layers.get());
            int step = step(row);
            int last = layers.get() - 1;
            for (int layer = bands.firstRow(); layer < bands.endRow(); layer++) {
                boolean round = layer % step == 0 && (last - layer) * row >= LEAST_DISTANCE / 2;
                if (round || layer == last) {
                    place(used++, Integer.toString(layer), bands.top(layer), bands.bottom(layer));
                }
            }
        }
        for (int i = used; i < getChildren().size(); i++) {
            getChildren().get(i).setVisible(false);
        }
    }

    private void place(int index, String text, double top, double bottom) {
        if (index == getChildren().size()) {
            Label label = new Label();
            label.setManaged(false);
            getChildren().add(label);
        }
        Label label = (Label) getChildren().get(index);
        label.setText(text);
        label.setVisible(true);
        label.applyCss();
        double height = Math.ceil(label.prefHeight(-1));
        double y = Math.clamp(Math.round((top + bottom - height) / 2), 0, Math.max(0, Math.round(getHeight() - height)));
        label.resizeRelocate(0, y, getWidth(), height);
    }

    private static int step(double row) {
        for (int step : STEPS) {
            if (step * row >= LEAST_DISTANCE) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1];
    }
}
