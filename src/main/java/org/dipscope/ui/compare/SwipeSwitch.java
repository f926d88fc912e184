package org.dipscope.ui.compare;

import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.dipscope.ui.text.Words;

/** Chooses between where two masks differ and a swipe over them: A's own mask before the handle, B's behind it. */
final class SwipeSwitch extends HBox {
    private static final double STEP = 0.05;

    SwipeSwitch(DifferenceViewModel model, Words words) {
        getStyleClass().add("swipe");
        ToggleGroup group = new ToggleGroup();
        HBox segments = new HBox(segment(model, words, group, false), segment(model, words, group, true));
        segments.getStyleClass().add("segments");
        Slider handle = new Slider(0, 1, model.edgeProperty().get());
        handle.setId("swipe-edge");
        handle.setBlockIncrement(STEP);
        handle.setAccessibleText(words.text("compare.swipe-edge"));
        handle.setTooltip(new Tooltip(words.text("compare.swipe-edge")));
        handle.valueProperty().bindBidirectional(model.edgeProperty());
        HBox scale = new HBox(letter("A", "letter-a"), handle, letter("B", "letter-b"));
        scale.getStyleClass().add("swipe-scale");
        scale.visibleProperty().bind(model.swipingProperty());
        scale.managedProperty().bind(model.swipingProperty());
        getChildren().addAll(scale, segments);
    }

    private static ToggleButton segment(DifferenceViewModel model, Words words, ToggleGroup group, boolean swipe) {
        String key = swipe ? "compare.swipe" : "compare.difference";
        ToggleButton button = new ToggleButton(words.text(key));
        button.setId(swipe ? "compare-swipe" : "compare-difference");
        button.setToggleGroup(group);
        button.setTooltip(new Tooltip(words.text(key + "-hint")));
        button.setAccessibleHelp(words.text(key + "-hint"));
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> {
            button.setSelected(true);
            model.swipingProperty().set(swipe);
        });
        model.swipingProperty().subscribe(swiping -> button.setSelected(swiping == swipe));
        return button;
    }

    private static Label letter(String name, String style) {
        Label letter = new Label(name);
        letter.getStyleClass().addAll("letter", style);
        letter.setMinWidth(USE_PREF_SIZE);
        return letter;
    }
}
