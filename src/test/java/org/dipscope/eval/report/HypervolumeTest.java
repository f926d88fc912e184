package org.dipscope.eval.report;

import org.dipscope.eval.report.Hypervolume.Gain;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class HypervolumeTest {

    @Test
    void oneBoxIsItsThreeSides() {
        assertThat(Hypervolume.of(List.of(new Gain(1, 2, 3)))).isEqualTo(6);
    }

    @Test
    void whatTwoBoxesShareCountsOnce() {
        assertThat(Hypervolume.of(List.of(new Gain(2, 1, 1), new Gain(1, 2, 1)))).isEqualTo(3);
        assertThat(Hypervolume.of(List.of(new Gain(2, 1, 1), new Gain(1, 1, 2)))).isEqualTo(3);
        // 4·1·2 + 2·3·1, less the 2·1·1 in both.
        assertThat(Hypervolume.of(List.of(new Gain(4, 1, 2), new Gain(2, 3, 1)))).isEqualTo(12);
    }

    @Test
    void aBoxInsideAnotherAddsNothing() {
        assertThat(Hypervolume.of(List.of(new Gain(2, 2, 2), new Gain(1, 2, 1), new Gain(2, 2, 2)))).isEqualTo(8);
    }

    @Test
    void whatIsWorseThanTheReferenceInAnythingHasNoBox() {
        assertThat(Hypervolume.of(List.of(new Gain(-1, 2, 2), new Gain(1, 0, 2), new Gain(1, 1, Double.NaN)))).isZero();
        assertThat(Hypervolume.of(List.of())).isZero();
    }

    @Test
    void ofManyBoxesItIsTheShareOfRandomPlacesThatAnyCovers() {
        SplittableRandom random = new SplittableRandom(6);
        List<Gain> boxes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            boxes.add(new Gain(random.nextDouble(), random.nextDouble(), random.nextDouble()));
        }
        int covered = 0;
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            double z = random.nextDouble();
            covered += boxes.stream().anyMatch(box -> x < box.x() && y < box.y() && z < box.z()) ? 1 : 0;
        }
        assertThat(Hypervolume.of(boxes)).isCloseTo(covered / 200_000.0, within(0.005));
    }
}
