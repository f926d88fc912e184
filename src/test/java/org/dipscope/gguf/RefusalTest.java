package org.dipscope.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One hand-built file for each thing that a file can get wrong, and the sentence that it is refused with. */
class RefusalTest {
    private static final byte[] EIGHT = new byte[8];

    @ParameterizedTest(name = "{1}")
    @MethodSource("unsound")
    void isRefusedByOneSentence(byte[] file, String sentence) {
        Throwable refusal = catchThrowable(() -> Header.read(MemorySegment.ofArray(file), file.length));
        assertThat(refusal).isInstanceOf(GgufException.class);
        assertThat(refusal.getMessage()).contains(sentence).endsWith(".").doesNotContain("\n").contains("; ");
        assertThat(refusal.getMessage().length()).isLessThan(300);
    }

    static Stream<Arguments> unsound() {
        return Stream.of(
                arguments(new GgufBuilder().magic(0x67676a74).build(), "no GGUF file, for it does not begin with the letters GGUF at byte 0"),
                arguments(new byte[] {'G', 'G', 'U'}, "no GGUF file"),
                arguments(new byte[] {'G', 'G', 'U', 'F'}, "ends at byte 4 in the middle of the version"),
                arguments(new GgufBuilder().version(1).build(), "of GGUF version 1, as byte 4 says"),
                arguments(new GgufBuilder().version(4).build(), "of GGUF version 4"),
                arguments(new GgufBuilder().version(-1).build(), "of GGUF version 4294967295"),
                arguments(new GgufBuilder().version(0).build(), "of GGUF version 0"),
                arguments(new GgufBuilder().version(3 << 24).build(), "big-endian GGUF file"),
                arguments(new GgufBuilder().miscount(0, 1L << 40).build(), "the header announces 1099511627776 tensors"),
                arguments(new GgufBuilder().miscount(-1, 0).build(), "announces 18446744073709551615 metadata keys"),
                arguments(new GgufBuilder().string("a", "b").miscount(1, 0).build(), "metadata key 2 of 2"),
                arguments(cut(new GgufBuilder().string("key", "value").build(), 40), "the value of metadata key \"key\""),
                arguments(new GgufBuilder().string("", "value").build(), "metadata key 1 of 1 is empty"),
                arguments(new GgufBuilder().string("k".repeat(65536), "value").build(), "longer than 65535 characters"),
                arguments(new GgufBuilder().string("key", "a").string("key", "b").build(), "The metadata key \"key\" stands in the file twice"),
                arguments(pair("key", 13), "the value of metadata key \"key\" is of the unknown type 13"),
                arguments(pair("key", -1), "unknown type 4294967295"),
                arguments(pair("key\n\u202e", 13), "metadata key \"key\\u000A\\u202E\""),
                arguments(pair("k".repeat(500), 13), "k…\" is of the unknown"),
                arguments(flagOf(2), "is a flag with the value 2"),
                arguments(textOf(new byte[] {(byte) 0xC3}), "holds text that is no valid UTF-8"),
                arguments(textOf(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}), "holds text that is no valid UTF-8"),
                arguments(textLength(Long.MAX_VALUE), "announces 9223372036854775807 bytes of text"),
                arguments(textLength(-1), "announces 18446744073709551615 bytes of text"),
                arguments(arrayOf(4, 0x7fffffff), "announces 2147483647 array elements"),
                arguments(arrayOf(8, Long.MIN_VALUE), "announces 9223372036854775808 array elements"),
                arguments(arrayOf(13, 1), "unknown type 13"),
                arguments(deep(5), "nests arrays more than 4 deep"),
                arguments(new GgufBuilder().uint32("general.alignment", 48).build(), "\"general.alignment\" is 48 where a power of two"),
                arguments(new GgufBuilder().uint32("general.alignment", 0).build(), "\"general.alignment\" is 0"),
                arguments(new GgufBuilder().uint32("general.alignment", 4).build(), "\"general.alignment\" is 4"),
                arguments(new GgufBuilder().string("general.alignment", "32").build(), "of type string where an integer is expected"),
                arguments(new GgufBuilder().entry("", 0, 0, 1).build(), "tensor 1 of 1 has no name"),
                arguments(new GgufBuilder().entry("x", 0, 0).build(), "Tensor \"x\" has 0 dimensions"),
                arguments(new GgufBuilder().entry("x", 0, 0, 1, 1, 1, 1, 1).build(), "Tensor \"x\" has 5 dimensions"),
                arguments(new GgufBuilder().entry("x", 0, 0, 4, 0).build(), "Dimension 2 of tensor \"x\" is 0"),
                arguments(new GgufBuilder().entry("x", 0, 0, -1).build(), "Dimension 1 of tensor \"x\" is 18446744073709551615"),
                arguments(new GgufBuilder().entry("x", 0, 0, 1L << 32, 1L << 32).build(), "more values than any file can hold"),
                arguments(new GgufBuilder().entry("x", 0, 0, 1L << 62).build(), "more values than any file can hold"),
                arguments(new GgufBuilder().entry("x", 2, 0, 33).build(), "33 values, which is no multiple of Q4_0's blocks of 32"),
                arguments(new GgufBuilder().entry("x", 8, 0, 16, 2).build(), "16 values, which is no multiple of Q8_0's blocks"),
                arguments(new GgufBuilder().entry("x", 16, 0, 256).build(), "Tensor \"x\" is of type IQ2_XXS, which this version does not read"),
                arguments(new GgufBuilder().entry("x", 19, 0, 256).build(), "Tensor \"x\" is of type IQ1_S, which this version does not read"),
                arguments(new GgufBuilder().entry("x", 99, 0, 256).build(), "Tensor \"x\" is of the unknown type 99"),
                arguments(new GgufBuilder().entry("x", 0, 0, 2).build(), "the file ends at byte"),
                arguments(new GgufBuilder().tensor("x", TensorType.F32, EIGHT, 9).build(), "takes 36 bytes from byte 0 of the data"),
                arguments(new GgufBuilder().entry("x", 0, 1L << 40, 2).build(), "from byte 1099511627776 of the data"),
                arguments(new GgufBuilder().entry("x", 0, -32, 2).build(), "from byte 18446744073709551584 of the data"),
                arguments(new GgufBuilder().tensor("x", TensorType.F32, new byte[64], 2).entry("y", 0, 8, 2).build(), "no multiple of the file's alignment of 32"),
                arguments(new GgufBuilder().tensor("x", TensorType.F32, EIGHT, 2).entry("x", 0, 0, 2).build(), "The tensor \"x\" stands in the directory twice"),
                arguments(new GgufBuilder().tensor("x", TensorType.F32, EIGHT, 2).entry("y", 0, 0, 2).build(), "The tensors \"x\" and \"y\" overlap"),
                arguments(new GgufBuilder().tensor("x", TensorType.F32, new byte[64], 16).entry("y", 0, 32, 2).build(), "The tensors \"x\" and \"y\" overlap"));
    }

    @Test
    void everyPrefixOfASoundFileIsRefusedOrWhole() throws Exception {
        byte[] file = new GgufBuilder().string("a", "text").uint32("b", 7).int32s("c", 1, 2, 3).tensor("x", TensorType.F32, EIGHT, 2)
                .tensor("y", TensorType.Q8_0, new byte[34], 32).build();
        int end = file.length - (64 - 34);
        assertThat(Header.read(MemorySegment.ofArray(file), file.length).tensors()).hasSize(2);
        assertThat(Header.read(MemorySegment.ofArray(cut(file, end)), end).tensors()).hasSize(2);
        for (int length = 0; length < end; length++) {
            byte[] prefix = cut(file, length);
            assertThat(catchThrowable(() -> Header.read(MemorySegment.ofArray(prefix), prefix.length)))
                    .as("cut at %d", length).isInstanceOf(GgufException.class);
        }
    }

    private static byte[] cut(byte[] file, int length) {
        return Arrays.copyOf(file, length);
    }

    private static byte[] pair(String key, int type) {
        GgufBuilder builder = new GgufBuilder();
        builder.pair(key, type).int64(0);
        return builder.build();
    }

    private static byte[] flagOf(int value) {
        GgufBuilder builder = new GgufBuilder();
        builder.pair("key", 7).int8(value);
        return builder.build();
    }

    private static byte[] textOf(byte[] bytes) {
        GgufBuilder builder = new GgufBuilder();
        builder.pair("key", 8).int64(bytes.length).raw(bytes);
        return builder.build();
    }

    private static byte[] textLength(long length) {
        GgufBuilder builder = new GgufBuilder();
        builder.pair("key", 8).int64(length);
        return builder.build();
    }

    private static byte[] arrayOf(int type, long length) {
        GgufBuilder builder = new GgufBuilder();
        builder.array("key", type, length).int64(0);
        return builder.build();
    }

    private static byte[] deep(int depth) {
        GgufBuilder builder = new GgufBuilder();
        GgufBuilder.Bytes bytes = builder.pair("key", 9);
        for (int i = 1; i < depth; i++) {
            bytes.int32(9).int64(1);
        }
        bytes.int32(4).int64(1).int32(7);
        return builder.build();
    }
}
