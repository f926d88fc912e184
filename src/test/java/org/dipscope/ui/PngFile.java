package org.dipscope.ui;

import org.dipscope.ui.picture.Picture;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a picture to a file, to be looked at. */
final class PngFile {

    private PngFile() {
    }

    static void write(Picture picture, Path file) throws IOException {
        BufferedImage buffered = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_ARGB);
        buffered.setRGB(0, 0, picture.width(), picture.height(), picture.argb(), 0, picture.width());
        Files.createDirectories(file.getParent());
        ImageIO.write(buffered, "png", file.toFile());
    }
}
