package org.dipscope.ui.heatmap;

import org.dipscope.ui.colour.ColourMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Cells to pixels, 2048 columns by 512 rows: drawn one to one, and into half as many pixels each way. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class HeatmapRasterBenchmark {
    private static final int COLUMNS = 2048;
    private static final int ROWS = 512;

    @Param({"amounts", "states"})
    private String palette;
    @Param({"1", "2"})
    private int shrink;

    private final HeatmapRaster raster = new HeatmapRaster();
    private final Cells cells = new Cells(ROWS, COLUMNS);
    private Palette colours;
    private int[] pixels;

    @Setup
    public void fill() {
        Random random = new Random(1);
        boolean amounts = palette.equals("amounts");
        for (int i = 0; i < cells.levels().length; i++) {
            cells.levels()[i] = (byte) random.nextInt(amounts ? 256 : 5);
        }
        colours = amounts ? Palette.ofAmounts(ColourMap.viridis()) : Palette.ofStates(0xFF2A313C, 0xFF22364F, 0xFF3F86C9, 0xFFFFB347, 0xFFC77DFF);
        pixels = new int[COLUMNS / shrink * (ROWS / shrink)];
    }

    @Benchmark
    public int[] draw() {
        raster.draw(cells, colours, Span.WHOLE, Span.WHOLE, pixels, COLUMNS / shrink, ROWS / shrink, 1);
        return pixels;
    }
}
