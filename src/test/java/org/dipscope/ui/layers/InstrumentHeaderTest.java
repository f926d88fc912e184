package org.dipscope.ui.layers;

import javafx.scene.layout.Region;
import org.dipscope.ui.Picture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InstrumentHeaderTest {

    private static Region part(double width) {
        Region part = new Region();
        part.setPrefSize(width, 16);
        return part;
    }

    @Test
    void aLegendWithoutRoomTakesALineOfItsOwnAndOneThatIsHiddenTakesNone() {
        Picture.inJavaFx(() -> {
            InstrumentHeader header = new InstrumentHeader();
            header.setTitle(part(100));
            header.setControls(part(100));
            header.setLegend(part(200));
            assertThat(header.prefHeight(424)).isEqualTo(28);
            assertThat(header.prefHeight(423)).isEqualTo(48);
            header.getLegend().setVisible(false);
            assertThat(header.prefHeight(300)).isEqualTo(28);
            header.getLegend().setVisible(true);
            assertThat(header.prefHeight(300)).isEqualTo(48);
        });
    }
}
