package org.dipscope.ui.layers;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import org.dipscope.ui.colour.ColourMap;
import org.dipscope.ui.colour.Tones;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a map's colours mean, in one line. Where that is too short the last entries are left out whole, and a tooltip has all of them. */
public final class Legend extends HBox {
    private static final int STOPS = 16;
    private static final double SCALE_WIDTH = 60;
    private static final double PATCH = 10;
    /** Widths are rounded up to whole pixels, entry by entry. */
    private static final double ROUNDING = 2;
    private static final double MARK = 2;

    /**
     * A state and its colour.
     *
     * @param colour of the cells
     * @param words  what it means
     * @param width  of its patch
     */
    public record Entry(Paint colour, String words, double width) {

        /** A state with a square patch. */
        public Entry(Paint colour, String words) {
            this(colour, words, PATCH);
        }

        /** A mark on bars: a line as they have it. */
        public static Entry mark(Paint colour, String words) {
            return new Entry(colour, words, MARK);
        }
    }

    private final Tooltip all = new Tooltip();

    /** An empty legend. */
    public Legend() {
        getStyleClass().add("legend");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
    }

    /** A scale of colours, with words at its left and right end; the left ones may be empty. */
    public void showScale(ColourMap map, String left, String right) {
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i <= STOPS; i++) {
            stops.add(new Stop((double) i / STOPS, Tones.colour(map.at((double) i / STOPS))));
        }
        Region scale = patch(new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, stops), SCALE_WIDTH);
        HBox entry = left.isEmpty() ? new HBox(scale, words(right)) : new HBox(words(left), scale, words(right));
        show(List.of(entry));
    }

    /** A patch for each state. */
    public void showStates(List<Entry> entries) {
        show(entries.stream().map(entry -> new HBox(patch(entry.colour(), entry.width()), words(entry.words()))).toList());
    }

    private void show(List<HBox> entries) {
        entries.forEach(entry -> {
            entry.getStyleClass().add("legend-entry");
            entry.setAlignment(Pos.CENTER_LEFT);
            entry.setMinWidth(0);
        });
        getChildren().setAll(entries.toArray(Node[]::new));
        all.setText(entries.stream().flatMap(entry -> entry.getChildren().stream()).filter(Label.class::isInstance)
                .map(words -> ((Label) words).getText()).collect(Collectors.joining(" · ")));
    }

    @Override
    protected void layoutChildren() {
        double free = getWidth() + ROUNDING;
        boolean room = true;
        for (Node entry : getChildren()) {
            double wide = Math.ceil(entry.prefWidth(-1));
            room &= entry == getChildren().getFirst() || wide <= free;
            entry.setVisible(room);
            free -= wide + getSpacing();
        }
        boolean tight = getChildren().stream().anyMatch(entry -> !entry.isVisible());
        if (tight) {
            double x = snappedLeftInset();
            for (Node entry : getChildren()) {
                double wide = Math.min(Math.ceil(entry.prefWidth(-1)), Math.max(0, getWidth() - x));
                double high = Math.min(getHeight(), Math.ceil(entry.prefHeight(wide)));
                entry.resizeRelocate(x, snapPositionY((getHeight() - high) / 2), wide, high);
                x += wide + getSpacing();
            }
            Tooltip.install(this, all);
        } else {
            super.layoutChildren();
            Tooltip.uninstall(this, all);
        }
    }

    private static Region patch(Paint paint, double width) {
        Region patch = new Region();
        patch.setBackground(new Background(new BackgroundFill(paint, new CornerRadii(2), null)));
        patch.setMinSize(width, 10);
        patch.setPrefSize(width, 10);
        patch.setMaxSize(width, 10);
        return patch;
    }

    private static Label words(String text) {
        Label label = new Label(text);
        label.setMinWidth(0);
        return label;
    }
}
