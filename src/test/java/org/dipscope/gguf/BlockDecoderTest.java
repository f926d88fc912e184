package org.dipscope.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockDecoderTest {
    @Test
    void readsFloats() {
        byte[] bytes = new GgufBuilder.Bytes().float32(1.5f).float32(-0.0f).float32(Float.MIN_VALUE).float32(Float.NEGATIVE_INFINITY).toArray();
        assertThat(decode(TensorType.F32, bytes, 0, 4)).containsExactly(1.5f, -0.0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource({"0x3C00, 1", "0xC000, -2", "0x7BFF, 65504", "0x0400, 6.103515625E-5", "0x0001, 5.9604644775390625E-8",
        "0x83FF, -6.097555160522461E-5", "0x0000, 0", "0x8000, -0.0", "0x7C00, Infinity", "0xFC00, -Infinity", "0x7E00, NaN",
        "0x3555, 0.333251953125"})
    void readsHalves(int bits, float expected) {
        assertThat(decode(TensorType.F16, new GgufBuilder.Bytes().int16(bits).toArray(), 0, 1)).containsExactly(expected);
    }

    @Test
    void readsFourBitsWithAScale() {
        // Byte i holds i in its low half and 15 − i in its high half; the scale is −0.5.
        byte[] block = new GgufBuilder.Bytes().int16(0xB800).raw(nibbles()).toArray();
        float[] values = decode(TensorType.Q4_0, block, 0, 32);
        for (int i = 0; i < 16; i++) {
            assertThat(values[i]).isEqualTo(-0.5f * (i - 8));
            assertThat(values[i + 16]).isEqualTo(-0.5f * (7 - i));
        }
    }

    @Test
    void readsFourBitsWithAScaleAndAMinimum() {
        byte[] block = new GgufBuilder.Bytes().int16(0x3400).int16(0xC200).raw(nibbles()).toArray();
        float[] values = decode(TensorType.Q4_1, block, 0, 32);
        for (int i = 0; i < 16; i++) {
            assertThat(values[i]).isEqualTo(0.25f * i - 3);
            assertThat(values[i + 16]).isEqualTo(0.25f * (15 - i) - 3);
        }
    }

    @Test
    void readsEightBitsWithADenormalScale() {
        GgufBuilder.Bytes block = new GgufBuilder.Bytes().int16(1);
        for (int i = 0; i < 32; i++) {
            block.int8(i == 0 ? -128 : i == 1 ? 127 : i - 16);
        }
        float[] values = decode(TensorType.Q8_0, block.toArray(), 0, 32);
        float scale = 0x1p-24f;
        assertThat(values[0]).isEqualTo(-128 * scale);
        assertThat(values[1]).isEqualTo(127 * scale);
        assertThat(values[31]).isEqualTo(15 * scale);
    }

    @Test
    void writesOnlyWhereItWasTold() {
        byte[] twoBlocks = new byte[3 + 2 * 34];
        twoBlocks[3] = 0;
        twoBlocks[4] = 0x3C;
        twoBlocks[5] = 9;
        twoBlocks[3 + 34 + 1] = 0x3C;
        twoBlocks[3 + 34 + 2] = 8;
        float[] target = new float[70];
        Arrays.fill(target, 77);
        BlockDecoder.decode(TensorType.Q8_0, MemorySegment.ofArray(twoBlocks), 3, target, 5, 64);
        assertThat(target[4]).isEqualTo(77);
        assertThat(target[5]).isEqualTo(9);
        assertThat(target[5 + 32]).isEqualTo(8);
        assertThat(target[68]).isZero();
        assertThat(target[69]).isEqualTo(77);
    }

    @Test
    void refusesPartsOfBlocksAndShortBuffers() {
        MemorySegment block = MemorySegment.ofArray(new byte[34]);
        assertThatThrownBy(() -> BlockDecoder.decode(TensorType.Q8_0, block, 0, new float[32], 0, 31)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BlockDecoder.decode(TensorType.Q8_0, block, 1, new float[32], 0, 32)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> BlockDecoder.decode(TensorType.Q8_0, block, 0, new float[32], 1, 32)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theSampleModelDecodesToSensibleWeights() throws Exception {
        try (GgufFile file = GgufFile.open(GgufFileTest.SAMPLE)) {
            for (String name : new String[] {"token_embd.weight", "blk.0.ffn_up.weight", "output_norm.weight"}) {
                TensorInfo tensor = file.require(name);
                float[] row = new float[tensor.shape().getFirst().intValue()];
                BlockDecoder.decode(tensor.type(), file.data(tensor), 0, row, 0, row.length);
                double rms = Math.sqrt(IntStream.range(0, row.length).mapToDouble(i -> (double) row[i] * row[i]).average().orElseThrow());
                assertThat(rms).as(name).isBetween(1e-3, 100.0);
            }
        }
    }

    private static byte[] nibbles() {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 16; i++) {
            bytes[i] = (byte) (i | (15 - i) << 4);
        }
        return bytes;
    }

    private static float[] decode(TensorType type, byte[] bytes, long at, int elements) {
        float[] target = new float[elements];
        BlockDecoder.decode(type, MemorySegment.ofArray(bytes), at, target, 0, elements);
        return target;
    }
}
