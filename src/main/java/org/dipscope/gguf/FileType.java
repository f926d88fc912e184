package org.dipscope.gguf;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How a whole file is quantised, by the name that people know it by: a {@code Q4_K_M} file mixes several tensor types, and may hold more
 * tensors of another type than the one that it is named after.
 */
public final class FileType {
    private static final String KEY = "general.file_type";
    /** {@code general.file_type} as the GGUF specification numbers it, for the files whose tensors can be read. */
    private static final Map<Long, String> NAMES = Map.ofEntries(
            Map.entry(0L, "F32"), Map.entry(1L, "F16"), Map.entry(2L, "Q4_0"), Map.entry(3L, "Q4_1"), Map.entry(7L, "Q8_0"), Map.entry(8L, "Q5_0"),
            Map.entry(9L, "Q5_1"), Map.entry(10L, "Q2_K"), Map.entry(11L, "Q3_K_S"), Map.entry(12L, "Q3_K_M"), Map.entry(13L, "Q3_K_L"),
            Map.entry(14L, "Q4_K_S"), Map.entry(15L, "Q4_K_M"), Map.entry(16L, "Q5_K_S"), Map.entry(17L, "Q5_K_M"), Map.entry(18L, "Q6_K"),
            Map.entry(21L, "Q2_K_S"), Map.entry(25L, "IQ4_NL"), Map.entry(30L, "IQ4_XS"), Map.entry(32L, "BF16"));

    private FileType() {
    }

    /** What the metadata say, or, where they say nothing that has a name here, the tensor type that fills most bytes of the file. */
    public static String of(GgufFile file) {
        String said = NAMES.get(said(file.metadata()));
        return said == null ? mostBytes(file) : said;
    }

    private static long said(Metadata metadata) {
        try {
            OptionalLong number = metadata.integer(KEY);
            return number.orElse(-1);
        } catch (GgufException e) {
            // A label is no reason to refuse a model that can be run.
            return -1;
        }
    }

    private static String mostBytes(GgufFile file) {
        Map<TensorType, Long> bytes = new TreeMap<>();
        file.tensors().forEach(tensor -> bytes.merge(tensor.type(), tensor.bytes(), Long::sum));
        return bytes.entrySet().stream().max(Map.Entry.comparingByValue()).map(most -> most.getKey().name()).orElse("F32");
    }
}
