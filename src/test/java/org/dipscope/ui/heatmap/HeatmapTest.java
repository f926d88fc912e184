package org.dipscope.ui.heatmap;

import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelReader;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;
import org.dipscope.ui.Picture;
import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class HeatmapTest {
    private static final int[] COLOURS = {0xFF102030, 0xFFE0A050};

    private static Cells checks() {
        Cells cells = new Cells(4, 10);
        for (int i = 0; i < 40; i++) {
            cells.levels()[i] = (byte) ((i / 10 + i % 10) % 2);
        }
        return cells;
    }

    @Test
    void itAsksForCellsOnceHoweverOftenTheyChange() {
        Picture.inJavaFx(() -> {
            AtomicInteger asked = new AtomicInteger();
            Heatmap map = map(asked);
            StackPane root = new StackPane(map);
            layOut(new Scene(root, 100, 40));
            int first = asked.get();
            layOut(root.getScene());
            layOut(root.getScene());
            assertThat(asked.get()).as("an idle map draws nothing").isEqualTo(first);
            for (int i = 0; i < 50; i++) {
                map.refresh();
            }
            layOut(root.getScene());
            assertThat(asked.get()).isEqualTo(first + 1);
        });
    }

    @Test
    void anUnseenMapWaitsUntilItIsSeen() {
        Picture.inJavaFx(() -> {
            AtomicInteger asked = new AtomicInteger();
            Heatmap map = map(asked);
            StackPane tab = new StackPane(map);
            StackPane root = new StackPane(tab);
            layOut(new Scene(root, 100, 40));
            tab.setVisible(false);
            int before = asked.get();
            map.refresh();
            layOut(root.getScene());
            map.refresh();
            layOut(root.getScene());
            assertThat(asked.get()).isEqualTo(before);
            tab.setVisible(true);
            layOut(root.getScene());
            assertThat(asked.get()).isEqualTo(before + 1);
        });
    }

    @Test
    void aPictureAtTwiceTheScaleHasOneDevicePixelForEachOfItsPixels() {
        Picture.inJavaFx(() -> {
            Heatmap map = map(new AtomicInteger());
            Cells fine = new Cells(1, 200);
            for (int column = 0; column < 200; column++) {
                fine.levels()[column] = (byte) (column % 2);
            }
            map.sourceProperty().set(() -> fine);
            StackPane root = new StackPane(map);
            Scene scene = new Scene(root, 100, 10);
            OutputScale.force(scene, 2);
            layOut(scene);
            SnapshotParameters parameters = new SnapshotParameters();
            parameters.setTransform(Transform.scale(2, 2));
            PixelReader pixels = root.snapshot(parameters, null).getPixelReader();
            for (int x = 0; x < 200; x++) {
                assertThat(pixels.getArgb(x, 9)).as("device pixel %d", x).isEqualTo(COLOURS[x % 2]);
            }
            OutputScale.release(scene);
            layOut(scene);
            int mixed = root.snapshot(null, null).getPixelReader().getArgb(50, 5);
            assertThat(mixed).as("at the simple scale two columns share a pixel").isEqualTo(0xFF786040);
        });
    }

    @Test
    void theColoursOnTheScreenAreThePalettes() {
        Picture.inJavaFx(() -> {
            Heatmap map = map(new AtomicInteger());
            StackPane root = new StackPane(map);
            root.setBackground(javafx.scene.layout.Background.fill(Color.BLACK));
            layOut(new Scene(root, 100, 40));
            PixelReader pixels = root.snapshot(null, null).getPixelReader();
            for (int row = 0; row < 4; row++) {
                for (int column = 0; column < 10; column++) {
                    assertThat(pixels.getArgb(column * 10 + 5, row * 10 + 4)).isEqualTo(COLOURS[(row + column) % 2]);
                }
                assertThat(pixels.getArgb(5, row * 10 + 9)).isEqualTo(row < 3 ? 0xFF000000 : COLOURS[1]);
            }
        });
    }

    private static Heatmap map(AtomicInteger asked) {
        Heatmap map = new Heatmap();
        Cells cells = checks();
        map.sourceProperty().set(() -> {
            asked.incrementAndGet();
            return cells;
        });
        map.paletteProperty().set(Palette.ofStates(COLOURS));
        return map;
    }

    private static void layOut(Scene scene) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }
}
