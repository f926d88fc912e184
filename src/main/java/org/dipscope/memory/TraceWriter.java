package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Selection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes a trace as docs/traces.md describes it, token by token. One thread uses it; once it has seen the largest batch, a token
 * allocates nothing. Recording never stops a run: what cannot be written is told by {@link #finish}.
 */
public final class TraceWriter implements MaskSink {
    private static final int BUFFER = 1 << 18;

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();
    private final int tokenBytes;
    private final int[] place;
    private final int[] columns;
    private byte[] pending = {};
    private int sequences;
    private long tokens;
    private int promptLength;
    private int totalLength;
    private boolean begun;
    private IOException failure;

    /**
     * Begins a file.
     *
     * @param channel where it goes; the caller closes it
     * @throws IllegalArgumentException for a method without masks
     */
    public TraceWriter(WritableByteChannel channel, TraceHeader header) {
        this.channel = channel;
        Footprint footprint = header.footprint();
        if (footprint.hooks().isEmpty()) {
            throw new IllegalArgumentException("the dense model has no masks to record; choose a masking method, or leave the trace out.");
        }
        ModelBytes bytes = header.bytes();
        this.tokenBytes = Math.toIntExact(TraceFormat.tokenBytes(bytes, footprint));
        this.place = new int[2 * bytes.layers()];
        this.columns = new int[2 * bytes.layers()];
        Arrays.fill(place, -1);
        int at = 0;
        for (int layer = 0; layer < bytes.layers(); layer++) {
            for (Footprint.Use use : footprint.hooks()) {
                int index = use.hook().index(layer);
                place[index] = at;
                columns[index] = bytes.columns(use.hook());
                at += TraceFormat.maskBytes(columns[index]);
            }
        }
        byte[] words = TraceFormat.header(header);
        ByteBuffer preamble = ByteBuffer.allocate(TraceFormat.PREAMBLE).order(ByteOrder.LITTLE_ENDIAN);
        preamble.putLong(TraceFormat.MAGIC).putInt(TraceFormat.VERSION).putInt(words.length).putInt(sum(words, words.length));
        write(preamble.array(), 0, preamble.capacity());
        write(words, 0, words.length);
    }

    @Override
    public void sequence(int prompt, int total) {
        promptLength = prompt;
        totalLength = total;
        begun = false;
    }

    @Override
    public void mask(int token, int hook, Selection selected) {
        if (place[hook] < 0) {
            throw new IllegalArgumentException("hook " + hook + " is none of the trace's method; a trace is of one method.");
        }
        int end = Math.multiplyExact(token + 1, tokenBytes);
        if (pending.length < end) {
            pending = Arrays.copyOf(pending, end);
        }
        TraceFormat.put(selected.words(), columns[hook], pending, token * tokenBytes + place[hook]);
    }

    @Override
    public void ended(int count) {
        if (count > 0 && !begun) {
            // A sequence without a masked token leaves nothing in the file, so that every sequence of a trace has one.
            ByteBuffer body = ByteBuffer.allocate(TraceFormat.SEQUENCE_BODY).order(ByteOrder.LITTLE_ENDIAN).putInt(promptLength).putInt(totalLength);
            record(TraceFormat.SEQUENCE, body.array(), 0, body.capacity());
            begun = true;
            sequences++;
        }
        for (int token = 0; token < count; token++) {
            record(TraceFormat.TOKEN, pending, token * tokenBytes, tokenBytes);
        }
        tokens += count;
    }

    /** How many tokens were recorded. */
    public long tokens() {
        return tokens;
    }

    /**
     * Writes the end, without which no reader takes the file.
     *
     * @throws IOException if anything could not be written
     */
    public void finish() throws IOException {
        ByteBuffer body = ByteBuffer.allocate(TraceFormat.END_BODY).order(ByteOrder.LITTLE_ENDIAN).putInt(sequences).putLong(tokens);
        record(TraceFormat.END, body.array(), 0, body.capacity());
        flush();
        if (failure != null) {
            throw failure;
        }
    }

    private void record(byte kind, byte[] body, int at, int length) {
        checksum.reset();
        checksum.update(kind);
        checksum.update(body, at, length);
        if (buffer.remaining() < 1 + TraceFormat.CHECKSUM) {
            flush();
        }
        buffer.put(kind);
        write(body, at, length);
        if (buffer.remaining() < TraceFormat.CHECKSUM) {
            flush();
        }
        buffer.putInt((int) checksum.getValue());
    }

    private int sum(byte[] bytes, int length) {
        checksum.reset();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }

    private void write(byte[] bytes, int at, int length) {
        for (int done = 0; done < length; ) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int part = Math.min(buffer.remaining(), length - done);
            buffer.put(bytes, at + done, part);
            done += part;
        }
    }

    private void flush() {
        buffer.flip();
        try {
            while (failure == null && buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException | UncheckedIOException e) {
            failure = e instanceof IOException io ? io : new IOException(e);
        }
        buffer.clear();
    }
}
