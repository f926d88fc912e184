package org.dipscope.kernel;

import org.dipscope.gguf.BlockLayout;
import org.dipscope.gguf.TensorType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Quantised weights in column order, put together from how their {@link Quants} lie and how their {@link Scales} do; every weight is
 * exactly the file's. A block here is one group of the file's block, 16 or 32 columns with one scale a row. Among the scales those that
 * the groups of a file's block share come first, then each group's factors.
 */
final class GroupedFormat implements BlockFormat {
    private final TensorType type;
    private final BlockLayout layout;
    private final Quants quants;
    private final Scales scales;
    private final MemorySegment units;
    private final int groups;

    private GroupedFormat(TensorType type, BlockLayout layout, Quants quants, Scales scales) {
        this.type = type;
        this.layout = layout;
        this.quants = quants;
        this.scales = scales;
        this.units = Lines.of(quants.units());
        this.groups = type.blockElements() / layout.group();
    }

    /** The format for a quantised type of 2 to 6 bits. */
    static GroupedFormat of(TensorType type) {
        BlockLayout layout = BlockLayout.of(type).orElseThrow();
        Quants quants = layout.table().length > 0 ? new TableNibbles(layout.table()) : switch (layout.bits()) {
            case 2 -> new TwoBits(layout.offset());
            case 3 -> new ThreeBits(layout.offset());
            case 4 -> new FourBits(layout.offset());
            case 5 -> new FiveBits(layout.offset());
            case 6 -> new SixBits(layout.offset());
            default -> throw new IllegalArgumentException("quants of %d bits".formatted(layout.bits()));
        };
        Scales scales = !layout.hasFactors() ? new HalfScales(layout.hasMinimum())
                : !layout.hasMinimum() ? new FactorScales()
                : new FactorPairs(type == TensorType.Q2_K ? 4 : 8);
        return new GroupedFormat(type, layout, quants, scales);
    }

    @Override
    public String name() {
        return type.name();
    }

    @Override
    public int columns() {
        return layout.group();
    }

    @Override
    public long columnBytes(int rows) {
        return quants.fields().columnBytes(rows);
    }

    @Override
    public long scaleBytes(int blocks, int rows) {
        return blocks / groups * fileBlock(rows);
    }

    /** Bytes of the scales of one of the file's blocks. */
    private long fileBlock(int rows) {
        return (long) (scales.sharedBytes() + groups * scales.groupBytes()) * rows;
    }

    private long shared(long start, int block, int rows) {
        return start + block / groups * fileBlock(rows);
    }

    private long group(long start, int block, int rows) {
        return shared(start, block, rows) + (long) (scales.sharedBytes() + block % groups * scales.groupBytes()) * rows;
    }

    @Override
    public void walk(MemorySegment data, long o0, long o1, long o2, long o3, int rows, float x0, float x1, float x2, float x3, MemorySegment accumulator) {
        quants.walk(data, o0, o1, o2, o3, rows, x0, x1, x2, x3, accumulator);
    }

    @Override
    public void scale(MemorySegment data, long start, int block, int rows, int first, int count, float sum, MemorySegment accumulator, MemorySegment sums) {
        scales.scale(data, shared(start, block, rows), group(start, block, rows), rows, first, count, units, quants.offset(), sum, accumulator, sums);
    }

    @Override
    public void decode(MemorySegment data, long from, long stride, int columns, float[] target, int offset) {
        quants.decode(data, from, stride, columns, target, offset);
    }

    @Override
    public void apply(MemorySegment data, long start, int block, int rows, int first, float[] weights, int at) {
        scales.apply(data, shared(start, block, rows), group(start, block, rows), rows, first, quants.offset(), columns(), weights, at);
    }

    @Override
    public float weight(MemorySegment data, long column, long start, int block, int rows, int row) {
        long shared = shared(start, block, rows);
        long group = group(start, block, rows);
        float value = quants.value(data, column, row) - quants.offset();
        return scales.scale(data, shared, group, rows, row) * value + scales.minimum(data, shared, group, rows, row);
    }

    @Override
    public void pack(MemorySegment source, long rowBytes, int firstRow, int presentRows, int block, MemorySegment data, long[] columns, long start, int rows) {
        int number = block % groups;
        long inRow = (long) (block / groups) * type.blockBytes();
        long shared = shared(start, block, rows);
        long group = group(start, block, rows);
        int tileBytes = quants.fields().tileBytes();
        byte[] tile = new byte[columns() * tileBytes];
        byte[] values = new byte[BlockFormat.COLUMNS];
        for (int first = 0; first < presentRows; first += Lanes.TILE) {
            Arrays.fill(tile, (byte) 0);
            for (int row = first; row < Math.min(presentRows, first + Lanes.TILE); row++) {
                long from = (firstRow + row) * rowBytes + inRow;
                if (number == 0) {
                    share(source, from, firstRow + row, data, shared, rows, row);
                }
                scales.putFactors(layout, source, from, number, data, group, rows, row);
                layout.quants(source, from, number, values);
                quants.fields().put(values, columns(), tile, row - first);
            }
            long to = columnBytes(first);
            for (int column = 0; column < columns(); column++) {
                MemorySegment.copy(tile, column * tileBytes, data, ValueLayout.JAVA_BYTE, columns[column] + to, tileBytes);
            }
        }
    }

    private void share(MemorySegment source, long from, int rowOfTensor, MemorySegment data, long shared, int rows, int row) {
        short scale = Finite.half(layout.scale(source, from), name(), rowOfTensor);
        short minimum = layout.hasMinimum() ? Finite.half(layout.minimum(source, from), name(), rowOfTensor) : 0;
        scales.putShared(data, shared, rows, row, scale, minimum);
    }
}
