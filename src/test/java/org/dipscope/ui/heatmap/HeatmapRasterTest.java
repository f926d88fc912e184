package org.dipscope.ui.heatmap;

import org.dipscope.ui.colour.ColourMap;
import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class HeatmapRasterTest {
    private static final int[] STATES = {0xFF2A313C, 0xFF22364F, 0xFF3F86C9, 0xFFFFB347, 0xFFC77DFF};

    private final HeatmapRaster raster = new HeatmapRaster();

    @Test
    void columnsWiderThanPixelsKeepTheirEdges() {
        Cells cells = random(4, 10, STATES.length, 1);
        int[] pixels = draw(cells, Palette.ofStates(STATES), Span.WHOLE, Span.WHOLE, 35, 4, 0);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 35; x++) {
                int column = (int) ((x + 0.5) * 10 / 35);
                assertThat(pixels[y * 35 + x]).as("pixel %d, %d", x, y).isEqualTo(STATES[cells.level(y, column)]);
            }
        }
    }

    @Test
    void aPixelShowsTheShareOfExactlyTheColumnsThatItCovers() {
        Cells cells = random(3, 1536, 256, 2);
        ColourMap map = ColourMap.viridis();
        for (int width : new int[] {463, 926, 1535, 7, 1}) {
            int[] pixels = draw(cells, Palette.ofAmounts(map), Span.WHOLE, Span.WHOLE, width, 3, 0);
            for (int row = 0; row < 3; row++) {
                for (int x = 0; x < width; x++) {
                    double mean = mean(cells, row, x * 1536.0 / width, (x + 1) * 1536.0 / width);
                    assertThat(pixels[row * width + x]).as("width %d, pixel %d", width, x)
                            .isIn(map.colour((int) Math.floor(mean + 0.5 - 1e-9)), map.colour((int) Math.floor(mean + 0.5 + 1e-9)));
                }
            }
        }
    }

    @Test
    void statesAreMixedInProportionToTheirCells() {
        Cells cells = random(2, 1536, STATES.length, 3);
        int width = 463;
        int[] pixels = draw(cells, Palette.ofStates(STATES), Span.WHOLE, Span.WHOLE, width, 2, 0);
        for (int row = 0; row < 2; row++) {
            for (int x = 0; x < width; x++) {
                for (int shift = 0; shift <= 16; shift += 8) {
                    double expected = channelMean(cells, row, x * 1536.0 / width, (x + 1) * 1536.0 / width, shift);
                    assertThat((double) (pixels[row * width + x] >> shift & 255)).isCloseTo(expected, org.assertj.core.data.Offset.offset(0.51));
                }
            }
        }
    }

    @Test
    void noCellIsLostWhateverTheWidth() {
        for (int width = 1; width < 200; width += 3) {
            for (int column = 0; column < 1536; column += 61) {
                Cells cells = new Cells(1, 1536);
                cells.levels()[column] = 1;
                int[] pixels = draw(cells, Palette.ofStates(0xFF000000, 0xFFFFFFFF), Span.WHOLE, Span.WHOLE, width, 1, 0);
                double light = 0;
                for (int pixel : pixels) {
                    light += pixel & 255;
                }
                assertThat(light).as("one cell at %d in %d pixels", column, width).isCloseTo(255.0 * width / 1536, org.assertj.core.data.Offset.offset(1.1));
            }
        }
    }

    @Test
    void theProfileIsTheMeanOfExactlyTheCellsAboveEachOther() {
        Cells cells = random(5, 1536, 256, 4);
        Span columns = new Span(0.25, 0.75);
        for (int width : new int[] {463, 768, 1400}) {
            int[] means = new int[width];
            raster.profile(cells, Palette.ofAmounts(ColourMap.viridis()), 1, 4, columns, means, width);
            for (int x = 0; x < width; x++) {
                double mean = 0;
                for (int row = 1; row < 4; row++) {
                    mean += mean(cells, row, 384 + x * 768.0 / width, 384 + (x + 1) * 768.0 / width) / 3;
                }
                assertThat((double) means[x]).as("width %d, pixel %d", width, x).isCloseTo(mean, org.assertj.core.data.Offset.offset(0.5 + 1e-6));
            }
        }
    }

    @Test
    void theProfileOfStatesCountsThoseThatThePaletteSays() {
        Cells cells = random(2, 600, STATES.length, 5);
        int[] means = new int[1];
        raster.profile(cells, Palette.ofStates(STATES).profiled(level -> level == 3 ? 255 : 0, STATES[3]), 0, 2, Span.WHOLE, means, 1);
        int counted = 0;
        for (byte level : cells.levels()) {
            counted += level == 3 ? 1 : 0;
        }
        assertThat(means[0]).isEqualTo(Math.round(255f * counted / 1200));
    }

    @Test
    void moreColumnsInOnePixelThanAFieldOfARunningSumHoldsAreStillExact() {
        Cells cells = new Cells(1, 40_000);
        java.util.Arrays.fill(cells.levels(), (byte) 1);
        int[] pixels = draw(cells, Palette.ofStates(0xFF000000, 0xFFFEDCBA), Span.WHOLE, Span.WHOLE, 5, 1, 0);
        assertThat(pixels).containsOnly(0xFFFEDCBA);
    }

    @Test
    void moreRowsThanPixelsAreAveraged() {
        Cells cells = new Cells(8, 2);
        for (int row : new int[] {0, 1, 2, 4}) {
            cells.levels()[row * 2] = (byte) 255;
        }
        int[] pixels = draw(cells, Palette.ofAmounts(ColourMap.between(0xFF000000, 0xFFFFFFFF)), Span.WHOLE, Span.WHOLE, 2, 2, 1);
        ColourMap map = ColourMap.between(0xFF000000, 0xFFFFFFFF);
        assertThat(pixels).containsExactly(map.colour(191), map.colour(0), map.colour(64), map.colour(0));
    }

    @Test
    void rowsArePartedByTransparentPixelsButTheLastIsNot() {
        int[] pixels = draw(random(3, 1, 1, 4), Palette.ofStates(0xFF123456), Span.WHOLE, Span.WHOLE, 1, 15, 1);
        int ink = 0xFF123456;
        assertThat(pixels).containsExactly(ink, ink, ink, ink, 0, ink, ink, ink, ink, 0, ink, ink, ink, ink, ink);
    }

    @Test
    void rowsThatAreTooThinForGapsHaveNone() {
        assertThat(draw(random(3, 1, 1, 4), Palette.ofStates(0xFF123456), Span.WHOLE, Span.WHOLE, 1, 14, 1)).containsOnly(0xFF123456);
    }

    @Test
    void aSpanShowsOnlyItsPart() {
        Cells cells = random(10, 100, STATES.length, 5);
        int[] pixels = draw(cells, Palette.ofStates(STATES), new Span(0.5, 0.7), new Span(0.2, 0.3), 10, 2, 0);
        for (int row = 0; row < 2; row++) {
            for (int x = 0; x < 10; x++) {
                assertThat(pixels[row * 10 + x]).isEqualTo(STATES[cells.level(5 + row, 20 + x)]);
            }
        }
    }

    @Test
    void everyPixelIsDrawnAnew() {
        int[] pixels = new int[50 * 31];
        java.util.Arrays.fill(pixels, 0x77777777);
        raster.draw(random(7, 13, STATES.length, 6), Palette.ofStates(STATES), new Span(0.13, 0.77), new Span(0.31, 0.9), pixels, 50, 31, 1);
        assertThat(pixels).doesNotContain(0x77777777);
    }

    private int[] draw(Cells cells, Palette palette, Span rows, Span columns, int width, int height, int gap) {
        int[] pixels = new int[width * height];
        raster.draw(cells, palette, rows, columns, pixels, width, height, gap);
        return pixels;
    }

    private static Cells random(int rows, int columns, int levels, long seed) {
        Cells cells = new Cells(rows, columns);
        Random random = new Random(seed);
        for (int i = 0; i < cells.levels().length; i++) {
            cells.levels()[i] = (byte) random.nextInt(levels);
        }
        return cells;
    }

    private static double mean(Cells cells, int row, double from, double to) {
        double sum = 0;
        for (int column = 0; column < cells.columns(); column++) {
            sum += overlap(column, from, to) * cells.level(row, column);
        }
        return sum / (to - from);
    }

    private static double channelMean(Cells cells, int row, double from, double to, int shift) {
        double sum = 0;
        for (int column = 0; column < cells.columns(); column++) {
            sum += overlap(column, from, to) * (STATES[cells.level(row, column)] >> shift & 255);
        }
        return sum / (to - from);
    }

    private static double overlap(int column, double from, double to) {
        return Math.max(0, Math.min(column + 1, to) - Math.max(column, from));
    }
}
