package org.dipscope.gguf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** The sample model's header: as it is, and with its long tables cut, so that a mutation costs microseconds. */
final class SampleHeader {
    private static final int TABLE = 24;

    private SampleHeader() {
    }

    /** Every byte before the first tensor's data. */
    static byte[] whole() throws IOException {
        try (GgufFile file = GgufFile.open(GgufFileTest.SAMPLE); InputStream in = Files.newInputStream(GgufFileTest.SAMPLE)) {
            long data = file.tensors().stream().mapToLong(TensorInfo::offset).min().orElseThrow();
            return in.readNBytes((int) data);
        }
    }

    /** The same keys, values and tensors, but only the first entries of the vocabulary and the merges. */
    static byte[] brief() throws IOException {
        try (GgufFile file = GgufFile.open(GgufFileTest.SAMPLE)) {
            GgufBuilder builder = new GgufBuilder();
            Metadata metadata = file.metadata();
            for (String key : metadata.keys()) {
                write(builder, metadata, key);
            }
            long data = file.tensors().stream().mapToLong(TensorInfo::offset).min().orElseThrow();
            for (TensorInfo tensor : file.tensors()) {
                long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
                builder.entry(tensor.name(), tensor.type().id(), tensor.offset() - data, shape);
            }
            return builder.header();
        }
    }

    private static void write(GgufBuilder builder, Metadata metadata, String key) throws GgufException {
        if (key.equals("tokenizer.ggml.token_type")) {
            builder.int32s(key, Arrays.copyOf(metadata.requireIntegers(key), TABLE));
        } else if (metadata.length(key).isPresent()) {
            List<String> texts = metadata.requireStrings(key);
            builder.strings(key, texts.subList(0, Math.min(TABLE, texts.size())));
        } else if (key.startsWith("tokenizer.ggml.add_")) {
            builder.flag(key, metadata.requireFlag(key));
        } else if (key.endsWith("freq_base") || key.endsWith("epsilon")) {
            builder.float32(key, (float) metadata.requireReal(key));
        } else if (isText(metadata, key)) {
            builder.string(key, metadata.requireString(key));
        } else {
            builder.uint32(key, (int) metadata.requireInteger(key));
        }
    }

    private static boolean isText(Metadata metadata, String key) {
        try {
            return metadata.string(key).isPresent();
        } catch (GgufException e) {
            return false;
        }
    }
}
