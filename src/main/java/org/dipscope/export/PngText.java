package org.dipscope.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The text that a PNG carries in its {@code iTXt} chunk with the keyword {@code Dipscope}. */
public final class PngText {
    /** The chunk's keyword. */
    public static final String KEYWORD = "Dipscope";
    private static final byte[] HEAD = (KEYWORD + "\0").getBytes(StandardCharsets.ISO_8859_1);
    /** Many times what any settings need; a picture that claims more is hostile. */
    private static final int MOST_BYTES = 16 << 20;

    private PngText() {
    }

    /**
     * The same picture with this text in place of any that it carried.
     *
     * @throws IllegalArgumentException with one sentence where the bytes are no whole PNG
     */
    public static byte[] put(byte[] png, String text) {
        List<PngChunks.Chunk> chunks = new ArrayList<>(PngChunks.read(png));
        chunks.removeIf(PngText::carriesText);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // Not compressed, no language, no translated keyword.
        ByteBuffer content = ByteBuffer.allocate(HEAD.length + 4 + utf8.length).put(HEAD).put(new byte[4]).put(utf8);
        // Right behind the header, where readers that stop at the picture's data still find it.
        chunks.add(1, new PngChunks.Chunk("iTXt", content.array()));
        return PngChunks.write(chunks);
    }

    /**
     * The text that a picture carries; empty for a picture of another program. The bytes are not trusted.
     *
     * @throws IllegalArgumentException with one sentence where the bytes are no whole PNG, or its text is broken
     */
    public static Optional<String> get(byte[] png) {
        return PngChunks.read(png).stream().filter(PngText::carriesText).findFirst().map(chunk -> text(chunk.content()));
    }

    private static boolean carriesText(PngChunks.Chunk chunk) {
        return chunk.type().equals("iTXt") && chunk.content().length >= HEAD.length
                && Arrays.equals(chunk.content(), 0, HEAD.length, HEAD, 0, HEAD.length);
    }

    private static String text(byte[] content) {
        int language = HEAD.length + 2;
        int translated = endOfWord(content, language);
        int text = endOfWord(content, translated);
        byte compressed = content[HEAD.length];
        if (compressed > 1 || compressed < 0 || content[HEAD.length + 1] != 0) {
            throw broken();
        }
        byte[] utf8 = Arrays.copyOfRange(content, text, content.length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(compressed == 1 ? inflate(utf8) : utf8)).toString();
        } catch (CharacterCodingException e) {
            throw broken();
        }
    }

    private static int endOfWord(byte[] content, int from) {
        for (int i = from; i < content.length; i++) {
            if (content[i] == 0) {
                return i + 1;
            }
        }
        throw broken();
    }

    private static byte[] inflate(byte[] compressed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary()) || bytes.size() > MOST_BYTES) {
                    throw broken();
                }
                bytes.write(buffer, 0, count);
            }
            return bytes.toByteArray();
        } catch (DataFormatException e) {
            throw broken();
        } finally {
            inflater.end();
        }
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("the settings inside the PNG are broken; get the picture again.");
    }
}
