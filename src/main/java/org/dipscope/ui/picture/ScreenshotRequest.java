package org.dipscope.ui.picture;

import org.dipscope.ui.theme.Theme;

/**
 * Which picture is wanted.
 *
 * @param view   what it shows
 * @param theme  light or dark
 * @param width  logical pixels, 640 to 8192
 * @param height logical pixels, 480 to 8192
 * @param scale  pixels of the picture per logical pixel, 1 to 4
 */
public record ScreenshotRequest(PictureView view, Theme theme, int width, int height, double scale) {

    public ScreenshotRequest {
        if (width < 640 || height < 480 || width > 8192 || height > 8192) {
            throw new IllegalArgumentException("a picture of %d × %d does not work; give a size from 640x480 to 8192x8192.".formatted(width, height));
        }
        if (!(scale >= 1 && scale <= 4)) {
            throw new IllegalArgumentException("a scale of " + scale + " does not work; give 1 to 4.");
        }
    }
}
