package org.dipscope.ui.colour;

import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TonesTest {
    private static final Color LIGHT = Color.web("#eef0f3");
    private static final Color DARK = Color.web("#0d1014");

    @Test
    void contrastIsAsTheStandardHasIt() {
        assertThat(Tones.contrast(Color.BLACK, Color.WHITE)).isEqualTo(21);
        assertThat(Tones.contrast(Color.RED, Color.RED)).isEqualTo(1);
        assertThat(Tones.contrast(Color.web("#767676"), Color.WHITE)).isBetween(4.5, 4.6);
    }

    @Test
    void everyColourBecomesLegible() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            Color colour = Color.color(random.nextDouble(), random.nextDouble(), random.nextDouble());
            assertThat(Tones.contrast(Tones.legible(colour, LIGHT), LIGHT)).isGreaterThanOrEqualTo(4.5);
            assertThat(Tones.contrast(Tones.legible(colour, DARK), DARK)).isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void aColourThatCanBeReadStaysAsItIs() {
        Color accent = Color.web("#0868b5");
        assertThat(Tones.legible(accent, LIGHT)).isEqualTo(accent);
    }

    @Test
    void aShadeKeepsTheHue() {
        Color sky = Color.web("#7aaee0");
        assertThat(Tones.legible(sky, LIGHT)).isNotEqualTo(sky);
        assertThat(Tones.legible(sky, LIGHT).getHue()).isCloseTo(sky.getHue(), within(2.0));
        assertThat(Tones.legible(sky, LIGHT).getSaturation()).isCloseTo(sky.getSaturation(), within(0.02));
    }
}
