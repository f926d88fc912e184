package org.dipscope.ui.picture;

import org.dipscope.ui.theme.Theme;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which picture is wanted.
 *
 * @param view   what it shows
 * @param theme  light or dark
 * @param width  logical pixels, 640 to 8192
 * @param height logical pixels, 480 to 8192
 * @param scale  pixels of the picture per logical pixel, 1 to 4
 * @param sweep  the points of a trade-off, which no other view needs
 */
public record ScreenshotRequest(PictureView view, Theme theme, int width, int height, double scale, Optional<Path> sweep) {

    public ScreenshotRequest {
        if (view == PictureView.TRADE_OFF && sweep.isEmpty()) {
            throw new IllegalArgumentException("a trade-off needs points; name with --sweep the file that 'dipscope sweep' wrote.");
        }
        if (width < 640 || height < 480 || width > 8192 || height > 8192) {
            throw new IllegalArgumentException("a picture of %d × %d does not work; give a size from 640x480 to 8192x8192.".formatted(width, height));
        }
        if (!(scale >= 1 && scale <= 4)) {
            throw new IllegalArgumentException("a scale of " + scale + " does not work; give 1 to 4.");
        }
    }

    /** A picture of runs alone. */
    public ScreenshotRequest(PictureView view, Theme theme, int width, int height, double scale) {
        this(view, theme, width, height, scale, Optional.empty());
    }
}
