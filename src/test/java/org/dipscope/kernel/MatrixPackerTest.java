package org.dipscope.kernel;

import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.RawTensor.Scales;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MatrixPackerTest {
    @ParameterizedTest
    @EnumSource(TensorType.class)
    void stacksTensorsAndKeepsEveryWeight(TensorType type) {
        int width = RawTensor.width(type, 96);
        RawTensor q = RawTensor.random(type, 65, width, Scales.MIXED, 1);
        RawTensor k = RawTensor.random(type, 3, width, Scales.USUAL, 2);
        RawTensor v = RawTensor.random(type, 130, width, Scales.NEGATIVE, 3);
        try (WorkerPool workers = new WorkerPool(2); Arena arena = Arena.ofShared()) {
            ColumnMatrix matrix = new MatrixPacker(workers, arena).pack(type,
                    new MemorySegment[] {q.segment(), k.segment(), v.segment()}, new int[] {65, 3, 130}, width, 0);
            assertThat(matrix.rows()).isEqualTo(198);
            assertThat(matrix.columns()).isEqualTo(width);
            assertThat(matrix.panels()).isEqualTo(1);
            assertThat(matrix.panelRows()).isEqualTo(ColumnMatrix.padded(198));
            assertThat(matrix.bytes()).isEqualTo(matrix.data().byteSize());
            for (int row = 0; row < 198; row++) {
                float[] expected = row < 65 ? q.weights()[row] : row < 68 ? k.weights()[row - 65] : v.weights()[row - 68];
                for (int column = 0; column < width; column++) {
                    assertThat(matrix.weight(row, column) == expected[column]).as("row %d, column %d", row, column).isTrue();
                }
            }
        }
    }

    @Test
    void largeMatricesKeepEveryWeightToo() {
        RawTensor tensor = RawTensor.random(TensorType.F32, 700, 1000, Scales.USUAL, 4);
        try (WorkerPool workers = new WorkerPool(2); Arena arena = Arena.ofShared()) {
            ColumnMatrix matrix = tensor.pack(workers, arena, 2 * ColumnMatrix.tile());
            assertThat(matrix.bytes()).as("more than one large page").isGreaterThan(2 << 20);
            for (int row = 0; row < 700; row++) {
                for (int column = 0; column < 1000; column++) {
                    assertThat(matrix.weight(row, column) == tensor.weights()[row][column]).isTrue();
                }
            }
        }
    }

    /** Each 16-bit scale and minimum of the second block of row 5; in types without blocks, value 32. */
    @ParameterizedTest
    @EnumSource(TensorType.class)
    void refusesWhatIsNotFinite(TensorType type) {
        int[] places = type == TensorType.F32 ? new int[] {2} : type.blockElements() == 1 ? new int[] {0} : RawTensor.halves(type);
        int[] broken = type == TensorType.F32 || type == TensorType.BF16 ? new int[] {0x7F80, 0xFF80, 0xFFC0, 0x7F81} : new int[] {0x7C00, 0xFC00, 0x7E00, 0xFE01};
        for (int at : places) {
            for (int bits : broken) {
                refuses(type, at, bits);
            }
        }
    }

    private static void refuses(TensorType type, int at, int bits) {
        RawTensor tensor = RawTensor.random(type, 9, 2 * Math.max(32, type.blockElements()), Scales.USUAL, 5);
        int from = tensor.bytes().length / 9 * 5 + Math.max(32 / type.blockElements(), 1) * type.blockBytes() + at;
        tensor.bytes()[from] = (byte) bits;
        tensor.bytes()[from + 1] = (byte) (bits >> 8);
        for (int threads = 1; threads <= 2; threads++) {
            try (WorkerPool workers = new WorkerPool(threads); Arena arena = Arena.ofShared()) {
                assertThatThrownBy(() -> tensor.pack(workers, arena, 0)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("row 5 of a " + type + " tensor has a value that is not a finite number").hasMessageEndingWith("; the file is broken, get it again.");
            }
        }
    }

    /** The rows are whole tiles of every machine, so that nothing is padding. */
    @ParameterizedTest
    @EnumSource(TensorType.class)
    void costsAtMostAFifthMoreThanTheFile(TensorType type) {
        RawTensor tensor = RawTensor.random(type, 512, 2048, Scales.USUAL, 8);
        try (WorkerPool workers = new WorkerPool(1); Arena arena = Arena.ofShared()) {
            assertThat((double) tensor.pack(workers, arena, 0).bytes() / tensor.bytes().length).isBetween(1.0, 1.2);
        }
    }

    @Test
    void theLargestScaleIsNotRefused() {
        RawTensor tensor = RawTensor.random(TensorType.Q4_0, 1, 32, Scales.USUAL, 6);
        tensor.bytes()[0] = (byte) 0xFF;
        tensor.bytes()[1] = 0x7B;
        RawTensor large = RawTensor.of(TensorType.Q4_0, 1, 32, tensor.bytes());
        try (WorkerPool workers = new WorkerPool(1); Arena arena = Arena.ofShared()) {
            ColumnMatrix matrix = large.pack(workers, arena, 0);
            for (int column = 0; column < 32; column++) {
                assertThat(matrix.weight(0, column)).isEqualTo(large.weights()[0][column]);
            }
        }
    }

    @Test
    void refusesPanelsThatAreNoMultipleOfTheTile() {
        RawTensor tensor = RawTensor.random(TensorType.F32, 9, 32, Scales.USUAL, 7);
        try (WorkerPool workers = new WorkerPool(1); Arena arena = Arena.ofShared()) {
            assertThatThrownBy(() -> tensor.pack(workers, arena, ColumnMatrix.tile() + 8)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tensor.pack(workers, arena, -ColumnMatrix.tile())).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
