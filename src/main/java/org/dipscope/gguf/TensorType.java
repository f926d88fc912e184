package org.dipscope.gguf;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tensor formats that this version reads. A row of a tensor is a sequence of blocks of {@code blockElements} values, each
 * stored in {@code blockBytes} bytes, little-endian. A new format is one constant here and one {@link BlockLayout}.
 */
public enum TensorType {
    /** 32-bit IEEE floats. */
    F32(0, 1, 4),
    /** 16-bit IEEE floats. */
    F16(1, 1, 2),
    /** The upper halves of 32-bit floats. */
    BF16(30, 1, 2),
    /** 32 values of 4 bits: {@code scale · (nibble − 8)}; an F16 scale, then 16 bytes, low nibbles first. */
    Q4_0(2, 32, 18),
    /** 32 values of 4 bits: {@code scale · nibble + minimum}; F16 scale, F16 minimum, then 16 bytes, low nibbles first. */
    Q4_1(3, 32, 20),
    /** 32 values of 5 bits: {@code scale · (q − 16)}; an F16 scale, a 32-bit word of the fifth bits, then the nibbles as in Q4_0. */
    Q5_0(6, 32, 22),
    /** 32 values of 5 bits: {@code scale · q + minimum}; F16 scale, F16 minimum, then as in Q5_0. */
    Q5_1(7, 32, 24),
    /** 32 values of 8 bits: {@code scale · byte}; an F16 scale, then 32 signed bytes. */
    Q8_0(8, 32, 34),
    /** 256 values of 2 bits in groups of 16, each with a 4-bit factor of the block's scale and of its minimum; see {@link BlockLayout}. */
    Q2_K(10, 256, 84),
    /** 256 values of 3 bits in groups of 16, each with a signed 6-bit factor of the block's scale. */
    Q3_K(11, 256, 110),
    /** 256 values of 4 bits in groups of 32, each with a 6-bit factor of the block's scale and of its minimum. */
    Q4_K(12, 256, 144),
    /** 256 values of 5 bits, otherwise as Q4_K. */
    Q5_K(13, 256, 176),
    /** 256 values of 6 bits in groups of 16, each with a signed 8-bit factor of the block's scale. */
    Q6_K(14, 256, 210),
    /** 32 values of 4 bits that choose from a table of 16 values; otherwise as Q4_0. */
    IQ4_NL(20, 32, 18),
    /** 256 values as those of IQ4_NL in groups of 32, each with a signed 6-bit factor of the block's scale. */
    IQ4_XS(23, 256, 136);

    /** Formats that exist and are not read, so that a refusal can name them. */
    private static final Map<Integer, String> OTHERS = Map.ofEntries(
            Map.entry(9, "Q8_1"), Map.entry(15, "Q8_K"), Map.entry(16, "IQ2_XXS"), Map.entry(17, "IQ2_XS"), Map.entry(18, "IQ3_XXS"),
            Map.entry(19, "IQ1_S"), Map.entry(21, "IQ3_S"), Map.entry(22, "IQ2_S"), Map.entry(24, "I8"), Map.entry(25, "I16"),
            Map.entry(26, "I32"), Map.entry(27, "I64"), Map.entry(28, "F64"), Map.entry(29, "IQ1_M"), Map.entry(34, "TQ1_0"),
            Map.entry(35, "TQ2_0"), Map.entry(39, "MXFP4"), Map.entry(40, "NVFP4"));
    private static final TensorType[] KNOWN = values();
    private static final String READABLE = Arrays.stream(KNOWN).map(TensorType::name).collect(Collectors.joining(", "));

    private final int id;
    private final int blockElements;
    private final int blockBytes;

    TensorType(int id, int blockElements, int blockBytes) {
        this.id = id;
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    /** The number by which GGUF files name the format. */
    public int id() {
        return id;
    }

    /** Values in one block, at least 1. */
    public int blockElements() {
        return blockElements;
    }

    /** Bytes of one block in the file. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Bytes of {@code elements} values, which must be a multiple of {@link #blockElements()}. */
    public long bytes(long elements) {
        if (elements < 0 || elements % blockElements != 0) {
            throw new IllegalArgumentException(elements + " values are no whole number of " + this + " blocks");
        }
        return Math.multiplyExact(elements / blockElements, (long) blockBytes);
    }

    /** The format with this id; refuses every other one by its name, or by its number if it has none. */
    static TensorType byId(int id, String tensor) throws GgufException {
        for (TensorType type : KNOWN) {
            if (type.id == id) {
                return type;
            }
        }
        String name = OTHERS.get(id);
        throw new GgufException(Trouble.TENSOR_TYPE, name != null
                ? "Tensor " + Quote.of(tensor) + " is of type " + name + ", which this version does not read; choose a file quantised as "
                        + READABLE + "."
                : "Tensor " + Quote.of(tensor) + " is of the unknown type " + Integer.toUnsignedString(id)
                        + "; choose a file quantised as " + READABLE + ".", name != null ? name : Integer.toUnsignedString(id), READABLE);
    }
}
