package org.dipscope.sparsity;

import org.dipscope.mask.Matrix;
import org.dipscope.mask.Selection;

import java.util.Map;

/**
 * Adapters of low rank that see the masked input: {@code W(m ⊙ x) + B·A·(m ⊙ x)}. Their weights are 16-bit halves.
 *
 * @param rank of every adapter, 0 to {@value #MOST}; at 0 they add nothing
 * @param down {@code A}: per matrix {@code [layers][columns·rank]}, column after column, so that those of a mask can be read alone
 * @param up   {@code B}: per matrix {@code [layers][rank·rows]}, column after column
 */
public record Adapters(int rank, Map<Matrix, float[][]> down, Map<Matrix, float[][]> up) implements CalibrationPart {
    static final int MOST = 4096;
    private static final int BYTES = 2;

    public Adapters {
        if (rank < 0 || rank > MOST) {
            throw new IllegalArgumentException("a rank of %d is outside 0 to %d".formatted(rank, MOST));
        }
        down = Map.copyOf(down);
        up = Map.copyOf(up);
        down.values().forEach(Adapters::round);
        up.values().forEach(Adapters::round);
    }

    private static void round(float[][] rows) {
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Float.float16ToFloat(Float.floatToFloat16(row[i]));
            }
        }
    }

    @Override
    public CalibrationKind kind() {
        return CalibrationKind.LORA;
    }

    /** Bytes of all adapters of all layers. */
    public double bytes() {
        double count = 0;
        for (Map<Matrix, float[][]> halves : java.util.List.of(down, up)) {
            for (float[][] rows : halves.values()) {
                for (float[] row : rows) {
                    count += row.length;
                }
            }
        }
        return BYTES * count;
    }

    /**
     * Adds one token's {@code B·A·(m ⊙ x)} to what the matrix gave. Where the mask leaves nothing out there is nothing to make up for,
     * and nothing is added.
     *
     * @param x      the matrix's inputs from {@code xAt} on
     * @param y      its {@code rows} outputs from {@code yAt} on
     * @param middle {@code [rank]} or more, overwritten
     * @return how many weights were read
     */
    public long add(Matrix matrix, int layer, Selection columns, float[] x, int xAt, float[] y, int yAt, int rows, float[] middle) {
        if (rank == 0 || columns.count() == columns.size()) {
            return 0;
        }
        java.util.Arrays.fill(middle, 0, rank, 0f);
        float[] a = down.get(matrix)[layer];
        for (int n = 0; n < columns.count(); n++) {
            int column = columns.column(n);
            LowRank.add(x[xAt + column], a, column * rank, middle, 0, rank);
        }
        float[] b = up.get(matrix)[layer];
        for (int r = 0; r < rank; r++) {
            LowRank.add(middle[r], b, r * rows, y, yAt, rows);
        }
        return (long) rank * (columns.count() + rows);
    }

    @Override
    public void write(CalibrationSections sections) {
        for (Matrix matrix : Matrix.values()) {
            sections.putHalves(section(matrix, "a"), down.get(matrix));
            sections.putHalves(section(matrix, "b"), up.get(matrix));
        }
    }

    static Adapters read(CalibrationSections sections, int layers, int hidden, int intermediate) {
        long size = sections.size(section(Matrix.GATE, "a"));
        long perRank = 2L * layers * hidden;
        if (size % perRank != 0 || size / perRank > MOST) {
            throw new IllegalArgumentException("its part '%s' has %d bytes, which is no whole rank".formatted(section(Matrix.GATE, "a"), size));
        }
        int rank = (int) (size / perRank);
        Map<Matrix, float[][]> a = new java.util.EnumMap<>(Matrix.class);
        Map<Matrix, float[][]> b = new java.util.EnumMap<>(Matrix.class);
        for (Matrix matrix : Matrix.values()) {
            int columns = matrix == Matrix.DOWN ? intermediate : hidden;
            a.put(matrix, sections.halves(section(matrix, "a"), layers, rank * columns));
            b.put(matrix, sections.halves(section(matrix, "b"), layers, rank * (hidden + intermediate - columns)));
        }
        return new Adapters(rank, a, b);
    }

    private static String section(Matrix matrix, String half) {
        return "lora." + matrix.name().toLowerCase(java.util.Locale.ROOT) + "." + half;
    }
}
