package org.dipscope.gguf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a header from its beginning to its end and never past it, and names in its refusals what it was reading. */
final class Cursor {
    /** The longest header that is read; the largest known vocabularies take some tens of megabytes. */
    static final long LONGEST_HEADER = 256L << 20;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment header;
    private final long end;
    private byte[] scratch = new byte[256];
    private long position;
    private String thing = "the header";
    private String name;
    private int index;
    private int of;

    Cursor(MemorySegment header) {
        this.header = header;
        this.end = Math.min(header.byteSize(), LONGEST_HEADER);
    }

    long position() {
        return position;
    }

    long remaining() {
        return end - position;
    }

    /** What is being read; put together only when a refusal needs it, for there are as many places as values. */
    String place() {
        return name != null ? thing + " " + Quote.of(name) : of > 0 ? thing + " " + index + " of " + of : thing;
    }

    void enter(String what) {
        enter(what, null);
    }

    /** From here on {@code what} of the thing called {@code called} is read. */
    void enter(String what, String called) {
        thing = what;
        name = called;
        of = 0;
    }

    /** From here on number {@code ordinal} of {@code total} things is read. */
    void enter(String what, int ordinal, int total) {
        enter(what, null);
        index = ordinal;
        of = total;
    }

    byte int8() throws GgufException {
        return header.get(ValueLayout.JAVA_BYTE, advance(1));
    }

    short int16() throws GgufException {
        return header.get(SHORT, advance(2));
    }

    int int32() throws GgufException {
        return header.get(INT, advance(4));
    }

    long int64() throws GgufException {
        return header.get(LONG, advance(8));
    }

    /** A number of things of at least {@code least} bytes each, refused if the rest of the file cannot hold so many. */
    int count(int least, String things) throws GgufException {
        long at = position;
        long count = int64();
        if (count < 0 || count > remaining() / least || count > Integer.MAX_VALUE - 8) {
            throw new GgufException(Trouble.DAMAGED, "At byte " + at + ", " + place() + " announces " + Long.toUnsignedString(count) + " " + things
                    + ", but only " + remaining() + " bytes follow; the file is truncated or damaged, download it again.");
        }
        return (int) count;
    }

    /** A length and so many bytes of UTF-8. */
    String string() throws GgufException {
        int length = count(1, "bytes of text");
        if (length > scratch.length) {
            scratch = new byte[Math.max(length, (int) Math.min(2L * scratch.length, remaining()))];
        }
        long at = advance(length);
        MemorySegment.copy(header, ValueLayout.JAVA_BYTE, at, scratch, 0, length);
        String text = new String(scratch, 0, length, StandardCharsets.UTF_8);
        // Only malformed bytes and the replacement character itself come out as U+FFFD, so the strict decoder is rarely asked.
        if (text.indexOf('\uFFFD') >= 0) {
            requireUtf8(length, at);
        }
        return text;
    }

    private void requireUtf8(int length, long at) throws GgufException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(scratch, 0, length));
        } catch (CharacterCodingException e) {
            throw new GgufException(Trouble.DAMAGED, "At byte " + at + ", " + place() + " holds text that is no valid UTF-8; the file is damaged, "
                    + "download it again.", e);
        }
    }

    private long advance(long bytes) throws GgufException {
        if (bytes > remaining()) {
            throw new GgufException(Trouble.DAMAGED, end == LONGEST_HEADER && header.byteSize() > end
                    ? "The header is longer than " + (LONGEST_HEADER >> 20) + " MiB at " + place()
                            + ", which no known model needs; the file is damaged, download it again."
                    : "The file ends at byte " + end + " in the middle of " + place()
                            + "; it is truncated, download it again.");
        }
        long at = position;
        position += bytes;
        return at;
    }
}
