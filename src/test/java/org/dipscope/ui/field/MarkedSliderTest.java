package org.dipscope.ui.field;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.dipscope.ui.Picture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MarkedSliderTest {
    private static MarkedSlider shown(double usual) {
        MarkedSlider slider = new MarkedSlider(0, 1, 0.8);
        slider.usualProperty().set(usual);
        Scene scene = new Scene(new StackPane(slider), 200, 40);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        return slider;
    }

    private static double middle(Node part) {
        return part.getBoundsInParent().getCenterX();
    }

    @Test
    void theMarkStandsWhereTheThumbStandsAtTheUsualValue() {
        Picture.inJavaFx(() -> {
            MarkedSlider slider = shown(0.25);
            double mark = middle(slider.lookup(".usual-mark"));
            slider.setValue(0.25);
            slider.layout();

            assertThat(mark).isCloseTo(middle(slider.lookup(".thumb")), within(1.5));
        });
    }

    @Test
    void aDoubleClickGoesBackToTheUsualValue() {
        Picture.inJavaFx(() -> {
            MarkedSlider slider = shown(0.25);
            click(slider, 1);
            assertThat(slider.getValue()).isEqualTo(0.8);
            click(slider, 2);
            assertThat(slider.getValue()).isEqualTo(0.25);
        });
    }

    @Test
    void withoutAUsualValueThereIsNoMark() {
        Picture.inJavaFx(() -> {
            MarkedSlider slider = shown(Double.NaN);
            assertThat(slider.lookup(".usual-mark").isVisible()).isFalse();
            click(slider, 2);
            assertThat(slider.getValue()).isEqualTo(0.8);
        });
    }

    private static void click(MarkedSlider slider, int times) {
        slider.fireEvent(new MouseEvent(MouseEvent.MOUSE_CLICKED, 0, 0, 0, 0, MouseButton.PRIMARY, times, false, false, false, false, false, false, false, false, false, true, null));
    }
}
