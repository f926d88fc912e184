package org.dipscope.ui.heatmap;

import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

import java.nio.IntBuffer;
import java.util.function.Consumer;

/** A picture of one pixel to a device pixel, filled by hand: where much is drawn often, this costs a fraction of what shapes do. */
public final class PixelSheet extends ImageView {
    private PixelBuffer<IntBuffer> buffer;
    private int width;
    private int height;

    /** A sheet that has still to be given its size. */
    public PixelSheet() {
        setSmooth(false);
        setMouseTransparent(true);
        setManaged(false);
    }

    /**
     * Takes a size, and forgets its pixels where that is another one than before.
     *
     * @param unitsWide in units of the scene, above 0
     * @param unitsHigh in units of the scene, above 0
     * @return whether it is another one
     */
    public boolean resizeTo(double unitsWide, double unitsHigh) {
        double scale = OutputScale.of(this);
        int newWidth = (int) Math.max(1, Math.round(unitsWide * scale));
        int newHeight = (int) Math.max(1, Math.round(unitsHigh * scale));
        boolean resized = buffer == null || newWidth != width || newHeight != height;
        if (resized) {
            width = newWidth;
            height = newHeight;
            buffer = new PixelBuffer<>(width, height, IntBuffer.allocate(width * height), PixelFormat.getIntArgbPreInstance());
            setImage(new WritableImage(buffer));
        }
        setFitWidth(width / scale);
        setFitHeight(height / scale);
        return resized;
    }

    /** Device pixels in a row. */
    public int pixelsWide() {
        return width;
    }

    /** Rows of device pixels. */
    public int pixelsHigh() {
        return height;
    }

    /** Lets {@code filling} change the pixels, {@code [height][width]} flattened, {@code 0xAARRGGBB} premultiplied, and shows them. */
    public void fill(Consumer<int[]> filling) {
        if (!Platform.isFxApplicationThread()) {
            // Nothing shows a sheet of another thread yet: its pixels become an image of their own, to which nobody has to be told what changed.
            filling.accept(buffer.getBuffer().array());
            setImage(new WritableImage(buffer));
            return;
        }
        buffer.updateBuffer(pixels -> {
            filling.accept(pixels.getBuffer().array());
            return new Rectangle2D(0, 0, width, height);
        });
    }
}
