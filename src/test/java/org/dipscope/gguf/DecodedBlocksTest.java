package org.dipscope.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The decoder against the dequantiser of the PyPI package {@code gguf}; src/test/python/decoded_blocks.py wrote the blocks and their values. */
class DecodedBlocksTest {
    private static final Path FILE = Path.of("src", "test", "resources", "org", "dipscope", "gguf", "decoded-blocks.bin");

    private record Decoded(byte[] blocks, int[] values) {
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void scalesOfEveryKindDecodeBitForBit(TensorType type) throws IOException {
        Decoded decoded = read().get(type);
        assertThat(decoded.blocks().length / type.blockBytes()).isGreaterThanOrEqualTo(12);
        float[] values = new float[decoded.values().length];
        BlockDecoder.decode(type, MemorySegment.ofArray(decoded.blocks()), 0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            // Which no number it is differs between machines; that it is none does not.
            assertThat(Float.floatToIntBits(values[i])).as("%s, value %d", type, i).isEqualTo(Float.floatToIntBits(Float.intBitsToFloat(decoded.values()[i])));
        }
    }

    private static Map<TensorType, Decoded> read() throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(FILE)).order(ByteOrder.LITTLE_ENDIAN);
        Map<TensorType, Decoded> all = new EnumMap<>(TensorType.class);
        while (file.hasRemaining()) {
            byte[] name = new byte[8];
            file.get(name);
            TensorType type = TensorType.valueOf(new String(name, StandardCharsets.US_ASCII).strip());
            int count = file.getInt();
            byte[] blocks = new byte[count * type.blockBytes()];
            file.get(blocks);
            int[] values = new int[count * type.blockElements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = file.getInt();
            }
            all.put(type, new Decoded(blocks, values));
        }
        return all;
    }
}
