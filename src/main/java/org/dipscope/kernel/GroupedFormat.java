package org.dipscope.kernel;

import org.dipscope.gguf.BlockLayout;
import org.dipscope.gguf.TensorType;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Quantised weights in column order, put together from how their {@link Quants} lie and how their {@link Scales} do; every weight is
 * exactly the file's. A block here is one group of the file's block, 16 or 32 columns with one scale a row: the group's factors, then
 * its columns. The 16-bit scales that the groups of a file's block share stand before the first of them, once.
 */
final class GroupedFormat implements BlockFormat {
    /** Groups of a file's block number at most 16; what is kept of a panel is a multiple of it in bytes. */
    private static final long NUMBER = 15;

    private final TensorType type;
    private final BlockLayout layout;
    private final Quants quants;
    private final Scales scales;
    private final float[] units;
    private final int groups;

    private GroupedFormat(TensorType type, BlockLayout layout, Quants quants, Scales scales) {
        this.type = type;
        this.layout = layout;
        this.quants = quants;
        this.scales = scales;
        this.units = quants.units();
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
    public long blockBytes(int rows) {
        return (long) scales.groupBytes() * rows + columns() * columnBytes(rows);
    }

    @Override
    public long columnBytes(int rows) {
        return quants.fields().columnBytes(rows);
    }

    private long sharedBytes(int rows) {
        return (long) scales.sharedBytes() * rows;
    }

    @Override
    public long panelBytes(int blocks, int rows) {
        return (long) (blocks / groups) * (sharedBytes(rows) + groups * blockBytes(rows));
    }

    /** The address of the shared scales, a multiple of 16, and in its place of the lower four bits the group's number. */
    @Override
    public long place(long panel, int block, int rows) {
        return panel + block / groups * (sharedBytes(rows) + groups * blockBytes(rows)) | block % groups;
    }

    private static long shared(long block) {
        return block & ~NUMBER;
    }

    private long group(long block, int rows) {
        return shared(block) + sharedBytes(rows) + (block & NUMBER) * blockBytes(rows);
    }

    @Override
    public long column(long block, int rows, int column) {
        return group(block, rows) + (long) scales.groupBytes() * rows + column * columnBytes(rows);
    }

    @Override
    public void walk(MemorySegment data, long block, int rows, int first, int count, int c0, int c1, int c2, int c3,
                     float x0, float x1, float x2, float x3, float[] accumulator) {
        long column = columnBytes(rows);
        long base = column(block, rows, 0) + columnBytes(first);
        quants.walk(data, base + c0 * column, base + c1 * column, base + c2 * column, base + c3 * column, count, x0, x1, x2, x3, accumulator);
    }

    @Override
    public void scale(MemorySegment data, long block, int rows, int first, int count, float sum, float[] accumulator, float[] y, int offset) {
        scales.scale(data, shared(block), group(block, rows), rows, first, count, units, quants.offset(), sum, accumulator, y, offset);
    }

    @Override
    public void decode(MemorySegment data, long block, int rows, int firstRow, float[] target, int offset) {
        quants.decode(data, column(block, rows, 0) + columnBytes(firstRow), columnBytes(rows), columns(), target, offset);
        scales.apply(data, shared(block), group(block, rows), rows, firstRow, quants.offset(), columns(), target, offset);
    }

    @Override
    public float weight(MemorySegment data, long block, int rows, int row, int column) {
        float value = quants.value(data, column(block, rows, column), row) - quants.offset();
        return scales.scale(data, shared(block), group(block, rows), rows, row) * value + scales.minimum(data, shared(block), group(block, rows), rows, row);
    }

    @Override
    public void pack(MemorySegment source, long rowBytes, int firstRow, int presentRows, int blockOfRow, MemorySegment data, long block, int rows) {
        int number = (int) (block & NUMBER);
        long inRow = (long) (blockOfRow / groups) * type.blockBytes();
        int tileBytes = quants.fields().tileBytes();
        byte[] tile = new byte[columns() * tileBytes];
        byte[] values = new byte[BlockFormat.COLUMNS];
        for (int first = 0; first < presentRows; first += Lanes.TILE) {
            Arrays.fill(tile, (byte) 0);
            for (int row = first; row < Math.min(presentRows, first + Lanes.TILE); row++) {
                long from = (firstRow + row) * rowBytes + inRow;
                if (number == 0) {
                    share(source, from, firstRow + row, data, shared(block), rows, row);
                }
                scales.putFactors(layout, source, from, number, data, group(block, rows), rows, row);
                layout.quants(source, from, number, values);
                quants.fields().put(values, columns(), tile, row - first);
            }
            long to = column(block, rows, 0) + columnBytes(first);
            for (int column = 0; column < columns(); column++) {
                MemorySegment.copy(tile, column * tileBytes, data, ValueLayout.JAVA_BYTE, to + column * columnBytes(rows), tileBytes);
            }
        }
    }

    private void share(MemorySegment source, long from, int rowOfTensor, MemorySegment data, long shared, int rows, int row) {
        data.set(BlockLayout.SHORT, shared + 2L * row, Finite.half(layout.scale(source, from), name(), rowOfTensor));
        if (layout.hasMinimum()) {
            data.set(BlockLayout.SHORT, shared + 2L * (rows + row), Finite.half(layout.minimum(source, from), name(), rowOfTensor));
        }
    }
}
