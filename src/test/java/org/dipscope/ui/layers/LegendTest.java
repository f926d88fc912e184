package org.dipscope.ui.layers;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import org.dipscope.ui.Picture;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class LegendTest {

    @Test
    void whatDoesNotFitIsLeftOutWholeFromTheEnd() {
        Picture.inJavaFx(() -> {
            Legend legend = new Legend();
            legend.showStates(List.of(new Legend.Entry(Color.RED, "resident"), new Legend.Entry(Color.BLUE, "loaded from Flash"), new Legend.Entry(Color.GREEN, "evicted")));
            Scene scene = new Scene(new Pane(legend), 800, 40);
            scene.getRoot().applyCss();
            assertThat(shown(scene, legend, legend.prefWidth(-1))).isEqualTo(3);
            double two = legend.prefWidth(-1) - legend.getChildren().getLast().prefWidth(-1);
            assertThat(shown(scene, legend, two)).isEqualTo(2);
            Node second = legend.getChildren().get(1);
            assertThat(second.getLayoutBounds().getWidth()).as("what is shown is not cut").isGreaterThanOrEqualTo(second.prefWidth(-1));
            assertThat(shown(scene, legend, 10)).as("something always stands there").isEqualTo(1);
            assertThat(shown(scene, legend, 700)).isEqualTo(3);
        });
    }

    private static long shown(Scene scene, Legend legend, double width) {
        scene.getRoot().applyCss();
        legend.resize(width, 20);
        legend.layout();
        return legend.getChildren().stream().filter(Node::isVisible).count();
    }
}
