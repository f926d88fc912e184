package org.dipscope.kernel;

import org.dipscope.gguf.BlockDecoder;
import org.dipscope.gguf.BlockLayout;
import org.dipscope.gguf.TensorType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/**
 * A tensor of random bytes in the file's row order, its weights as the reference decoder reads them, and how large the numbers
 * are that a kernel handles on the way to a weight, from which the rounding that it may show follows.
 */
record RawTensor(TensorType type, int rows, int columns, byte[] bytes, float[][] weights, float[][] magnitudes) {

    /** What the scales of a tensor are like; quants and, for floats, mantissas are random. */
    enum Scales {
        /** Of the sizes and both signs that real tensors have. */
        USUAL,
        /** All below zero. */
        NEGATIVE,
        /** One scale everywhere, one quant everywhere. */
        ALL_EQUAL,
        /** Nothing but zeros. */
        ZERO,
        /** Halves, and for 32-bit tensors floats, that are denormal. */
        DENORMAL,
        /** Near the end of the range. */
        LARGE,
        /** All of the above in turns. */
        MIXED
    }

    static RawTensor random(TensorType type, int rows, int columns, Scales scales, long seed) {
        Random random = new Random(seed);
        int[] halves = halves(type);
        byte[] bytes = new byte[Math.toIntExact((long) rows * columns / type.blockElements() * type.blockBytes())];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int block = 0; buffer.hasRemaining(); block++) {
            Scales kind = scales == Scales.MIXED ? Scales.values()[block % 6] : scales;
            if (type == TensorType.F32) {
                buffer.putFloat(single(kind, random));
                continue;
            }
            if (type == TensorType.F16) {
                buffer.putShort(half(kind, random));
                continue;
            }
            if (type == TensorType.BF16) {
                buffer.putShort((short) (Float.floatToRawIntBits(single(kind, random)) >>> 16));
                continue;
            }
            byte[] content = new byte[type.blockBytes()];
            random.nextBytes(content);
            if (kind == Scales.ALL_EQUAL || kind == Scales.ZERO) {
                Arrays.fill(content, (byte) (kind == Scales.ZERO ? 0 : 0x99));
            }
            for (int at : halves) {
                short scale = half(kind, random);
                // −8 d has to be a half as well.
                short bits = type == TensorType.Q4_0 && kind == Scales.LARGE ? Float.floatToFloat16(Float.float16ToFloat(scale) / 8) : scale;
                content[at] = (byte) bits;
                content[at + 1] = (byte) (bits >> 8);
            }
            buffer.put(content);
        }
        return of(type, rows, columns, bytes);
    }

    static RawTensor of(TensorType type, int rows, int columns, byte[] bytes) {
        float[][] weights = new float[rows][columns];
        float[][] magnitudes = new float[rows][columns];
        MemorySegment source = MemorySegment.ofArray(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int rowBytes = bytes.length / rows;
        for (int row = 0; row < rows; row++) {
            BlockDecoder.decode(type, source, (long) row * rowBytes, weights[row], 0, columns);
            for (int column = 0; column < columns; column++) {
                int at = row * rowBytes + column / type.blockElements() * type.blockBytes();
                int group = column % type.blockElements() / BlockLayout.of(type).map(BlockLayout::group).orElse(1);
                magnitudes[row][column] = switch (type) {
                    case Q4_0 -> 40 * scale(buffer, at);
                    case Q4_1 -> 32 * scale(buffer, at) + scale(buffer, at + 2);
                    case Q8_0 -> 128 * scale(buffer, at);
                    case F16, F32, BF16 -> Math.abs(weights[row][column]);
                    case Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS -> magnitude(BlockLayout.of(type).orElseThrow(), source, at, group);
                };
            }
        }
        return new RawTensor(type, rows, columns, bytes, weights, magnitudes);
    }

    /** Where a block has 16-bit scales and minima. */
    static int[] halves(TensorType type) {
        return switch (type) {
            case F32, F16, BF16 -> new int[0];
            case Q4_0, Q5_0, Q8_0, IQ4_NL, IQ4_XS -> new int[] {0};
            case Q4_1, Q5_1, Q4_K, Q5_K -> new int[] {0, 2};
            case Q2_K -> new int[] {80, 82};
            case Q3_K -> new int[] {108};
            case Q6_K -> new int[] {208};
        };
    }

    /** A width that the type can have, near to the given one and not below. */
    static int width(TensorType type, int columns) {
        return (columns + type.blockElements() - 1) / type.blockElements() * type.blockElements();
    }

    /** The largest quant, or table value plus 128, and what is taken from it, times the scale; and the minimum. */
    private static float magnitude(BlockLayout layout, MemorySegment source, long block, int group) {
        float quants = layout.table().length > 0 ? 241 + 128 : (1 << layout.bits()) + layout.offset();
        return quants * Math.abs(Float.float16ToFloat(layout.scale(source, block)) * layout.factor(source, block, group))
                + Math.abs(Float.float16ToFloat(layout.minimum(source, block)) * layout.minimumFactor(source, block, group));
    }

    /** The tensor in column order. */
    ColumnMatrix pack(WorkerPool workers, Arena arena, int panelRows) {
        return new MatrixPacker(workers, arena).pack(type, new MemorySegment[] {segment()}, new int[] {rows}, columns, panelRows);
    }

    MemorySegment segment() {
        return MemorySegment.ofArray(bytes);
    }

    /** {@code Σ x[xAt + c]·W[row][c]} over the chosen columns, in double precision. */
    double product(int row, int[] chosen, int count, float[] x, int xAt) {
        double sum = 0;
        for (int n = 0; n < count; n++) {
            sum += (double) weights[row][chosen[n]] * x[xAt + chosen[n]];
        }
        return sum;
    }

    /**
     * How far a float product may lie from {@link #product}: 2·10⁻⁶ of the numbers that went into it, which is less than what one
     * quant more or less in one weight of 1,536 would change.
     */
    double tolerance(int row, int[] chosen, int count, float[] x, int xAt) {
        double sum = 0;
        for (int n = 0; n < count; n++) {
            sum += (double) magnitudes[row][chosen[n]] * Math.abs(x[xAt + chosen[n]]);
        }
        return 2e-6 * sum + 4 * Float.MIN_VALUE * (count + 1);
    }

    private static float scale(ByteBuffer buffer, int at) {
        return Math.abs(Float.float16ToFloat(buffer.getShort(at)));
    }

    private static short half(Scales kind, Random random) {
        int sign = random.nextBoolean() ? 0x8000 : 0;
        return (short) switch (kind) {
            case USUAL, MIXED -> sign | 0x2000 + random.nextInt(0x1000);
            case NEGATIVE -> 0x8000 | 0x2000 + random.nextInt(0x1000);
            case ALL_EQUAL -> 0x2E66;
            case ZERO -> 0;
            case DENORMAL -> sign | random.nextInt(0x400);
            case LARGE -> sign | 0x7BFF - random.nextInt(0x200);
        };
    }

    private static float single(Scales kind, Random random) {
        float sign = random.nextBoolean() ? 1 : -1;
        return switch (kind) {
            case USUAL, MIXED -> sign * random.nextFloat();
            case NEGATIVE -> -random.nextFloat();
            case ALL_EQUAL -> 0.1f;
            case ZERO -> 0;
            case DENORMAL -> sign * Float.intBitsToFloat(random.nextInt(0x80_0000));
            case LARGE -> sign * 1e30f * (1 + random.nextFloat());
        };
    }
}
