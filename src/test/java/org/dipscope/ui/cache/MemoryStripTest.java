package org.dipscope.ui.cache;

import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.dipscope.memory.Allocation;
import org.dipscope.ui.Picture;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** DRAM to scale in bytes, read off the widths of its parts, and the traffic's bars under the mouse. */
class MemoryStripTest {
    private static final double WIDTH = 1016;

    private MemoryStrip strip;

    private double width(String part) {
        Region found = (Region) strip.lookup(".allocation-part." + part);
        return found.isVisible() ? found.getWidth() : 0;
    }

    private void show(Allocation allocation, double kvFilled, double columns, Traffic traffic) {
        strip = new MemoryStrip();
        strip.setTones(new org.dipscope.ui.colour.Swatches().tones());
        Scene scene = new Scene(new StackPane(strip), WIDTH, 40);
        strip.show(Optional.of(new DramShare(allocation, kvFilled, columns)), traffic, Words.english());
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    @Test
    void everyPartIsAsWideAsItsBytesAndTheKvCacheGrowsInsideItsOwn() {
        Picture.inJavaFx(() -> {
            double perByte = (WIDTH - 200 - 16) / 80e6;
            Allocation allocation = new Allocation(80e6, 16e6, 30e6, 4e6, 0, 0, 30e6, Map.of());
            show(allocation, 1e6, 12e6, Traffic.NONE);
            assertThat(List.of(width("attention"), width("head"), width("kv"), width("kv-free"), width("columns"), width("columns-free")))
                    .usingElementComparator((a, b) -> Math.abs(a - b) <= 1 ? 0 : Double.compare(a, b))
                    .containsExactly(16e6 * perByte, 30e6 * perByte, 1e6 * perByte, 3e6 * perByte, 12e6 * perByte, 18e6 * perByte);
            assertThat(width("overflow")).isZero();
            show(allocation, 3e6, 12e6, Traffic.NONE);
            assertThat(width("kv")).isCloseTo(3e6 * perByte, within(1.0));
        });
    }

    @Test
    void whatDoesNotFitStandsBeyondTheBudgetInTheSameScale() {
        Picture.inJavaFx(() -> {
            double perByte = (WIDTH - 200 - 16) / 50e6;
            show(new Allocation(40e6, 16e6, 30e6, 4e6, 0, 10e6, 0, Map.of()), 4e6, 0, Traffic.NONE);
            assertThat(width("overflow")).isCloseTo(10e6 * perByte, within(1.0));
            assertThat(width("attention") + width("head") + width("kv") + width("kv-free")).isCloseTo(40e6 * perByte, within(2.0));
        });
    }

    @Test
    void theMouseFindsTheTokenOfEachBarAndNoneLeftOfTheFirst() {
        Picture.inJavaFx(() -> {
            FlashTraffic traffic = new FlashTraffic();
            traffic.resize(200, 12);
            traffic.show(new Traffic(7, new double[] {Double.NaN, 3, 4}, 4));
            assertThat(List.of(traffic.placeAt(199), traffic.placeAt(195), traffic.placeAt(189), traffic.placeAt(187), traffic.placeAt(0))).containsExactly(2, 1, 0, -1, -1);
        });
    }
}
