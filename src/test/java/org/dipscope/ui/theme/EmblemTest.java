package org.dipscope.ui.theme;

import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmblemTest {

    @Test
    void thereIsAnIconForEverySizeThatSystemsAskFor() {
        assertThat(Emblem.images()).extracting(Image::getWidth).containsExactly(16.0, 24.0, 32.0, 48.0, 64.0, 128.0, 256.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 256})
    void itsCornersAreClearAndItsRowsGoFromReadToLeftOut(int size) {
        int[] argb = Emblem.argb(size);
        int row = (int) (0.22 * size);
        int read = argb[row * size + size / 4];
        int leftOut = argb[row * size + (int) (0.75 * size)];

        assertThat(argb[0]).isZero();
        assertThat(argb[size / 2 * size + size / 20] >>> 24).as("the ground is opaque").isEqualTo(255);
        assertThat(brightness(read)).isGreaterThan(3 * brightness(leftOut));
    }

    private static int brightness(int argb) {
        return (argb >> 16 & 255) + (argb >> 8 & 255) + (argb & 255);
    }
}
