package org.dipscope.kernel;

import org.dipscope.gguf.TensorType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Repacks tensors from the file's row order into column order, on all workers. */
public final class MatrixPacker {
    /** The most rows of a panel: beyond them its accumulators leave the caches near the processor, and long pieces no longer make up for that. */
    static final int TALLEST = 8192;

    private final WorkerPool workers;
    private final HugePages memory;
    private final BooleanSupplier cancelled;

    /** Packs with these workers into memory that lives as long as the arena, which must be open to all threads. */
    public MatrixPacker(WorkerPool workers, Arena arena) {
        this(workers, arena, () -> false);
    }

    /**
     * As above, but packing ends with a {@link CancellationException} soon after it was cancelled.
     *
     * @param cancelled asked from all workers, many times a second
     */
    public MatrixPacker(WorkerPool workers, Arena arena, BooleanSupplier cancelled) {
        this.workers = workers;
        this.memory = new HugePages(arena);
        this.cancelled = cancelled;
    }

    /** The bytes that a matrix takes when it is packed; the same for one and for several tensors of so many rows together. */
    public static long bytes(TensorType type, int rows, int columns) {
        return ColumnMatrix.bytes(format(type, columns), rows, columns, panel(rows));
    }

    /** Rows of a panel where a column's length counts: all, or as few equal parts of them as are low enough. */
    private static int panel(int rows) {
        return ColumnMatrix.padded(ColumnMatrix.ceil(rows, ColumnMatrix.ceil(rows, TALLEST)));
    }

    /** Whether two matrices of so many rows are better packed as a {@link #pair} than each for itself. */
    public static boolean pairs(int rows) {
        return 2L * ColumnMatrix.padded(rows) <= TALLEST;
    }

    /**
     * Packs tensors of one type as one matrix, their rows one below the other.
     *
     * @param type      the tensors' type
     * @param tensors   their bytes, row after row
     * @param rows      how many rows each has
     * @param columns   elements of a row
     * @param panelRows rows of a panel, a multiple of {@link ColumnMatrix#tile()}; 0 keeps whole columns together
     *                  up to {@value #TALLEST} rows
     * @throws IllegalArgumentException if a scale or a weight is not finite, or the panel no multiple of the tile
     */
    public ColumnMatrix pack(TensorType type, MemorySegment[] tensors, int[] rows, int columns, int panelRows) {
        if (panelRows < 0 || panelRows % ColumnMatrix.tile() != 0) {
            throw new IllegalArgumentException("a panel of %d rows is no multiple of %d.".formatted(panelRows, ColumnMatrix.tile()));
        }
        int total = 0;
        for (int count : rows) {
            total = Math.addExact(total, count);
        }
        BlockFormat format = format(type, columns);
        int panel = panelRows == 0 ? panel(total) : panelRows;
        MemorySegment data = memory.allocate(ColumnMatrix.bytes(format, total, columns, panel));
        ColumnMatrix matrix = new ColumnMatrix(format, total, columns, panel, data);
        MemorySegment source = tensors.length == 1 ? tensors[0] : null;
        long rowBytes = rowBytes(type, columns);
        if (source == null) {
            // Fused matrices are small (the attention's projections), so joining their bytes first costs less than it saves code.
            try (Arena joined = Arena.ofShared()) {
                source = joined.allocate(total * rowBytes, 64);
                long at = 0;
                for (MemorySegment tensor : tensors) {
                    MemorySegment.copy(tensor, 0, source, at, tensor.byteSize());
                    at += tensor.byteSize();
                }
                pack(matrix, source, rowBytes);
            }
        } else {
            pack(matrix, source, rowBytes);
        }
        return matrix;
    }

    /**
     * Packs two tensors of one shape and type so that each column of the one is followed by the same column of the other: products
     * with both then read pieces of twice the length, which memory delivers faster, above all where columns are left out.
     *
     * @param rows    how many rows each has, few enough for {@link #pairs}
     * @param columns elements of a row
     * @return the two matrices, the first above the second
     * @throws IllegalArgumentException if a scale or a weight is not finite
     */
    public ColumnMatrix[] pair(TensorType type, MemorySegment one, MemorySegment other, int rows, int columns) {
        int padded = ColumnMatrix.padded(rows);
        // Bytes that are zero are weights that are zero in every format.
        MemorySegment padding = MemorySegment.ofArray(new byte[Math.toIntExact((padded - rows) * rowBytes(type, columns))]);
        ColumnMatrix whole = pack(type, new MemorySegment[] {one, padding, other}, new int[] {rows, padded - rows, rows}, columns, 0);
        return new ColumnMatrix[] {whole.window(0, rows), whole.window(padded, rows)};
    }

    private void pack(ColumnMatrix matrix, MemorySegment source, long rowBytes) {
        int blocks = matrix.blocks();
        workers.run(matrix.panels() * blocks, (chunk, worker) -> {
            if (cancelled.getAsBoolean()) {
                return;
            }
            matrix.pack(source, rowBytes, chunk / blocks, chunk % blocks);
        });
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("loading was cancelled");
        }
    }

    private static long rowBytes(TensorType type, int columns) {
        return (long) columns / type.blockElements() * type.blockBytes();
    }

    private static BlockFormat format(TensorType type, int columns) {
        return switch (type) {
            case Q8_0 -> new ByteFormat();
            case F16 -> new FloatFormat(true, columns);
            case F32 -> new FloatFormat(false, columns);
            case BF16 -> new BrainFloatFormat(columns);
            case Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS -> GroupedFormat.of(type);
        };
    }
}
