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

/** The widest map there is, 14,336 columns by 80 layers (a GLU of Llama 70B's depth), into the pixels of a map on the screen; and its profile. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class AggregationBenchmark {
    private static final int COLUMNS = 14_336;
    private static final int LAYERS = 80;
    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;

    @Param({"amounts", "states"})
    private String palette;

    private final HeatmapRaster raster = new HeatmapRaster();
    private final Cells cells = new Cells(LAYERS, COLUMNS);
    private final int[] pixels = new int[WIDTH * HEIGHT];
    private final int[] means = new int[WIDTH];
    private Palette colours;

    @Setup
    public void fill() {
        Random random = new Random(1);
        boolean amounts = palette.equals("amounts");
        for (int i = 0; i < cells.levels().length; i++) {
            cells.levels()[i] = (byte) random.nextInt(amounts ? 256 : 5);
        }
        colours = amounts ? Palette.ofAmounts(ColourMap.viridis()) : Palette.ofStates(0xFF2A313C, 0xFF22364F, 0xFF3F86C9, 0xFFFFB347, 0xFFC77DFF);
    }

    @Benchmark
    public int[] draw() {
        raster.draw(cells, colours, Span.WHOLE, Span.WHOLE, pixels, WIDTH, HEIGHT, 1);
        return pixels;
    }

    @Benchmark
    public int[] profile() {
        raster.profile(cells, colours, 0, LAYERS, Span.WHOLE, means, WIDTH);
        return means;
    }
}
