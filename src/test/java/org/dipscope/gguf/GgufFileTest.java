package org.dipscope.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {
    static final Path SAMPLE = Path.of("sample-models", "SmolLM2-135M-Instruct.Q4_1.gguf");

    @TempDir
    Path folder;

    @Test
    void readsTheSampleModel() throws Exception {
        try (GgufFile file = GgufFile.open(SAMPLE)) {
            assertThat(file.version()).isEqualTo(3);
            assertThat(file.bytes()).isEqualTo(Files.size(SAMPLE));
            assertThat(file.tensors()).hasSize(272);
            assertThat(file.metadata().requireString("general.architecture")).isEqualTo("llama");
            assertThat(file.metadata().requireInteger("llama.block_count")).isEqualTo(30);
            assertThat(file.metadata().requireReal("llama.rope.freq_base")).isEqualTo(100000);
            assertThat(file.metadata().requireFlag("tokenizer.ggml.add_bos_token")).isFalse();
            assertThat(file.metadata().requireStrings("tokenizer.ggml.tokens")).hasSize(49152).startsWith("<|endoftext|>", "<|im_start|>");
            assertThat(file.metadata().requireIntegers("tokenizer.ggml.token_type")).hasSize(49152).startsWith(3, 3, 3);

            TensorInfo embedding = file.require("token_embd.weight");
            assertThat(embedding).isEqualTo(
                    new TensorInfo("token_embd.weight", List.of(576L, 49152L), TensorType.Q8_0, 1785664, 30081024));
            assertThat(embedding.elements()).isEqualTo(576L * 49152);
            assertThat(file.data(embedding).byteSize()).isEqualTo(30081024);
            assertThat(file.data(embedding).isReadOnly()).isTrue();

            TensorInfo last = file.tensors().stream().max(Comparator.comparingLong(TensorInfo::offset)).orElseThrow();
            assertThat(last.offset() + last.bytes()).isLessThanOrEqualTo(file.bytes()).isGreaterThan(file.bytes() - 64);
        }
    }

    @Test
    void everyKindOfValueComesBackAsItWasWritten() throws Exception {
        GgufBuilder builder = new GgufBuilder().version(2).string("text", "naïve 🙂").uint32("u32", -1).float32("f32", 0.1f)
                .flag("yes", true).strings("texts", List.of("", "a", "b")).int32s("ints", 1, -2).float32s("reals", 1.5f, Float.NaN);
        builder.pair("u8", 0).int8(255);
        builder.pair("i8", 1).int8(255);
        builder.pair("u16", 2).int16(65535);
        builder.pair("i16", 3).int16(65535);
        builder.pair("i32", 5).int32(-7);
        builder.pair("u64", 10).int64(-1);
        builder.pair("i64", 11).int64(Long.MIN_VALUE);
        builder.pair("f64", 12).int64(Double.doubleToLongBits(Math.PI));
        builder.array("u64s", 10, 2).int64(5).int64(1L << 40);
        builder.array("flags", 7, 2).int8(1).int8(0);
        builder.array("nested", 9, 1).int32(9).int64(1).int32(0).int64(2).int8(1).int8(2);
        try (GgufFile file = GgufFile.open(write(builder.build()))) {
            Metadata metadata = file.metadata();
            assertThat(file.version()).isEqualTo(2);
            assertThat(file.tensors()).isEmpty();
            assertThat(metadata.keys()).startsWith("text", "u32").endsWith("flags", "nested");
            assertThat(metadata.string("text")).contains("naïve 🙂");
            assertThat(metadata.integer("u32")).hasValue(0xFFFFFFFFL);
            assertThat(metadata.real("f32")).hasValue(0.1f);
            assertThat(metadata.real("u8")).hasValue(255);
            assertThat(metadata.flag("yes")).contains(true);
            assertThat(metadata.strings("texts").orElseThrow()).containsExactly("", "a", "b");
            assertThat(metadata.integers("ints").orElseThrow()).containsExactly(1, -2);
            assertThat(metadata.integers("flags").orElseThrow()).containsExactly(1, 0);
            assertThat(metadata.reals("reals").orElseThrow()).containsExactly(1.5f, Float.NaN);
            assertThat(metadata.integer("u8")).hasValue(255);
            assertThat(metadata.integer("i8")).hasValue(-1);
            assertThat(metadata.integer("u16")).hasValue(65535);
            assertThat(metadata.integer("i16")).hasValue(-1);
            assertThat(metadata.integer("i32")).hasValue(-7);
            assertThat(metadata.integer("i64")).hasValue(Long.MIN_VALUE);
            assertThat(metadata.real("f64")).hasValue(Math.PI);
            assertThat(metadata.length("nested")).hasValue(1);
            assertThat(metadata.string("absent")).isEmpty();
            assertThat(metadata.integer("absent")).isEmpty();
            assertThat(metadata.real("absent")).isEmpty();
            assertThat(metadata.flag("absent")).isEmpty();
            assertThat(metadata.strings("absent")).isEmpty();
            assertThat(metadata.integers("absent")).isEmpty();
            assertThat(metadata.reals("absent")).isEmpty();
            assertThat(metadata.length("absent")).isEmpty();
            assertThatThrownBy(() -> metadata.integer("u64")).isInstanceOf(GgufException.class).hasMessageContaining("18446744073709551615");
            assertThatThrownBy(() -> metadata.integers("u64s")).isInstanceOf(GgufException.class).hasMessageContaining("Element 1");
        }
    }

    @Test
    void aValueOfAnotherTypeIsNotMistakenForAnAbsentOne() throws Exception {
        GgufBuilder builder = new GgufBuilder().string("text", "x").uint32("number", 1).strings("texts", List.of("a"));
        try (GgufFile file = GgufFile.open(write(builder.build()))) {
            Metadata metadata = file.metadata();
            assertThatThrownBy(() -> metadata.integer("text")).isInstanceOf(GgufException.class)
                    .hasMessageStartingWith("The metadata key \"text\" is of type string where an integer is expected");
            assertThatThrownBy(() -> metadata.real("text")).isInstanceOf(GgufException.class).hasMessageContaining("a number");
            assertThatThrownBy(() -> metadata.string("number")).isInstanceOf(GgufException.class).hasMessageContaining("of type uint32");
            assertThatThrownBy(() -> metadata.flag("number")).isInstanceOf(GgufException.class).hasMessageContaining("a flag");
            assertThatThrownBy(() -> metadata.strings("text")).isInstanceOf(GgufException.class).hasMessageContaining("a list of texts");
            assertThatThrownBy(() -> metadata.integers("texts")).isInstanceOf(GgufException.class)
                    .hasMessageContaining("a list of type string where a list of integers is expected");
            assertThatThrownBy(() -> metadata.requireString("none")).isInstanceOf(GgufException.class)
                    .hasMessageStartingWith("The file lacks the metadata key \"none\"");
            assertThatThrownBy(() -> file.require("none")).isInstanceOf(GgufException.class)
                    .hasMessageStartingWith("The file lacks the tensor \"none\"");
        }
    }

    @Test
    void tensorsAreExactSlicesAtTheirAlignment() throws Exception {
        byte[] first = {1, 2, 3, 4};
        byte[] second = {5, 6, 7, 8, 9, 10, 11, 12};
        Path path = write(new GgufBuilder().alignment(64).uint32("general.alignment", 64).tensor("a", TensorType.F32, first, 1)
                .tensor("b", TensorType.F16, second, 2, 2).build());
        GgufFile file = GgufFile.open(path);
        try (file) {
            MemorySegment data = file.data(file.require("b"));
            assertThat(data.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(second);
            assertThat(file.require("b").offset() % 64).isZero();
            assertThat(file.data(file.require("a")).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(first);
            assertThatThrownBy(() -> file.data(new TensorInfo("a", List.of(2L), TensorType.F32, 0, 8)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        MemorySegment late = file.data(file.require("a"));
        assertThatThrownBy(() -> late.get(ValueLayout.JAVA_BYTE, 0)).isInstanceOf(IllegalStateException.class);
        file.close();
        Files.delete(path);
    }

    @Test
    void severalThreadsMayRead() throws Exception {
        try (GgufFile file = GgufFile.open(SAMPLE)) {
            TensorInfo info = file.require("blk.3.ffn_up.weight");
            byte[] here = file.data(info).toArray(ValueLayout.JAVA_BYTE);
            byte[][] there = new byte[1][];
            Thread reader = new Thread(() -> there[0] = file.data(info).toArray(ValueLayout.JAVA_BYTE));
            reader.start();
            reader.join();
            assertThat(there[0]).isEqualTo(here);
        }
    }

    @Test
    void whatIsNoReadableFileGetsASentence() throws Exception {
        assertThatThrownBy(() -> GgufFile.open(folder.resolve("absent.gguf"))).isInstanceOf(GgufException.class)
                .hasMessageStartingWith("There is no file ").hasMessageContaining("absent.gguf");
        assertThatThrownBy(() -> GgufFile.open(folder)).isInstanceOf(GgufException.class)
                .hasMessageStartingWith("This is a folder, not a file");
        assertThatThrownBy(() -> GgufFile.open(write(new byte[0]))).isInstanceOf(GgufException.class)
                .hasMessage("The file is empty; download it again.");
        assertThatThrownBy(() -> GgufFile.open(write("GIF89a".getBytes()))).isInstanceOf(GgufException.class)
                .hasMessageStartingWith("The file is no GGUF file");
    }

    private Path write(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "model", ".gguf"), content);
    }
}
