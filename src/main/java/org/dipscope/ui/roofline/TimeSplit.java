package org.dipscope.ui.roofline;

import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dipscope.memory.Roofline.Tier;
import org.dipscope.ui.text.Words;

import java.util.List;

/** A token's name and speeds, and how long each tier takes for it alone as a bar; the one that holds it up stands out. */
final class TimeSplit extends VBox {
    private static final double BAR = 6;

    /**
     * A token's times.
     *
     * @param longest seconds that a whole bar stands for
     */
    TimeSplit(RoofToken token, double longest, RooflineViewModel model, Words words) {
        getStyleClass().add("time-split");
        Label name = new Label(token.name());
        name.getStyleClass().add("time-split-name");
        name.setWrapText(true);
        name.setMinHeight(USE_PREF_SIZE);
        Label speed = new Label(words.text("roofline.row-speed", words.numerals().rate(token.speed()), words.numerals().rate(token.token().roof())));
        speed.getStyleClass().add("caption");
        speed.setMinWidth(USE_PREF_SIZE);
        GridPane bars = new GridPane();
        bars.getStyleClass().add("time-split-bars");
        ColumnConstraints names = new ColumnConstraints();
        ColumnConstraints lengths = new ColumnConstraints();
        lengths.setHgrow(Priority.ALWAYS);
        ColumnConstraints times = new ColumnConstraints();
        times.setHalignment(HPos.RIGHT);
        bars.getColumnConstraints().addAll(names, lengths, times);
        int row = 0;
        for (Tier tier : List.of(Tier.FLASH, Tier.DRAM, Tier.COMPUTE)) {
            boolean holds = token.token().bound() == tier;
            bars.addRow(row++, label(model.tier(tier), holds), new Bar(token.token().seconds(tier) / longest, tier), label(model.time(token, tier), holds));
        }
        getChildren().addAll(name, speed, bars);
    }

    private static Label label(String text, boolean holds) {
        Label label = new Label(text);
        label.getStyleClass().addAll("caption", holds ? "holds-up" : "holds-not");
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    /** A share of the width, at least so wide that it can be seen. */
    private static final class Bar extends StackPane {
        private final double share;
        private final Region filled = new Region();

        Bar(double share, Tier tier) {
            this.share = share;
            filled.getStyleClass().addAll("time-bar", "time-bar-" + tier.id());
            filled.setManaged(false);
            getStyleClass().add("time-track");
            getChildren().add(filled);
            setMinSize(40, BAR);
            setPrefSize(40, BAR);
            setMaxHeight(BAR);
        }

        @Override
        protected void layoutChildren() {
            filled.resizeRelocate(0, 0, Math.max(1, Math.round(share * getWidth())), getHeight());
        }
    }
}
