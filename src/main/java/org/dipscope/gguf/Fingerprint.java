package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells a model's weights from any other's without reading all of them. */
public final class Fingerprint {
    private static final int SAMPLE = 4096;
    private static final int DIGITS = 32;

    private Fingerprint() {
    }

    /** SHA-256 over each tensor's name, type, shape and its first and middle 4 kB, cut to 32 hexadecimal digits; metadata do not count. */
    public static String of(GgufFile file) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        for (TensorInfo tensor : file.tensors()) {
            digest.update("%s %s %s\n".formatted(tensor.name(), tensor.type(), tensor.shape()).getBytes(StandardCharsets.UTF_8));
            MemorySegment data = file.data(tensor);
            digest.update(sample(data, 0));
            digest.update(sample(data, data.byteSize() / 2));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static byte[] sample(MemorySegment data, long at) {
        return data.asSlice(at, Math.min(SAMPLE, data.byteSize() - at)).toArray(ValueLayout.JAVA_BYTE);
    }
}
