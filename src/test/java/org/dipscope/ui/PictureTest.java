package org.dipscope.ui;

import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The window and its instruments look as somebody has looked at them last. Edges of letters may differ a little from machine to machine; a colour, a
 * place or a word may not. What differs is saved to {@code target/pictures} with the difference: black where it is none.
 */
class PictureTest {
    /** Of 255; the smoothing of a letter's edge differs by less. */
    private static final int NEAR = 48;
    /** The share of pixels that may be farther off than {@link #NEAR}. */
    private static final double FAR_SHARE = 0.001;

    static Stream<Arguments> views() {
        return ExpectedPictures.VIEWS.stream().flatMap(view -> Stream.of(Theme.values()).map(theme -> Arguments.of(view, theme)));
    }

    @ParameterizedTest
    @MethodSource("views")
    void aViewLooksAsItDidWhenSomebodyLookedAtItLast(String view, Theme theme) throws IOException {
        List<BufferedImage> drawn = new ArrayList<>();
        Picture.inJavaFx(() -> drawn.add(ExpectedPictures.draw(view, theme)));
        BufferedImage now = drawn.getFirst();
        BufferedImage expected = ImageIO.read(ExpectedPictures.file(view, theme).toFile());
        assertThat(now.getWidth()).isEqualTo(expected.getWidth());
        assertThat(now.getHeight()).isEqualTo(expected.getHeight());
        BufferedImage difference = difference(now, expected);
        double far = far(difference);
        if (far > FAR_SHARE) {
            Path saved = Files.createDirectories(Path.of("target/pictures")).resolve("difference-" + view + "-" + theme.id() + ".png");
            ImageIO.write(difference, "png", saved.toFile());
            ImageIO.write(now, "png", saved.resolveSibling("now-" + view + "-" + theme.id() + ".png").toFile());
        }
        assertThat(far).as("the share of pixels that differ; see target/pictures/difference-%s-%s.png", view, theme.id()).isLessThanOrEqualTo(FAR_SHARE);
    }

    private static BufferedImage difference(BufferedImage now, BufferedImage expected) {
        BufferedImage difference = new BufferedImage(now.getWidth(), now.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < now.getHeight(); y++) {
            for (int x = 0; x < now.getWidth(); x++) {
                int a = now.getRGB(x, y);
                int b = expected.getRGB(x, y);
                int rgb = 0;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    rgb |= Math.abs((a >> shift & 255) - (b >> shift & 255)) << shift;
                }
                difference.setRGB(x, y, rgb);
            }
        }
        return difference;
    }

    private static double far(BufferedImage difference) {
        int far = 0;
        for (int y = 0; y < difference.getHeight(); y++) {
            for (int x = 0; x < difference.getWidth(); x++) {
                int rgb = difference.getRGB(x, y);
                far += Math.max(rgb >> 16 & 255, Math.max(rgb >> 8 & 255, rgb & 255)) > NEAR ? 1 : 0;
            }
        }
        return (double) far / difference.getWidth() / difference.getHeight();
    }
}
