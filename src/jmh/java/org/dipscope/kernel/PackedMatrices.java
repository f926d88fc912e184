package org.dipscope.kernel;

import org.dipscope.gguf.TensorType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;

/** Matrices of random weights and choices of their columns; the random numbers are the same in every run. */
final class PackedMatrices implements AutoCloseable {
    private final Random random = new Random(42);
    private final Arena arena = Arena.ofShared();
    private final WorkerPool workers;

    PackedMatrices(WorkerPool workers) {
        this.workers = workers;
    }

    ColumnMatrix[] pack(int count, TensorType type, int rows, int columns, int panelRows) {
        ColumnMatrix[] matrices = new ColumnMatrix[count];
        for (int i = 0; i < count; i++) {
            matrices[i] = new MatrixPacker(workers, arena).pack(type, new MemorySegment[] {tensor(type, rows, columns)}, new int[] {rows}, columns, panelRows);
        }
        return matrices;
    }

    ColumnMatrix[][] pairs(int count, TensorType type, int rows, int columns) {
        ColumnMatrix[][] pairs = new ColumnMatrix[count][];
        for (int i = 0; i < count; i++) {
            pairs[i] = new MatrixPacker(workers, arena).pair(type, tensor(type, rows, columns), tensor(type, rows, columns), rows, columns);
        }
        return pairs;
    }

    private MemorySegment tensor(TensorType type, int rows, int columns) {
        byte[] bytes = new byte[Math.toIntExact(type.bytes((long) rows * columns))];
        random.nextBytes(bytes);
        // A clear bit in both bytes of every pair: no scale, wherever it lies, is then infinite or no number.
        for (int b = 0; b < bytes.length; b++) {
            bytes[b] &= (byte) 0xBB;
        }
        return MemorySegment.ofArray(bytes);
    }

    /** A choice of {@code floor(density · columns)} columns for each matrix, ascending. */
    int[][] choices(int count, int columns, double density) {
        int[][] choices = new int[count][];
        for (int i = 0; i < count; i++) {
            int left = (int) (density * columns);
            choices[i] = new int[left];
            int n = 0;
            for (int column = 0; column < columns && left > 0; column++) {
                if (random.nextInt(columns - column) < left) {
                    choices[i][n++] = column;
                    left--;
                }
            }
        }
        return choices;
    }

    float[] inputs(int length) {
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    @Override
    public void close() {
        arena.close();
    }
}
