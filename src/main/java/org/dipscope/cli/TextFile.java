package org.dipscope.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of text that the command line names: a file, a pipe or a device, in UTF-8. */
record TextFile(Path path) {
    /** Some hundred million tokens: more than any command can work through, and no endless device fills the memory. */
    private static final int MOST_BYTES = 1 << 28;

    /**
     * The whole text, as it is.
     *
     * @throws IllegalArgumentException with one sentence where the file cannot be a text
     * @throws IOException              if it cannot be read
     */
    String read() throws IOException {
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException("'%s' is a folder; name a file in it.".formatted(path));
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("'%s' is longer than the 256 MiB that a text may have; give a shorter one.".formatted(path));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("'%s' is no text in UTF-8; convert it first.".formatted(path), e);
        }
    }
}
