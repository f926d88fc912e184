package org.dipscope.sparsity;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Calibrations made of random numbers, for every method that needs one. */
public final class Calibrations {

    private Calibrations() {
    }

    /** All parts that any method needs, for a model of this shape; the merged weights are empty. */
    public static Calibration everything(String fingerprint, int layers, int hidden, int intermediate) {
        byte[] nothing = new byte[layers];
        return of(fingerprint, layers, hidden, intermediate,
                MergedWeights.of(MemorySegment.ofArray(nothing), MemorySegment.ofArray(nothing), MemorySegment.ofArray(nothing), layers));
    }

    /** The same with these merged weights. */
    public static Calibration of(String fingerprint, int layers, int hidden, int intermediate, MergedWeights merged) {
        return new Calibration(origin(fingerprint, layers, hidden, intermediate), List.of(thresholds(CalibrationKind.CATS, layers),
                thresholds(CalibrationKind.TEAL, layers), predictor(layers, hidden, intermediate, 2), adapters(layers, hidden, intermediate, 3), merged),
                "random.cal", "1");
    }

    public static CalibrationOrigin origin(String fingerprint, int layers, int hidden, int intermediate) {
        return new CalibrationOrigin("random", fingerprint, layers, hidden, intermediate, "text", "hash", 1, Map.of("rank", "3"), Map.of());
    }

    /** Quantiles of half-normal numbers. */
    public static Thresholds thresholds(CalibrationKind kind, int layers) {
        Map<Hook, float[][]> quantiles = new EnumMap<>(Hook.class);
        for (Hook hook : kind == CalibrationKind.CATS ? new Hook[] {Hook.ROWS} : new Hook[] {Hook.INPUT, Hook.DOWN}) {
            float[][] rows = new float[layers][];
            for (int layer = 0; layer < layers; layer++) {
                float[] values = row(new Random(layer), 4000);
                for (int i = 0; i < values.length; i++) {
                    values[i] = Math.abs(values[i]);
                }
                Arrays.sort(values);
                rows[layer] = Thresholds.quantiles(values);
            }
            quantiles.put(hook, rows);
        }
        return new Thresholds(kind, quantiles);
    }

    public static Predictor predictor(int layers, int hidden, int intermediate, int width) {
        return new Predictor(width, rows(1, layers, (hidden + 1) * width), rows(2, layers, (width + 1) * intermediate));
    }

    public static Adapters adapters(int layers, int hidden, int intermediate, int rank) {
        Map<Matrix, float[][]> a = new EnumMap<>(Matrix.class);
        Map<Matrix, float[][]> b = new EnumMap<>(Matrix.class);
        for (Matrix matrix : Matrix.values()) {
            int columns = matrix == Matrix.DOWN ? intermediate : hidden;
            a.put(matrix, rows(3 + matrix.ordinal(), layers, rank * columns));
            b.put(matrix, rows(6 + matrix.ordinal(), layers, rank * (hidden + intermediate - columns)));
        }
        return new Adapters(rank, a, b);
    }

    private static float[][] rows(int seed, int rows, int width) {
        Random random = new Random(seed);
        float[][] values = new float[rows][];
        for (int row = 0; row < rows; row++) {
            values[row] = row(random, width);
        }
        return values;
    }

    private static float[] row(Random random, int width) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = (float) random.nextGaussian();
        }
        return row;
    }
}
