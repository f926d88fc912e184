package org.dipscope.ui.compare;

import javafx.scene.Scene;
import javafx.scene.layout.Region;
import org.dipscope.ui.Picture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WholeLinesTest {

    @Test
    void aHeightIsCutToTheLastWholeLine() {
        assertThat(WholeLines.whole(134, 22, 22)).isEqualTo(132);
        assertThat(WholeLines.whole(132, 22, 22)).isEqualTo(132);
        assertThat(WholeLines.whole(131.9, 22, 22)).isEqualTo(110);
    }

    @Test
    void whereNoLineIsWholeAllOfTheHeightIsTaken() {
        assertThat(WholeLines.whole(40, 22, 22)).isEqualTo(40);
        assertThat(WholeLines.whole(10, 22, 22)).isEqualTo(10);
    }

    @Test
    void whatScrollsIsAskedForItsFirstLineOnceItIsLaidOut() {
        Picture.inJavaFx(() -> {
            double[] first = {0};
            Region scrolled = new Region() {
                @Override
                protected void layoutChildren() {
                    first[0] = 30;
                }
            };
            WholeLines lines = new WholeLines();
            lines.setContent(scrolled);
            lines.lines(() -> first[0], 20);
            new Scene(lines, 100, 100);
            lines.resize(100, 100);
            lines.layout();
            assertThat(scrolled.getHeight()).isEqualTo(90);
        });
    }
}
