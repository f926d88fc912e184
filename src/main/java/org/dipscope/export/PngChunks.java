package org.dipscope.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** The chunks that a PNG consists of (ISO/IEC 15948): a length, four letters, the content and a checksum over letters and content. */
final class PngChunks {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int FRAME = 12;

    private PngChunks() {
    }

    /**
     * One chunk.
     *
     * @param type    four ASCII letters
     * @param content without length and checksum
     */
    record Chunk(String type, byte[] content) {
    }

    /**
     * The chunks of a PNG up to its end; what stands behind that is not looked at.
     *
     * @throws IllegalArgumentException with one sentence where it is none, or broken
     */
    static List<Chunk> read(byte[] png) {
        if (png.length < SIGNATURE.length || !Arrays.equals(png, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw new IllegalArgumentException("the file is no PNG; choose a picture that Dipscope saved.");
        }
        List<Chunk> chunks = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(png);
        int at = SIGNATURE.length;
        do {
            long length = png.length - at < FRAME ? Long.MAX_VALUE : bytes.getInt(at) & 0xFFFFFFFFL;
            if (length > png.length - at - FRAME) {
                throw new IllegalArgumentException("the PNG breaks off at byte %d; get it again.".formatted(at));
            }
            int end = at + 8 + (int) length;
            if ((int) checksum(png, at + 4, end) != bytes.getInt(end)) {
                throw new IllegalArgumentException("the PNG is damaged in the part at byte %d; get it again.".formatted(at));
            }
            chunks.add(new Chunk(new String(png, at + 4, 4, StandardCharsets.ISO_8859_1), Arrays.copyOfRange(png, at + 8, end)));
            at = end + 4;
            if (!chunks.getFirst().type().equals("IHDR")) {
                throw new IllegalArgumentException("the PNG does not begin with its header; get it again.");
            }
        } while (!chunks.getLast().type().equals("IEND"));
        return chunks;
    }

    /** A PNG of these chunks. */
    static byte[] write(List<Chunk> chunks) {
        ByteBuffer png = ByteBuffer.allocate(SIGNATURE.length + chunks.stream().mapToInt(chunk -> FRAME + chunk.content().length).sum());
        png.put(SIGNATURE);
        for (Chunk chunk : chunks) {
            int start = png.position() + 4;
            png.putInt(chunk.content().length).put(chunk.type().getBytes(StandardCharsets.ISO_8859_1)).put(chunk.content());
            png.putInt((int) checksum(png.array(), start, png.position()));
        }
        return png.array();
    }

    private static long checksum(byte[] bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, to - from);
        return crc.getValue();
    }
}
