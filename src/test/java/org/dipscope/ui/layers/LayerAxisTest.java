package org.dipscope.ui.layers;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import org.dipscope.ui.Picture;
import org.dipscope.ui.heatmap.Span;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LayerAxisTest {
    private LayerAxis axis;

    private void open(int layers, double height) {
        axis = new LayerAxis();
        axis.layersProperty().set(layers);
        axis.resize(40, height);
        new Scene(new Pane(axis), 40, height).getRoot().applyCss();
        axis.layout();
    }

    private List<Label> shown() {
        return axis.getChildrenUnmodifiable().stream().filter(Node::isVisible).map(Label.class::cast).toList();
    }

    private static double middle(Label label) {
        return label.getLayoutY() + label.getHeight() / 2;
    }

    @Test
    void roundLayersAndTheLastAreNumberedBesideTheirOwnRows() {
        Picture.inJavaFx(() -> {
            open(30, 300);
            assertThat(shown().stream().map(Label::getText)).containsExactly("0", "5", "10", "15", "20", "25", "29");
            assertThat(middle(shown().get(2))).as("layer 10 of 30 on 300 pixels").isCloseTo(105, within(1.5));
        });
    }

    @Test
    void aPartOfTheLayersHasTheNumbersOfThatPart() {
        Picture.inJavaFx(() -> {
            open(30, 300);
            axis.shownProperty().set(new Span(0.5, 0.7));
            axis.layout();
            assertThat(shown().stream().map(Label::getText)).containsExactly("15", "16", "17", "18", "19", "20");
        });
    }

    @Test
    void aLowMapHasFewNumbersAndNoneOverAnother() {
        Picture.inJavaFx(() -> {
            open(80, 60);
            List<Label> labels = shown();
            assertThat(labels).hasSizeBetween(2, 4).last().extracting(Label::getText).isEqualTo("79");
            for (int i = 1; i < labels.size(); i++) {
                assertThat(middle(labels.get(i)) - middle(labels.get(i - 1))).isGreaterThan(11);
            }
        });
    }
}
