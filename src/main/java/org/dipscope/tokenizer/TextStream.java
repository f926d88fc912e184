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
    /** Whether a space that comes next may be the encoder's own. */
    private boolean begins;

    /** A stream at the beginning of a text, in which special tokens have no text. */
    public TextStream(Tokenizer tokenizer) {
        this(tokenizer, false);
    }

    /** A stream at the beginning of a text. */
    public TextStream(Tokenizer tokenizer, boolean showsSpecial) {
        this(tokenizer, showsSpecial, true);
    }

    private TextStream(Tokenizer tokenizer, boolean showsSpecial, boolean begins) {
        this.tokenizer = tokenizer;
        this.showsSpecial = showsSpecial;
        this.begins = begins;
    }

    /** A stream of what follows a prompt: an answer behind a special token begins without a space, a sentence that goes on keeps it. */
    public static TextStream after(Tokenizer tokenizer, int... prompt) {
        return new TextStream(tokenizer, false, prompt.length == 0 || tokenizer.standsAlone(prompt[prompt.length - 1]));
    }

    /** The characters that this token completes; empty if it completes none. */
    public String append(int id) {
        boolean beginning = begins;
        begins = tokenizer.standsAlone(id);
        if (!showsSpecial && tokenizer.special(id)) {
            return "";
        }
        byte[] more = beginning ? tokenizer.bytesAtBeginning(id) : tokenizer.bytes(id);
        byte[] bytes = Arrays.copyOf(pending, pending.length + more.length);
        System.arraycopy(more, 0, bytes, pending.length, more.length);
        return decode(bytes, false);
    }

    /** What is left of an unfinished character, as U+FFFD; the stream then is at the beginning of another text. */
    public String finish() {
        begins = true;
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
