package org.dipscope.kernel;

/** A packed matrix as plain floats, for work outside the hot path. */
public final class PlainWeights {

    private PlainWeights() {
    }

    /** The weights row after row, {@code [rows][columns]}. */
    public static float[] rows(ColumnMatrix matrix) {
        float[] target = new float[Math.multiplyExact(matrix.rows(), matrix.columns())];
        each(matrix, (row, column, weight) -> target[row * matrix.columns() + column] = weight);
        return target;
    }

    /**
     * The Euclidean norms of the columns of some matrices that stand one above the other.
     *
     * @param matrices of equally many columns
     * @return one norm a column
     */
    public static float[] columnNorms(ColumnMatrix... matrices) {
        double[] squares = new double[matrices[0].columns()];
        for (ColumnMatrix matrix : matrices) {
            each(matrix, (_, column, weight) -> squares[column] += (double) weight * weight);
        }
        float[] norms = new float[squares.length];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = (float) Math.sqrt(squares[i]);
        }
        return norms;
    }

    private static void each(ColumnMatrix matrix, Reader reader) {
        int width = matrix.format().columns();
        float[] tile = new float[width * Lanes.TILE];
        for (int panel = 0; panel < matrix.panels(); panel++) {
            for (int block = 0; block < matrix.blocks(); block++) {
                for (int first = 0; first < matrix.panelRows(); first += Lanes.TILE) {
                    matrix.decode(panel, block, first, tile, 0);
                    int columns = Math.min(width, matrix.columns() - block * width);
                    int rows = Math.min(Lanes.TILE, matrix.rows() - panel * matrix.panelRows() - first);
                    for (int column = 0; column < columns; column++) {
                        for (int row = 0; row < rows; row++) {
                            reader.read(panel * matrix.panelRows() + first + row, block * width + column, tile[column * Lanes.TILE + row]);
                        }
                    }
                }
            }
        }
    }

    /** Takes one weight. */
    private interface Reader {
        void read(int row, int column, float weight);
    }
}
