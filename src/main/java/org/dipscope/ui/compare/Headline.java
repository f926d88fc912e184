package org.dipscope.ui.compare;

import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

import java.util.List;

/** A few of one run's figures, large; those that are better than the other run's stand out in the run's colour. */
public final class Headline extends FlowPane {

    /**
     * One run's side of these lines.
     *
     * @param side  whose values these are
     * @param lines what is compared
     */
    public Headline(Comparison.Better side, List<Comparison.Row> lines) {
        getStyleClass().add("headline");
        for (Comparison.Row line : lines) {
            Label figure = new Label(side == Comparison.Better.A ? line.a() : line.b());
            figure.getStyleClass().add("headline-figure");
            if (line.better() == side) {
                figure.getStyleClass().add(side == Comparison.Better.A ? "better-a" : "better-b");
            }
            Label name = new Label(line.name());
            name.getStyleClass().add("caption");
            HBox pair = new HBox(figure, name);
            pair.getStyleClass().add("headline-pair");
            for (Label label : List.of(figure, name)) {
                label.setMinWidth(USE_PREF_SIZE);
            }
            getChildren().add(pair);
        }
    }
}
