package org.dipscope.calibration;

import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.WorkerPool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.DoubleFunction;

/**
 * Rounds a matrix into a file's type so that its product with the inputs changes least: what rounding a column does to the output is made
 * up for in the columns after it (GPTQ in its LDL form). Rows are independent of each other.
 */
final class Rounding {
    private static final Set<TensorType> WRITABLE = EnumSet.of(TensorType.Q4_0, TensorType.Q4_1, TensorType.Q8_0, TensorType.F16, TensorType.F32);
    private static final int BLOCK = 32;
    private static final double[] SHRINKS = {1, 0.95, 0.9, 0.85, 0.8};

    private final WorkerPool workers;

    Rounding(WorkerPool workers) {
        this.workers = workers;
    }

    /** Throws {@link IllegalArgumentException} with one sentence for a type that {@link #round} cannot write. */
    static void requireWritable(TensorType type) {
        if (!WRITABLE.contains(type)) {
            throw new IllegalArgumentException("merged weights cannot be written as %s; they exist for Q4_0, Q4_1, Q8_0, F16 and F32.".formatted(type));
        }
    }

    /**
     * Rounds.
     *
     * @param weights  {@code [rows][columns]}, replaced by what the bytes mean
     * @param feedback {@code [columns][columns]}, see {@link RidgeFit#feedback}
     * @return the bytes as a GGUF file has them, row after row
     * @throws IllegalArgumentException for a type that it cannot write
     */
    byte[] round(TensorType type, float[] weights, int rows, int columns, float[] feedback) {
        requireWritable(type);
        int rowBytes = columns / type.blockElements() * type.blockBytes();
        byte[] bytes = new byte[Math.multiplyExact(rows, rowBytes)];
        workers.run(rows, (row, _) -> {
            float[] target = new float[columns];
            System.arraycopy(weights, row * columns, target, 0, columns);
            ByteBuffer out = ByteBuffer.wrap(bytes, row * rowBytes, rowBytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < columns; from += BLOCK) {
                block(type, target, from, Math.min(BLOCK, columns - from), columns, feedback, out, weights, row * columns);
            }
        });
        return bytes;
    }

    private static void block(TensorType type, float[] target, int from, int count, int columns, float[] feedback, ByteBuffer out, float[] weights, int at) {
        Grid grid = Grid.of(type, target, from, count);
        int[] quants = new int[count];
        for (int i = 0; i < count; i++) {
            int column = from + i;
            quants[i] = grid.quant(target[column]);
            float value = grid.value(quants[i], target[column]);
            // What the columns so far have lost of the weight that was wanted, and not of the one that made up for others.
            float error = weights[at + column] - value;
            weights[at + column] = value;
            int base = column * columns;
            for (int k = column + 1; k < columns; k++) {
                target[k] += error * feedback[base + k];
            }
        }
        switch (type) {
            case Q4_0, Q4_1 -> {
                out.putShort(Float.floatToFloat16(grid.scale));
                if (type == TensorType.Q4_1) {
                    out.putShort(Float.floatToFloat16(grid.least));
                }
                for (int i = 0; i < BLOCK / 2; i++) {
                    out.put((byte) (quants[i] | quants[i + BLOCK / 2] << 4));
                }
            }
            case Q8_0 -> {
                out.putShort(Float.floatToFloat16(grid.scale));
                for (int i = 0; i < BLOCK; i++) {
                    out.put((byte) quants[i]);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    out.putShort(Float.floatToFloat16(weights[at + from + i]));
                }
            }
            case F32 -> {
                for (int i = 0; i < count; i++) {
                    out.putFloat(weights[at + from + i]);
                }
            }
            default -> throw new IllegalStateException("refused before: " + type);
        }
    }

    /**
     * The values that a block can take: {@code least + scale · quant}.
     *
     * @param most the largest quant; 0 for types without quants
     * @param low  the smallest
     */
    private record Grid(TensorType type, float scale, float least, int low, int most) {

        static Grid of(TensorType type, float[] target, int from, int count) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (int i = from; i < from + count; i++) {
                min = Math.min(min, target[i]);
                max = Math.max(max, target[i]);
            }
            float middle = (min + max) / 2;
            float spread = max - min;
            float extreme = -min > max ? min : max;
            return switch (type) {
                case Q4_1 -> best(target, from, count, shrink ->
                        new Grid(type, half(spread * shrink / 15), half(middle - spread * shrink / 2), 0, 15));
                case Q4_0 -> best(target, from, count, shrink -> {
                    float scale = half(extreme * shrink / -8);
                    return new Grid(type, scale, -8 * scale, 0, 15);
                });
                case Q8_0 -> new Grid(type, half(Math.max(-min, max) / 127), 0, -127, 127);
                default -> new Grid(type, 1, 0, 0, 0);
            };
        }

        private static Grid best(float[] target, int from, int count, DoubleFunction<Grid> candidate) {
            Grid best = null;
            double least = Double.POSITIVE_INFINITY;
            for (double shrink : SHRINKS) {
                Grid grid = candidate.apply(shrink);
                double sum = 0;
                for (int i = from; i < from + count; i++) {
                    double error = target[i] - grid.value(grid.quant(target[i]), target[i]);
                    sum += error * error;
                }
                if (sum < least) {
                    least = sum;
                    best = grid;
                }
            }
            return best;
        }

        private static float half(double value) {
            return Float.float16ToFloat(Float.floatToFloat16((float) value));
        }

        int quant(float value) {
            return scale == 0 ? low : Math.clamp(Math.round((value - least) / scale), low, most);
        }

        float value(int quant, float plain) {
            return switch (type) {
                case F32 -> plain;
                case F16 -> half(plain);
                default -> least + scale * quant;
            };
        }
    }
}
