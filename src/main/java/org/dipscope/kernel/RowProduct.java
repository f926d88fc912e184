package org.dipscope.kernel;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.dipscope.gguf.BlockDecoder;
import org.dipscope.gguf.BlockLayout;
import org.dipscope.gguf.TensorType;
import org.dipscope.mask.Selection;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Chosen rows of a matrix × vector, read from the file's own row order: where a mask chooses neurons, their rows are contiguous
 * there, and the rows left out are not read.
 */
public final class RowProduct implements WorkerPool.Task {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(Lanes.ORDER);
    private static final int ROWS_PER_CHUNK = 64;

    private final WorkerPool workers;
    private final float[][] decoded;
    /** A group's quants and then their values, for each worker; a few more, because a vector of bytes may be wider than one of floats. */
    private final byte[][] groups;
    private final float[][] totals;
    private float[] blockSums = {};
    private TensorType type;
    private BlockLayout layout;
    /** What each quant of the layout means. */
    private byte[] values = {};
    private MemorySegment tensor;
    private int columns;
    private Selection rows;
    private float[] x;
    private int xAt;
    private float[] y;
    private int yAt;
    private long bytesRead;

    /** A product computed by these workers. */
    public RowProduct(WorkerPool workers) {
        this.workers = workers;
        this.decoded = new float[workers.threads()][0];
        this.groups = new byte[workers.threads()][2 * BlockFormat.COLUMNS];
        this.totals = new float[workers.threads()][Lanes.COUNT];
    }

    /** Bytes of rows that products have read since the last call. */
    public long takeBytesRead() {
        long read = bytesRead;
        bytesRead = 0;
        return read;
    }

    /** {@code y[r] = W[r]·x} for the chosen rows; the others are left as they are. */
    public void multiply(TensorType type, MemorySegment tensor, int columns, Selection rows, float[] x, int xAt, float[] y, int yAt) {
        describe(type);
        bytesRead += rows.count() * type.bytes(columns);
        this.tensor = tensor;
        this.columns = columns;
        this.rows = rows;
        this.x = x;
        this.xAt = xAt;
        this.y = y;
        this.yAt = yAt;
        int width = layout == null ? BlockFormat.COLUMNS : layout.group();
        int blocks = ColumnMatrix.ceil(columns, width);
        if (blockSums.length < blocks) {
            blockSums = new float[blocks];
        }
        for (int block = 0; block < blocks; block++) {
            float sum = 0;
            for (int i = block * width; i < Math.min(columns, (block + 1) * width); i++) {
                sum += x[xAt + i];
            }
            blockSums[block] = sum;
        }
        workers.run(ColumnMatrix.ceil(rows.count(), ROWS_PER_CHUNK), this);
    }

    private void describe(TensorType type) {
        if (this.type == type) {
            return;
        }
        this.type = type;
        layout = BlockLayout.of(type).orElse(null);
        if (layout != null && layout.bits() < 8) {
            values = new byte[1 << layout.bits()];
            for (int quant = 0; quant < values.length; quant++) {
                values[quant] = (byte) layout.value(quant);
            }
        }
    }

    @Override
    public void run(int chunk, int worker) {
        long rowBytes = (long) columns / type.blockElements() * type.blockBytes();
        int end = Math.min(rows.count(), (chunk + 1) * ROWS_PER_CHUNK);
        for (int n = chunk * ROWS_PER_CHUNK; n < end; n++) {
            int row = rows.column(n);
            y[yAt + row] = dot(row * rowBytes, worker);
        }
    }

    private float dot(long at, int worker) {
        return switch (type) {
            case Q4_0 -> dotNibbles(tensor, at, columns, 2, x, xAt, blockSums);
            case Q4_1 -> dotNibbles(tensor, at, columns, 4, x, xAt, blockSums);
            case Q8_0 -> dotBytes(tensor, at, columns, x, xAt);
            case F16, F32, BF16 -> dotDecoded(at, worker);
            case Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS -> dotGroups(at, worker);
        };
    }

    private static float dotNibbles(MemorySegment w, long at, int columns, int header, float[] x, int xAt, float[] sums) {
        FloatVector total = FloatVector.zero(Lanes.FLOATS);
        float minima = 0;
        int blockBytes = header + 16;
        for (int block = 0; block < columns / 32; block++) {
            long from = at + (long) block * blockBytes;
            float d = Float.float16ToFloat(w.get(SHORT, from));
            float m = header == 4 ? Float.float16ToFloat(w.get(SHORT, from + 2)) : -8 * d;
            minima += m * sums[block];
            FloatVector scale = FloatVector.broadcast(Lanes.FLOATS, d);
            int i = xAt + 32 * block;
            for (int part = 0; part < 16; part += Lanes.COUNT) {
                ByteVector quants = bytes(w, from + header + part);
                FloatVector low = (FloatVector) quants.and((byte) 15).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0);
                FloatVector high = (FloatVector) quants.lanewise(VectorOperators.LSHR, 4).and((byte) 15).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0);
                FloatVector sum = low.mul(FloatVector.fromArray(Lanes.FLOATS, x, i + part));
                sum = high.fma(FloatVector.fromArray(Lanes.FLOATS, x, i + part + 16), sum);
                total = sum.fma(scale, total);
            }
        }
        return Lanes.sum(total) + minima;
    }

    private static float dotBytes(MemorySegment w, long at, int columns, float[] x, int xAt) {
        FloatVector total = FloatVector.zero(Lanes.FLOATS);
        for (int block = 0; block < columns / 32; block++) {
            long from = at + 34L * block;
            FloatVector scale = FloatVector.broadcast(Lanes.FLOATS, Float.float16ToFloat(w.get(SHORT, from)));
            for (int part = 0; part < 32; part += Lanes.COUNT) {
                FloatVector quants = (FloatVector) bytes(w, from + 2 + part).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0);
                total = quants.mul(scale).fma(FloatVector.fromArray(Lanes.FLOATS, x, xAt + 32 * block + part), total);
            }
        }
        return Lanes.sum(total);
    }

    /** As many bytes as there are lanes; on 128-bit machines the vector is wider than that and must not read past the tensor. */
    private static ByteVector bytes(MemorySegment w, long at) {
        return Lanes.BYTES.length() == Lanes.COUNT ? ByteVector.fromMemorySegment(Lanes.BYTES, w, at, Lanes.ORDER)
                : ByteVector.fromMemorySegment(Lanes.BYTES, w, at, Lanes.ORDER, Lanes.BYTES.indexInRange(0, Lanes.COUNT));
    }

    /** Any quantised type: a group's values are unpacked into bytes, which vectors then take. */
    private float dotGroups(long at, int worker) {
        byte[] group = groups[worker];
        float[] total = totals[worker];
        Arrays.fill(total, 0);
        int width = layout.group();
        int inBlock = type.blockElements() / width;
        float minima = 0;
        for (int n = 0; n < columns / width; n++) {
            long block = at + (long) (n / inBlock) * type.blockBytes();
            float scale = Float.float16ToFloat(layout.scale(tensor, block)) * layout.factor(tensor, block, n % inBlock);
            minima += Float.float16ToFloat(layout.minimum(tensor, block)) * layout.minimumFactor(tensor, block, n % inBlock) * blockSums[n];
            layout.quants(tensor, block, n % inBlock, group);
            for (int i = 0; i < width; i++) {
                group[i] = values[group[i]];
            }
            addGroup(group, width, scale, x, xAt + n * width, total);
        }
        return Lanes.sum(FloatVector.fromArray(Lanes.FLOATS, total, 0)) - minima;
    }

    private static void addGroup(byte[] group, int width, float scale, float[] x, int xAt, float[] total) {
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < width; i += Lanes.COUNT) {
            FloatVector values = (FloatVector) ByteVector.fromArray(Lanes.BYTES, group, i).convertShape(VectorOperators.B2F, Lanes.FLOATS, 0);
            sum = values.fma(FloatVector.fromArray(Lanes.FLOATS, x, xAt + i), sum);
        }
        sum.fma(FloatVector.broadcast(Lanes.FLOATS, scale), FloatVector.fromArray(Lanes.FLOATS, total, 0)).intoArray(total, 0);
    }

    private float dotDecoded(long at, int worker) {
        if (decoded[worker].length < columns) {
            decoded[worker] = new float[columns];
        }
        float[] row = decoded[worker];
        BlockDecoder.decode(type, tensor, at, row, 0, columns);
        float sum = 0;
        for (int i = 0; i < columns; i++) {
            sum += row[i] * x[xAt + i];
        }
        return sum;
    }
}
