package org.dipscope.memory;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.core.JsonFactory;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Reads the binary trace format of docs/traces.md. The file is not trusted: every length is held against what is left of the file before
 * anything is allocated for it, and every record against its checksum.
 */
public final class TraceReader {
    private final JsonMapper json = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build()).build());

    /** Whether a file begins as a binary trace does. */
    public static boolean recognises(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(8);
            return start.length == 8 && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong() == TraceFormat.MAGIC;
        }
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException with one sentence that names the file and what is wrong with its content
     * @throws IOException              if it cannot be read
     */
    public RecordedTrace read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new Reading(in, Files.size(file)).trace();
        } catch (EOFException e) {
            throw new IllegalArgumentException("%s is cut short; record the trace again.".formatted(file), e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("%s is no usable trace: its header is not JSON; record it again.".formatted(file), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s is no usable trace: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** One file being read. */
    private final class Reading {
        private final InputStream in;
        private final CRC32C checksum = new CRC32C();
        private final List<MaskTrace> sequences = new ArrayList<>();
        private long left;
        private TraceHeader header;
        private byte[] body = {};
        private Map<Hook, List<List<Mask>>> masks;
        private int promptLength;
        private int totalLength;
        private int tokens;
        private long allTokens;

        Reading(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        RecordedTrace trace() throws IOException {
            readHeader();
            // At most 2^12 layers of 2^18 bytes.
            int tokenBytes = Math.toIntExact(TraceFormat.tokenBytes(header.bytes(), header.footprint()));
            while (true) {
                int kind = take(1)[0];
                switch (kind) {
                    case TraceFormat.SEQUENCE -> begin(record(kind, TraceFormat.SEQUENCE_BODY));
                    case TraceFormat.TOKEN -> token(record(kind, tokenBytes));
                    case TraceFormat.END -> {
                        end(record(kind, TraceFormat.END_BODY));
                        return new RecordedTrace(header, sequences);
                    }
                    default -> throw new IllegalArgumentException("it has a record of the unknown kind %d; record it again.".formatted(kind));
                }
            }
        }

        private void readHeader() throws IOException {
            ByteBuffer preamble = ByteBuffer.wrap(take(TraceFormat.PREAMBLE)).order(ByteOrder.LITTLE_ENDIAN);
            JsonFields.require(preamble.getLong() == TraceFormat.MAGIC, "it does not begin with DIPTRACE; give a file that --trace has written.");
            int version = preamble.getInt();
            JsonFields.require(version == TraceFormat.VERSION, "its version is %d and this program reads %d; record it again.", version, TraceFormat.VERSION);
            int length = preamble.getInt();
            int sum = preamble.getInt();
            JsonFields.require(length >= 2 && length <= TraceFormat.MOST_HEADER, "its header has %d bytes, which no header has; record it again.", length);
            byte[] words = take(length);
            checksum.update(words, 0, length);
            JsonFields.require((int) checksum.getValue() == sum, "its header does not match its checksum; record it again.");
            header = TraceFormat.header(json.readTree(words, 0, length));
        }

        /** The body of a record, and its checksum held against it. */
        private ByteBuffer record(int kind, int length) throws IOException {
            byte[] read = take(length);
            checksum.reset();
            checksum.update(kind);
            checksum.update(read, 0, length);
            int expected = (int) checksum.getValue();
            ByteBuffer result = ByteBuffer.wrap(read, 0, length).order(ByteOrder.LITTLE_ENDIAN);
            byte[] sum = in.readNBytes(TraceFormat.CHECKSUM);
            if (sum.length < TraceFormat.CHECKSUM) {
                throw new EOFException();
            }
            left -= sum.length;
            JsonFields.require(ByteBuffer.wrap(sum).order(ByteOrder.LITTLE_ENDIAN).getInt() == expected,
                    "its record %d does not match its checksum; record it again.", allTokens + sequences.size());
            return result;
        }

        /** The next bytes, in memory that is used again; nothing is allocated that the file cannot fill. */
        private byte[] take(int length) throws IOException {
            if (length > left) {
                throw new EOFException();
            }
            if (body.length < length) {
                body = new byte[length];
            }
            if (in.readNBytes(body, 0, length) < length) {
                throw new EOFException();
            }
            left -= length;
            return body;
        }

        private void begin(ByteBuffer record) {
            close();
            promptLength = record.getInt();
            totalLength = record.getInt();
            JsonFields.require(promptLength >= 0 && totalLength >= promptLength, "a sequence goes from token %d to %d; record it again.", promptLength, totalLength);
            masks = new EnumMap<>(Hook.class);
            for (Footprint.Use use : header.footprint().hooks()) {
                List<List<Mask>> layers = new ArrayList<>();
                for (int layer = 0; layer < header.bytes().layers(); layer++) {
                    layers.add(new ArrayList<>());
                }
                masks.put(use.hook(), layers);
            }
        }

        private void token(ByteBuffer record) {
            JsonFields.require(masks != null, "it has a token outside any sequence; record it again.");
            int at = 0;
            for (int layer = 0; layer < header.bytes().layers(); layer++) {
                for (Footprint.Use use : header.footprint().hooks()) {
                    int columns = header.bytes().columns(use.hook());
                    masks.get(use.hook()).get(layer).add(TraceFormat.mask(columns, record.array(), at));
                    at += TraceFormat.maskBytes(columns);
                }
            }
            tokens++;
            allTokens++;
        }

        private void close() {
            if (masks != null) {
                sequences.add(new MaskTrace(header.bytes(), header.method(), header.footprint(), promptLength, totalLength, tokens, masks));
                tokens = 0;
            }
        }

        private void end(ByteBuffer record) {
            close();
            int counted = record.getInt();
            long countedTokens = record.getLong();
            JsonFields.require(counted == sequences.size() && countedTokens == allTokens,
                    "it counts %d sequences and %d tokens but has %d and %d; record it again.", counted, countedTokens, sequences.size(), allTokens);
            JsonFields.require(left == 0, "%d bytes follow its end; record it again.", left);
        }
    }
}
