package org.dipscope;

import org.dipscope.gguf.BlockDecoder;
import org.dipscope.gguf.GgufBuilder;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.Metadata;
import org.dipscope.gguf.TensorType;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.SampleModel;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A random llama model of two layers, written as a GGUF file with the beginning of the sample's tokenizer. It keeps its weights in double
 * precision, as the file's blocks mean them, for a plain forward pass to hold the engine against.
 */
public final class TinyModel {
    public static final int VOCABULARY = 320;
    /** The sample's tokens that steer; their embeddings are zero, so that a tied head never chooses them. */
    public static final int SPECIALS = 17;

    private final Map<String, double[]> weights = new LinkedHashMap<>();
    private final Map<String, byte[]> contents = new LinkedHashMap<>();
    private final Map<String, TensorType> types = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final SplittableRandom random = new SplittableRandom(20_261_123);
    private Consumer<GgufBuilder> more = builder -> { };
    private String architecture = "llama";
    private OptionalInt eos = OptionalInt.empty();
    private int context = 256;
    private final int layers;
    private final int hidden;
    private final int intermediate;
    private final int heads;
    private final int kvHeads;

    /** The matrices are of this type, the norms of floats. */
    public TinyModel(TensorType type, int layers, int hidden, int intermediate, int heads, int kvHeads) {
        this.layers = layers;
        this.hidden = hidden;
        this.intermediate = intermediate;
        this.heads = heads;
        this.kvHeads = kvHeads;
        int kvWidth = hidden / heads * kvHeads;
        matrix("token_embd.weight", type, VOCABULARY, hidden, SPECIALS);
        vector("output_norm.weight", hidden);
        for (int layer = 0; layer < layers; layer++) {
            String prefix = "blk." + layer + ".";
            vector(prefix + "attn_norm.weight", hidden);
            matrix(prefix + "attn_q.weight", type, hidden, hidden, 0);
            matrix(prefix + "attn_k.weight", type, kvWidth, hidden, 0);
            matrix(prefix + "attn_v.weight", type, kvWidth, hidden, 0);
            matrix(prefix + "attn_output.weight", type, hidden, hidden, 0);
            vector(prefix + "ffn_norm.weight", hidden);
            matrix(prefix + "ffn_gate.weight", type, intermediate, hidden, 0);
            matrix(prefix + "ffn_up.weight", type, intermediate, hidden, 0);
            matrix(prefix + "ffn_down.weight", type, hidden, intermediate, 0);
        }
    }

    /** A small model whose rows are whole blocks of the type. */
    public static TinyModel of(TensorType type) {
        return type.blockElements() == 256 ? new TinyModel(type, 2, 256, 256, 4, 2) : new TinyModel(type, 2, 64, 96, 4, 2);
    }

    public TinyModel context(int tokens) {
        context = tokens;
        return this;
    }

    public TinyModel eos(int id) {
        eos = OptionalInt.of(id);
        return this;
    }

    public TinyModel architecture(String word) {
        architecture = word;
        return this;
    }

    /** Writes more into the file, or the same again with another meaning. */
    public TinyModel with(Consumer<GgufBuilder> addition) {
        more = more.andThen(addition);
        return this;
    }

    public TinyModel without(String tensor) {
        contents.remove(tensor);
        return this;
    }

    /** The same bytes under another shape. */
    public TinyModel reshaped(String tensor, long... shape) {
        shapes.put(tensor, shape);
        return this;
    }

    /** Changes the bytes of a tensor in place. */
    public TinyModel broken(String tensor, Consumer<byte[]> change) {
        change.accept(contents.get(tensor));
        return this;
    }

    /** One more random matrix, {@code [rows][columns]}. */
    public TinyModel matrix(String name, TensorType type, int rows, int columns) {
        matrix(name, type, rows, columns, 0);
        return this;
    }

    /** One more vector of floats around 1. */
    public TinyModel vector(String name, int length) {
        double[] values = new double[length];
        GgufBuilder.Bytes bytes = new GgufBuilder.Bytes();
        for (int i = 0; i < length; i++) {
            float value = (float) (0.5 + random.nextDouble());
            values[i] = value;
            bytes.float32(value);
        }
        put(name, TensorType.F32, values, bytes, length);
        return this;
    }

    private void matrix(String name, TensorType type, int rows, int columns, int zeroRows) {
        double[] values = new double[rows * columns];
        GgufBuilder.Bytes bytes = new GgufBuilder.Bytes();
        double size = 1.7 / Math.sqrt(columns);
        for (int at = 0; at < values.length; at += type.blockElements()) {
            block(type, at / columns < zeroRows ? 0 : size, values, at, bytes);
        }
        put(name, type, values, bytes, columns, rows);
    }

    private void put(String name, TensorType type, double[] values, GgufBuilder.Bytes bytes, long... shape) {
        weights.put(name, values);
        contents.put(name, bytes.toArray());
        types.put(name, type);
        shapes.put(name, shape);
    }

    /** One block of random values within ± {@code size}, in the file's bytes and as they are to be read. */
    private void block(TensorType type, double size, double[] values, int at, GgufBuilder.Bytes bytes) {
        switch (type) {
            case F32 -> {
                float value = (float) (size * (2 * random.nextDouble() - 1));
                bytes.float32(value);
                values[at] = value;
            }
            case F16 -> {
                short value = Float.floatToFloat16((float) (size * (2 * random.nextDouble() - 1)));
                bytes.int16(value);
                values[at] = Float.float16ToFloat(value);
            }
            case Q8_0 -> {
                double scale = half(size / 128 * (0.5 + random.nextDouble() / 2), bytes);
                for (int i = 0; i < 32; i++) {
                    int code = random.nextInt(-127, 128);
                    bytes.int8(code);
                    values[at + i] = scale * code;
                }
            }
            case Q4_0 -> {
                double scale = half(size / 8 * (random.nextBoolean() ? 1 : -1), bytes);
                nibbles(scale, -8 * scale, values, at, bytes);
            }
            case Q4_1 -> {
                double scale = half(size / 8, bytes);
                double least = half(-size * (0.8 + 0.2 * random.nextDouble()), bytes);
                nibbles(scale, least, values, at, bytes);
            }
            case BF16 -> {
                int bits = Float.floatToRawIntBits((float) (size * (2 * random.nextDouble() - 1))) & 0xFFFF_0000;
                bytes.int16(bits >>> 16);
                values[at] = Float.intBitsToFloat(bits);
            }
            case Q5_0 -> decoded(type, values, at, bytes, Map.of(0, size / 16));
            case Q5_1 -> decoded(type, values, at, bytes, Map.of(0, 2 * size / 31, 2, -size));
            case Q2_K -> decoded(type, values, at, bytes, Map.of(80, 2.4 * size / 45, 82, 1.2 * size / 15));
            case Q3_K -> decoded(type, values, at, bytes, Map.of(108, size / 128));
            case Q4_K -> decoded(type, values, at, bytes, Map.of(0, 2.4 * size / (63 * 15), 2, 1.2 * size / 63));
            case Q5_K -> decoded(type, values, at, bytes, Map.of(0, 2.4 * size / (63 * 31), 2, 1.2 * size / 63));
            case Q6_K -> decoded(type, values, at, bytes, Map.of(208, size / (128 * 32)));
            case IQ4_NL -> decoded(type, values, at, bytes, Map.of(0, size / 127));
            case IQ4_XS -> decoded(type, values, at, bytes, Map.of(0, size / (32 * 127)));
        }
    }

    /**
     * A block of random bytes with these halves at these bytes. Products of random factors and quants lie closer to zero than plain random values,
     * so that types with factors get somewhat larger scales. The block is read by the decoder, which is held against that of gguf.
     */
    private void decoded(TensorType type, double[] values, int at, GgufBuilder.Bytes bytes, Map<Integer, Double> halves) {
        byte[] block = new byte[type.blockBytes()];
        random.nextBytes(block);
        halves.forEach((place, value) -> {
            short half = Float.floatToFloat16(value.floatValue());
            block[place] = (byte) half;
            block[place + 1] = (byte) (half >> 8);
        });
        bytes.raw(block);
        float[] floats = new float[type.blockElements()];
        BlockDecoder.decode(type, MemorySegment.ofArray(block), 0, floats, 0, floats.length);
        for (int i = 0; i < floats.length; i++) {
            values[at + i] = floats[i];
        }
    }

    private void nibbles(double scale, double least, double[] values, int at, GgufBuilder.Bytes bytes) {
        for (int i = 0; i < 16; i++) {
            int low = random.nextInt(16);
            int high = random.nextInt(16);
            bytes.int8(low | high << 4);
            values[at + i] = scale * low + least;
            values[at + i + 16] = scale * high + least;
        }
    }

    private static double half(double value, GgufBuilder.Bytes bytes) {
        short half = Float.floatToFloat16((float) value);
        bytes.int16(half);
        return Float.float16ToFloat(half);
    }

    /** Writes the file. */
    public Path write(Path file) throws IOException {
        GgufBuilder builder = new GgufBuilder();
        String prefix = architecture + ".";
        builder.string("general.architecture", architecture)
                .uint32(prefix + "block_count", layers)
                .uint32(prefix + "embedding_length", hidden)
                .uint32(prefix + "feed_forward_length", intermediate)
                .uint32(prefix + "attention.head_count", heads)
                .uint32(prefix + "attention.head_count_kv", kvHeads)
                .uint32(prefix + "context_length", context)
                .float32(prefix + "attention.layer_norm_rms_epsilon", 1e-5f);
        tokenizer(builder);
        more.accept(builder);
        contents.forEach((name, content) -> builder.tensor(name, types.get(name), content, shapes.get(name)));
        return Files.write(file, builder.build());
    }

    private void tokenizer(GgufBuilder builder) throws GgufException {
        try (GgufFile sample = GgufFile.open(SampleModel.ofThisProgram().file())) {
            Metadata metadata = sample.metadata();
            List<String> tokens = metadata.requireStrings("tokenizer.ggml.tokens").subList(0, VOCABULARY);
            Set<String> known = new HashSet<>(tokens);
            List<String> merges = new ArrayList<>();
            for (String merge : metadata.requireStrings("tokenizer.ggml.merges")) {
                String[] parts = merge.split(" ");
                if (known.contains(parts[0]) && known.contains(parts[1]) && known.contains(parts[0] + parts[1])) {
                    merges.add(merge);
                }
            }
            builder.string("tokenizer.ggml.model", metadata.requireString("tokenizer.ggml.model"))
                    .string("tokenizer.ggml.pre", metadata.requireString("tokenizer.ggml.pre"))
                    .strings("tokenizer.ggml.tokens", tokens)
                    .int32s("tokenizer.ggml.token_type", Arrays.copyOf(metadata.requireIntegers("tokenizer.ggml.token_type"), VOCABULARY))
                    .strings("tokenizer.ggml.merges", merges);
            eos.ifPresent(id -> builder.uint32("tokenizer.ggml.eos_token_id", id));
        }
    }

    /** Writes the file and loads it with two threads. */
    public LoadedModel load(Path folder) throws IOException {
        return LoadedModel.open(write(folder.resolve("tiny.gguf")), 2, Progress.SILENT);
    }

    public double[] weights(String tensor) {
        return weights.get(tensor);
    }

    /** {@code W x} of a matrix of this many rows. */
    public double[] multiply(String tensor, int rows, double[] x) {
        double[] matrix = weights(tensor);
        double[] y = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < x.length; i++) {
                y[row] += matrix[row * x.length + i] * x[i];
            }
        }
        return y;
    }

    public int layers() {
        return layers;
    }

    public int hidden() {
        return hidden;
    }

    public int intermediate() {
        return intermediate;
    }

    public int heads() {
        return heads;
    }

    public int kvHeads() {
        return kvHeads;
    }
}
