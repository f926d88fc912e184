package org.dipscope.gguf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Coverage-guided fuzzing of the header. In an ordinary test run only the stored inputs are tried; with {@code JAZZER_FUZZ=1} in
 * the environment new ones are sought for as long as {@code maxDuration} says.
 */
class HeaderFuzzTest {
    @FuzzTest(maxDuration = "3m")
    void header(byte[] file) {
        try {
            Header header = Header.read(MemorySegment.ofArray(file), file.length);
            for (TensorInfo tensor : header.tensors().values()) {
                require(tensor.elements() > 0 && tensor.bytes() > 0, tensor);
                require(tensor.offset() > 0 && tensor.offset() + tensor.bytes() <= file.length, tensor);
                float[] block = new float[tensor.type().blockElements()];
                BlockDecoder.decode(tensor.type(), MemorySegment.ofArray(file), tensor.offset(), block, 0, block.length);
            }
            for (String key : header.metadata().keys()) {
                require(StandardCharsets.UTF_8.newEncoder().canEncode(key), key);
            }
        } catch (GgufException refusal) {
            require(refusal.getMessage().endsWith("."), refusal.getMessage());
        }
    }

    private static void require(boolean held, Object what) {
        if (!held) {
            throw new AssertionError(what);
        }
    }
}
