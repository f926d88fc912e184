package org.dipscope.ui.heatmap;

import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import org.dipscope.ui.Picture;
import org.dipscope.ui.colour.ColourMap;
import org.dipscope.ui.colour.Swatches;
import org.dipscope.ui.colour.Tones;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** The profile of the hovered column down the rows, read off its pixels. */
class LayerProfileTest {
    private static final int WIDTH = 52;
    private static final int HEIGHT = 40;

    private Heatmap map;
    private LayerProfile profile;
    private Scene scene;

    /** Four rows of ten columns; column 3 has 0, a third, two thirds, all. */
    private void open() {
        map = new Heatmap();
        profile = new LayerProfile();
        Cells cells = new Cells(4, 10);
        for (int row = 0; row < 4; row++) {
            cells.levels()[row * 10 + 3] = (byte) (85 * row);
        }
        map.sourceProperty().set(() -> cells);
        map.paletteProperty().set(Palette.ofAmounts(ColourMap.viridis()));
        profile.setMaps(List.of(map));
        profile.setTones(tones());
        profile.resize(WIDTH, HEIGHT);
        scene = new Scene(new Pane(profile), WIDTH, HEIGHT);
        layOut();
    }

    private static Tones tones() {
        return new Swatches().tones();
    }

    private void layOut() {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        profile.layout();
    }

    /** Where the line stands in a row of pixels; −1 where nothing is drawn. */
    private int place(int y) {
        var image = profile.snapshot(transparent(), null);
        for (int x = 0; x < WIDTH; x++) {
            if (image.getPixelReader().getColor(x, y).getOpacity() > 0) {
                return x;
            }
        }
        return -1;
    }

    private static SnapshotParameters transparent() {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        return parameters;
    }

    @Test
    void theLineStandsAtTheHoveredColumnsValueInEachRowAndGoesWithTheMouse() {
        Picture.inJavaFx(() -> {
            open();
            assertThat(place(5)).as("nothing is hovered").isEqualTo(-1);

            map.hoveredProperty().set(Optional.of(new Spot(1, 3)));
            layOut();
            int room = WIDTH - 2;
            assertThat(List.of(place(5), place(15), place(25), place(35))).containsExactly(0, Math.round(room / 3f), Math.round(2 * room / 3f), room);

            map.hoveredProperty().set(Optional.of(new Spot(1, 4)));
            layOut();
            assertThat(List.of(place(5), place(15), place(25), place(35))).containsOnly(0);

            map.rowsShownProperty().set(new Span(0.5, 1));
            map.hoveredProperty().set(Optional.of(new Spot(3, 3)));
            layOut();
            assertThat(place(10)).as("the third row, zoomed").isEqualTo(Math.round(2 * room / 3f));
            assertThat(place(30)).isEqualTo(room);

            map.hoveredProperty().set(Optional.empty());
            layOut();
            assertThat(place(10)).isEqualTo(-1);
        });
    }
}
