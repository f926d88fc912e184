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
    /** How far below its end a bar is cut that goes beyond the scale. */
    private static final double CUT = 3;

    private final PixelSheet sheet = new PixelSheet();
    private Traffic traffic = Traffic.NONE;
    private int colour;
    private int newest;

    /** No traffic yet. */
    FlashTraffic() {
        getChildren().add(sheet);
    }

    /** Shows these tokens, the last of which is the moment's. */
    void show(Traffic now) {
        traffic = now;
        refresh();
    }

    /** The place of the token at {@code x} among those that are shown; −1 where there is none. */
    int placeAt(double x) {
        int place = traffic.bytes().length - 1 - (int) Math.floor((getWidth() - x) / SLOT);
        return place < traffic.bytes().length ? Math.max(-1, place) : -1;
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
        double[] bytes = traffic.bytes();
        sheet.fill(pixels -> {
            Arrays.fill(pixels, 0);
            for (int i = 0; i < bytes.length && traffic.most() > 0; i++) {
                if (Double.isFinite(bytes[i])) {
                    bar(pixels, bytes.length - i, bytes[i] / traffic.most(), i == bytes.length - 1 ? newest : colour);
                }
            }
        });
    }

    /** A bar that goes beyond the scale is cut, and shows it. */
    private void bar(int[] pixels, int fromRight, double share, int argb) {
        double device = OutputScale.of(this);
        int width = sheet.pixelsWide();
        int height = sheet.pixelsHigh();
        int left = (int) Math.round(width - fromRight * SLOT * device);
        int right = left + (int) Math.max(1, Math.round((SLOT - 1) * device));
        int cut = share > 1 ? (int) Math.round(CUT * device) : -1;
        for (int y = height - (int) Math.round(Math.min(1, share) * height); y < height; y++) {
            if (y >= cut && y < cut + Math.max(1, Math.round(device))) {
                continue;
            }
            Arrays.fill(pixels, y * width + Math.max(0, left), y * width + Math.max(0, Math.min(width, right)), argb);
        }
    }
}
