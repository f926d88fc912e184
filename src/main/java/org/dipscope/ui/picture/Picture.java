package org.dipscope.ui.picture;

import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import org.dipscope.export.PictureNote;

/**
 * A picture with what made it.
 *
 * @param width  pixels
 * @param height pixels
 * @param argb   {@code [height][width]} flattened, {@code 0xAARRGGBB}, not premultiplied
 * @param note   settings, model, version and figures, for the file's metadata
 */
public record Picture(int width, int height, int[] argb, PictureNote note) {

    /** The picture of an image; on any thread. */
    public static Picture of(Image image, PictureNote note) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        return new Picture(width, height, argb, note);
    }
}
