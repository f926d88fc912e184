package org.dipscope.kernel;

import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.RawTensor.Scales;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VectorProductTest {
    private static final int[] ROWS = {1, 63, 192, 576, 960};
    private static final int[] WIDTHS = {32, 576, 1536};
    private static final int[] ODD_WIDTHS = {1, 33, 100, 575};
    private static final float SENTINEL = 12345.5f;

    private WorkerPool[] pools;

    @BeforeAll
    void start() {
        pools = new WorkerPool[] {new WorkerPool(1), new WorkerPool(2), new WorkerPool(3)};
    }

    @AfterAll
    void stop() {
        for (WorkerPool pool : pools) {
            pool.close();
        }
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void equalsTheSumOverDecodedWeights(TensorType type) {
        int seed = 1;
        for (int rows : ROWS) {
            for (int columns : WIDTHS) {
                check(RawTensor.random(type, rows, RawTensor.width(type, columns), Scales.USUAL, seed++), 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scales.class)
    void holdsForScalesOfEveryKind(Scales scales) {
        int seed = 100;
        for (TensorType type : TensorType.values()) {
            check(RawTensor.random(type, 192, RawTensor.width(type, 576), scales, seed++), 0);
            check(RawTensor.random(type, 63, RawTensor.width(type, 96), scales, seed++), 0);
        }
    }

    @ParameterizedTest
    @EnumSource(value = TensorType.class, names = {"F16", "F32", "BF16"})
    void holdsForWidthsThatAreNoMultipleOfABlock(TensorType type) {
        int seed = 200;
        for (int columns : ODD_WIDTHS) {
            check(RawTensor.random(type, 63, columns, Scales.MIXED, seed++), 0);
            check(RawTensor.random(type, 300, columns, Scales.USUAL, seed++), ColumnMatrix.tile());
        }
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void holdsForSeveralPanels(TensorType type) {
        int tile = ColumnMatrix.tile();
        check(RawTensor.random(type, 960, RawTensor.width(type, 96), Scales.USUAL, 300), tile);
        check(RawTensor.random(type, 5 * tile + 1, RawTensor.width(type, 576), Scales.MIXED, 301), 2 * tile);
        check(RawTensor.random(type, 2 * tile, RawTensor.width(type, 64), Scales.USUAL, 302), 4 * tile);
    }

    @Test
    void aTallMatrixIsCutIntoEqualPanels() {
        int rows = 2 * MatrixPacker.TALLEST + 3 * ColumnMatrix.tile() + 1;
        RawTensor tensor = RawTensor.random(TensorType.Q4_1, rows, 64, Scales.USUAL, 310);
        try (Arena arena = Arena.ofShared()) {
            ColumnMatrix matrix = tensor.pack(pools[0], arena, 0);
            assertThat(matrix.panels()).isEqualTo(3);
            assertThat(matrix.panelRows()).isLessThan(rows / 3 + 2 * ColumnMatrix.tile());
            assertThat(matrix.bytes()).isEqualTo(MatrixPacker.bytes(TensorType.Q4_1, rows, 64));
        }
        assertThat(MatrixPacker.pairs(MatrixPacker.TALLEST / 2)).isTrue();
        assertThat(MatrixPacker.pairs(MatrixPacker.TALLEST / 2 + 1)).isFalse();
        check(tensor, 0);
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void aSingleColumnIsTheColumnItselfBitForBit(TensorType type) {
        int columns = RawTensor.width(type, 160);
        RawTensor tensor = RawTensor.random(type, 200, columns, Scales.MIXED, 7);
        try (Arena arena = Arena.ofShared()) {
            for (int panelRows : new int[] {0, ColumnMatrix.tile()}) {
                ColumnMatrix matrix = tensor.pack(pools[0], arena, panelRows);
                float[] x = new float[columns];
                Arrays.fill(x, 1);
                float[] y = new float[matrix.paddedRows()];
                for (int column = 0; column < columns; column++) {
                    new VectorProduct(pools[0]).multiply(matrix, new int[] {column}, 1, x, 0, y, 0);
                    for (int row = 0; row < 200; row++) {
                        assertThat(y[row] == tensor.weights()[row][column])
                                .as("%s row %d column %d: %s for %s", type, row, column, y[row], tensor.weights()[row][column]).isTrue();
                        assertThat(matrix.weight(row, column) == tensor.weights()[row][column]).isTrue();
                    }
                    for (int row = 200; row < y.length; row++) {
                        assertThat(y[row]).isZero();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"Q4_0, 0", "Q4_1, 0", "Q8_0, 0", "F16, 0", "F32, 0", "Q4_1, 1", "F32, 1", "BF16, 0", "Q5_0, 0", "Q5_1, 1", "Q2_K, 0", "Q3_K, 0", "Q4_K, 0",
        "Q5_K, 1", "Q6_K, 0", "IQ4_NL, 0", "IQ4_XS, 1"})
    void leavesUnchosenColumnsAndTheirInputsUnread(TensorType type, int panelTiles) {
        RawTensor tensor = RawTensor.random(type, 300, RawTensor.width(type, 576), Scales.USUAL, 11);
        for (double density : new double[] {0.02, 0.25, 0.5, 0.98}) {
            try (Arena arena = Arena.ofShared()) {
                ColumnMatrix matrix = tensor.pack(pools[0], arena, panelTiles * ColumnMatrix.tile());
                int[] chosen = Columns.some(tensor.columns(), density, 12);
                float[] x = Columns.inputs(tensor.columns(), 13);
                float[] before = multiply(pools[1], matrix, chosen, x, 0, 0);
                poison(matrix, chosen, x);
                float[] after = multiply(pools[1], matrix, chosen, x, 0, 0);
                assertThat(after).isEqualTo(before);
                for (float y : after) {
                    assertThat(y).isFinite();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void gateAndUpInOneGoEqualTwoProductsBitForBit(TensorType type) {
        int columns = RawTensor.width(type, 576);
        RawTensor gate = RawTensor.random(type, 192, columns, Scales.USUAL, 21);
        RawTensor up = RawTensor.random(TensorType.Q8_0, 700, columns, Scales.USUAL, 22);
        int[] chosen = Columns.some(columns, 0.6, 23);
        float[] x = Columns.inputs(columns + 4, 24);
        try (Arena arena = Arena.ofShared()) {
            for (int panelRows : new int[] {0, 2 * ColumnMatrix.tile()}) {
                ColumnMatrix one = gate.pack(pools[0], arena, 0);
                ColumnMatrix other = up.pack(pools[0], arena, panelRows);
                for (WorkerPool pool : pools) {
                    float[] y = filled(one, 5);
                    float[] z = filled(other, 9);
                    new VectorProduct(pool).multiply(one, other, chosen, chosen.length, x, 4, y, 5, z, 9);
                    assertThat(y).isEqualTo(multiply(pools[0], one, chosen, x, 4, 5));
                    assertThat(z).isEqualTo(multiply(pools[0], other, chosen, x, 4, 9));
                }
            }
        }
    }

    /** However gate and up lie in memory, together or alone, whole or by column, for one token or for many. */
    @ParameterizedTest
    @EnumSource(TensorType.class)
    void aPairEqualsItsTwoMatricesBitForBit(TensorType type) {
        int columns = RawTensor.width(type, 576);
        for (int rows : new int[] {1, 192, ColumnMatrix.tile(), 700}) {
            RawTensor gate = RawTensor.random(type, rows, columns, Scales.MIXED, 41);
            RawTensor up = RawTensor.random(type, rows, columns, Scales.USUAL, 42);
            try (Arena arena = Arena.ofShared()) {
                ColumnMatrix one = gate.pack(pools[0], arena, 0);
                ColumnMatrix other = up.pack(pools[0], arena, 0);
                ColumnMatrix[] pair = new MatrixPacker(pools[1], arena).pair(type, gate.segment(), up.segment(), rows, columns);
                assertThat(pair[0].isAbove(pair[1])).isTrue();
                assertThat(pair[1].isAbove(pair[0])).isFalse();
                assertThat(one.isAbove(other)).isFalse();
                assertThat(pair[1].weight(rows - 1, columns - 1)).isEqualTo(up.weights()[rows - 1][columns - 1]);
                for (int[] chosen : new int[][] {{}, {columns - 1}, Columns.some(columns, 0.3, 43), Columns.all(columns)}) {
                    float[] x = Columns.inputs(columns + 2, 44);
                    float[] y = multiply(pools[0], one, chosen, x, 2, 1);
                    float[] z = multiply(pools[0], other, chosen, x, 2, 1);
                    assertThat(multiply(pools[2], pair[0], chosen, x, 2, 1)).isEqualTo(y);
                    assertThat(multiply(pools[2], pair[1], chosen, x, 2, 1)).isEqualTo(z);
                    for (int order = 0; order < 2; order++) {
                        float[] first = filled(one, 1);
                        float[] second = filled(other, 1);
                        new VectorProduct(pools[1]).multiply(pair[order], pair[1 - order], chosen, chosen.length, x, 2, first, 1, second, 1);
                        assertThat(first).isEqualTo(order == 0 ? y : z);
                        assertThat(second).isEqualTo(order == 0 ? z : y);
                    }
                }
                float[] x = Columns.inputs(6 * columns, 45);
                for (int m = 0; m < 2; m++) {
                    float[] y = new float[6 * one.paddedRows()];
                    float[] z = new float[6 * one.paddedRows()];
                    new BatchProduct(pools[1]).multiply(m == 0 ? one : other, x, columns, 6, y, 0, one.paddedRows());
                    new BatchProduct(pools[1]).multiply(pair[m], x, columns, 6, z, 0, one.paddedRows());
                    assertThat(z).isEqualTo(y);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void oneProductServesMatricesOfAllSizesInTurn(TensorType type) {
        Random random = new Random(31);
        VectorProduct product = new VectorProduct(pools[2]);
        try (Arena arena = Arena.ofShared()) {
            for (int turn = 0; turn < 20; turn++) {
                int columns = RawTensor.width(type, 32 * (1 + random.nextInt(8)));
                ColumnMatrix matrix = RawTensor.random(type, 1 + random.nextInt(700), columns, Scales.USUAL, turn)
                        .pack(pools[0], arena, random.nextInt(3) * ColumnMatrix.tile());
                int[] chosen = Columns.some(columns, random.nextDouble(), turn);
                float[] x = Columns.inputs(columns, turn);
                float[] y = filled(matrix, 0);
                product.multiply(matrix, chosen, chosen.length, x, 0, y, 0);
                assertThat(y).isEqualTo(multiply(pools[0], matrix, chosen, x, 0, 0));
            }
        }
    }

    private void check(RawTensor tensor, int panelRows) {
        try (Arena arena = Arena.ofShared()) {
            ColumnMatrix matrix = tensor.pack(pools[2], arena, panelRows);
            int columns = tensor.columns();
            int[][] choices = {Columns.none(), {0}, {columns - 1}, {columns / 2}, Columns.all(columns), matrix.everyColumn(),
                Columns.some(columns, 0.5, 3), Columns.some(columns, 0.1, 4)};
            int offset = 0;
            for (int[] chosen : choices) {
                float[] x = Columns.inputs(columns + offset, 5 + offset);
                float[] y = multiply(pools[0], matrix, chosen, x, offset, 2 * offset);
                for (int row = 0; row < tensor.rows(); row++) {
                    double expected = tensor.product(row, chosen, chosen.length, x, offset);
                    if (Math.abs(y[2 * offset + row] - expected) > tensor.tolerance(row, chosen, chosen.length, x, offset)) {
                        assertThat((double) y[2 * offset + row])
                                .as("%s %d × %d, row %d, %d chosen", tensor.type(), tensor.rows(), columns, row, chosen.length)
                                .isCloseTo(expected, within(tensor.tolerance(row, chosen, chosen.length, x, offset)));
                    }
                }
                for (int t = 1; t < pools.length; t++) {
                    assertThat(multiply(pools[t], matrix, chosen, x, offset, 2 * offset)).isEqualTo(y);
                }
                offset++;
            }
        }
    }

    /** The product from {@code yAt} on, in an array whose other places must stay as they were. */
    private static float[] multiply(WorkerPool pool, ColumnMatrix matrix, int[] chosen, float[] x, int xAt, int yAt) {
        float[] y = filled(matrix, yAt);
        new VectorProduct(pool).multiply(matrix, chosen, chosen.length, x, xAt, y, yAt);
        for (int i = 0; i < y.length; i++) {
            if (i < yAt || i >= yAt + matrix.paddedRows()) {
                assertThat(y[i]).isEqualTo(SENTINEL);
            }
        }
        return y;
    }

    private static float[] filled(ColumnMatrix matrix, int yAt) {
        float[] y = new float[yAt + matrix.paddedRows() + 3];
        Arrays.fill(y, SENTINEL);
        return y;
    }

    /** Overwrites every unchosen column with ones, which in a float format are not a number, and its input with no number. */
    private static void poison(ColumnMatrix matrix, int[] chosen, float[] x) {
        BitSet kept = new BitSet();
        Arrays.stream(chosen).forEach(kept::set);
        int rows = matrix.panelRows();
        long columnBytes = matrix.format().columnBytes(rows);
        int width = matrix.format().columns();
        for (int column = 0; column < matrix.columns(); column++) {
            if (!kept.get(column)) {
                x[column] = Float.NaN;
                for (int panel = 0; panel < matrix.panels(); panel++) {
                    long at = matrix.column(panel, column / width, column % width);
                    MemorySegment bytes = matrix.data().asSlice(at, columnBytes);
                    for (long i = 0; i < columnBytes; i++) {
                        bytes.set(ValueLayout.JAVA_BYTE, i, (byte) ~bytes.get(ValueLayout.JAVA_BYTE, i));
                    }
                    if (List.of("F16", "F32", "BF16").contains(matrix.format().name())) {
                        bytes.fill((byte) 0xFF);
                    }
                }
            }
        }
    }
}
