package org.dipscope.ui.cache;

import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.DrawnRegion;
import org.dipscope.ui.heatmap.OutputScale;
import org.dipscope.ui.heatmap.PixelSheet;

import java.util.Arrays;

/** What the newest tokens up to a moment read from Flash, a bar a token, the moment's own at the right end. */
final class FlashTraffic extends DrawnRegion {
    /** The width of a token, in units of the scene. */
    static final double SLOT = 4;

    private final PixelSheet sheet = new PixelSheet();
    private double[] bytes = {};
    private int colour;
    private int newest;

    /** No traffic yet. */
    FlashTraffic() {
        getChildren().add(sheet);
    }

    /** Shows these tokens, the last of which is the moment's. */
    void show(double[] read) {
        bytes = read;
        refresh();
    }

    /** Draws in these colours from now on. */
    void setTones(Tones tones) {
        colour = Tones.argb(tones.loaded());
        newest = Tones.argb(tones.text());
        refresh();
    }

    @Override
    protected void draw() {
        sheet.resizeTo(getWidth(), getHeight());
        double highest = Arrays.stream(bytes).filter(Double::isFinite).max().orElse(0);
        sheet.fill(pixels -> {
            Arrays.fill(pixels, 0);
            for (int i = 0; i < bytes.length && highest > 0; i++) {
                if (Double.isFinite(bytes[i])) {
                    bar(pixels, bytes.length - i, bytes[i] / highest, i == bytes.length - 1 ? newest : colour);
                }
            }
        });
    }

    private void bar(int[] pixels, int fromRight, double share, int argb) {
        double device = OutputScale.of(this);
        int width = sheet.pixelsWide();
        int height = sheet.pixelsHigh();
        int left = (int) Math.round(width - fromRight * SLOT * device);
        int right = left + (int) Math.max(1, Math.round((SLOT - 1) * device));
        for (int y = height - (int) Math.round(share * height); y < height; y++) {
            Arrays.fill(pixels, y * width + Math.max(0, left), y * width + Math.max(0, Math.min(width, right)), argb);
        }
    }
}
