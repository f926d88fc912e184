package org.dipscope.tokenizer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns tokens into text as they come. A character appears when its last byte has come, never half; bytes that can become no
 * character appear as U+FFFD. Not for several threads at once.
 */
public final class TextStream {
    private final Tokenizer tokenizer;
    private final boolean showsSpecial;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] pending = new byte[0];

    /** A stream in which special tokens have no text. */
    public TextStream(Tokenizer tokenizer) {
        this(tokenizer, false);
    }

    public TextStream(Tokenizer tokenizer, boolean showsSpecial) {
        this.tokenizer = tokenizer;
        this.showsSpecial = showsSpecial;
    }

    /** The characters that this token completes; empty if it completes none. */
    public String append(int id) {
        if (!showsSpecial && tokenizer.special(id)) {
            return "";
        }
        byte[] more = tokenizer.bytes(id);
        byte[] bytes = Arrays.copyOf(pending, pending.length + more.length);
        System.arraycopy(more, 0, bytes, pending.length, more.length);
        return decode(bytes, false);
    }

    /** What is left of an unfinished character, as U+FFFD; the stream is then as new. */
    public String finish() {
        return decode(pending, true);
    }

    private String decode(byte[] bytes, boolean last) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        decoder.reset();
        decoder.decode(in, out, last);
        pending = Arrays.copyOfRange(bytes, in.position(), bytes.length);
        return out.flip().toString();
    }
}
