package org.dipscope.export;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.session.Candidate;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Outlook;
import org.dipscope.session.Pass;
import org.dipscope.session.Progress;
import org.dipscope.session.Shadow;
import org.dipscope.session.TokenFrame;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run's tokens as bytes, little-endian. Head: tokens, layers, columns of the input and of the down hook (4 ints). Each token:
 * id (int), place of its settings (int), bytes of text (int), the text, and a byte: 1 where it was masked, plus 2 where its outlook is there, plus 4 where
 * the dense model's is. Then, where it was masked: number of the pass
 * (int), place of its footprint (int), density, hit rate, Flash bytes, DRAM bytes, simulated and measured seconds (6 doubles), and for each
 * hook of the footprint and each layer the selected columns, a byte (1: what was resident before is what was resident after the
 * hook's token before, which is mostly so; 0: it follows as words) and the columns resident after, as words of 64 columns. Scores are not kept. Then
 * the outlook, and then the dense model's outlook, divergence and seconds (2 doubles). An outlook is probability of the token, entropy (2 doubles),
 * number of candidates (byte), and for each its id (int), probability (double), bytes of text (int) and the text.
 */
final class TokenBytes {
    /** A layer of more columns than this is no language model's. */
    private static final int MOST_COLUMNS = 1 << 24;
    private static final int MOST_LAYERS = 1 << 12;
    private static final int MOST_CANDIDATES = 100;
    private static final int MASKED = 1;
    private static final int OUTLOOK = 2;
    private static final int SHADOW = 4;

    private final ByteBuffer in;
    private final RunTables tables;
    private final int layers;
    private final Map<Hook, Integer> columns = new EnumMap<>(Hook.class);
    private final Map<String, String> words = new HashMap<>();
    private final Map<Hook, Mask[]> resident = new EnumMap<>(Hook.class);

    private TokenBytes(ByteBuffer in, RunTables tables, int layers, int hidden, int intermediate) {
        this.in = in;
        this.tables = tables;
        this.layers = layers;
        for (Hook hook : Hook.values()) {
            columns.put(hook, hook.columns(hidden, intermediate));
        }
    }

    /** Writes these tokens, each of them counted; their settings and footprints are put into the tables. */
    static void write(List<TokenFrame> tokens, RunTables tables, TokenCount count, OutputStream to) throws IOException {
        Bytes out = new Bytes(to);
        int layers = 0;
        int[] widths = new int[2];
        for (TokenFrame token : tokens) {
            for (Map.Entry<Hook, List<HookFrame>> hook : token.pass().map(Pass::hooks).orElse(Map.of()).entrySet()) {
                layers = hook.getValue().size();
                widths[hook.getKey() == Hook.DOWN || hook.getKey() == Hook.ROWS ? 1 : 0] = hook.getValue().getFirst().selected().size();
            }
        }
        out.ints(tokens.size(), layers, widths[0], widths[1]);
        Map<Hook, Mask[]> resident = new EnumMap<>(Hook.class);
        for (TokenFrame token : tokens) {
            byte[] text = token.text().getBytes(StandardCharsets.UTF_8);
            out.ints(token.id(), tables.indexOf(token.settings()), text.length);
            out.bytes(text);
            out.bytes(new byte[] {(byte) ((token.pass().isPresent() ? MASKED : 0) | (token.outlook().isPresent() ? OUTLOOK : 0) | (token.shadow().isPresent() ? SHADOW : 0))});
            if (token.pass().isPresent()) {
                write(token.pass().get(), out, tables, resident);
            }
            if (token.outlook().isPresent()) {
                write(token.outlook().get(), out);
            }
            if (token.shadow().isPresent()) {
                Shadow shadow = token.shadow().get();
                write(shadow.dense(), out);
                out.doubles(shadow.divergence(), shadow.seconds());
            }
            count.next();
        }
        out.flush();
    }

    private static void write(Outlook outlook, Bytes out) throws IOException {
        out.doubles(outlook.chosen(), outlook.entropy());
        out.bytes(new byte[] {(byte) outlook.likeliest().size()});
        for (Candidate candidate : outlook.likeliest()) {
            byte[] text = candidate.text().getBytes(StandardCharsets.UTF_8);
            out.ints(candidate.id());
            out.doubles(candidate.probability());
            out.ints(text.length);
            out.bytes(text);
        }
    }

    private static void write(Pass pass, Bytes out, RunTables tables, Map<Hook, Mask[]> resident) throws IOException {
        out.ints(pass.masked(), tables.indexOf(pass.footprint()));
        out.doubles(pass.density(), pass.hitRate(), pass.flashBytes(), pass.dramBytes(), pass.simulatedSeconds(), pass.measuredSeconds());
        for (Footprint.Use use : pass.footprint().hooks()) {
            List<HookFrame> frames = pass.hooks().get(use.hook());
            Mask[] before = resident.computeIfAbsent(use.hook(), _ -> new Mask[frames.size()]);
            for (int layer = 0; layer < frames.size(); layer++) {
                HookFrame frame = frames.get(layer);
                boolean same = frame.before().equals(before[layer]);
                out.mask(frame.selected());
                out.bytes(new byte[] {(byte) (same ? 1 : 0)});
                if (!same) {
                    out.mask(frame.before());
                }
                out.mask(frame.after());
                before[layer] = frame.after();
            }
        }
    }

    /**
     * The tokens of these bytes, which are not trusted.
     *
     * @param tables       settings and footprints of the run
     * @param layers       of the model
     * @param hidden       {@code H}
     * @param intermediate {@code I}
     * @param progress     told of each token; the reading ends where it is cancelled
     * @throws IllegalArgumentException  with a phrase that says what is wrong
     * @throws BufferUnderflowException  where the bytes end too early
     * @throws IndexOutOfBoundsException where a token names settings that there are not
     */
    static List<TokenFrame> read(byte[] bytes, RunTables tables, int layers, int hidden, int intermediate, Progress progress) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = in.getInt();
        int[] shape = {in.getInt(), in.getInt(), in.getInt()};
        if (layers < 1 || layers > MOST_LAYERS || hidden < 1 || hidden > MOST_COLUMNS || intermediate < 1 || intermediate > MOST_COLUMNS
                || shape[0] != 0 && shape[0] != layers || shape[1] != 0 && shape[1] != hidden || shape[2] != 0 && shape[2] != intermediate) {
            throw new IllegalArgumentException("the shape of the masks is not the model's");
        }
        TokenBytes reader = new TokenBytes(in, tables, layers, hidden, intermediate);
        List<TokenFrame> tokens = new ArrayList<>();
        TokenCount counted = new TokenCount(count, progress);
        for (int i = 0; i < count; i++) {
            tokens.add(reader.token(i));
            counted.next();
        }
        if (count < 0 || in.hasRemaining()) {
            throw new IllegalArgumentException("there is something behind the last token");
        }
        return List.copyOf(tokens);
    }

    private TokenFrame token(int index) {
        int id = in.getInt();
        int settings = in.getInt();
        String text = text(in.getInt());
        int parts = in.get();
        if ((parts & ~(MASKED | OUTLOOK | SHADOW)) != 0 || (parts & (OUTLOOK | SHADOW)) == SHADOW) {
            throw new IllegalArgumentException("a token has parts that there are not");
        }
        Optional<Pass> pass = (parts & MASKED) != 0 ? Optional.of(pass()) : Optional.empty();
        Optional<Outlook> outlook = (parts & OUTLOOK) != 0 ? Optional.of(outlook()) : Optional.empty();
        Optional<Shadow> shadow = (parts & SHADOW) != 0 ? Optional.of(shadow(outlook.get())) : Optional.empty();
        return new TokenFrame(index, id, text, tables.settings(settings), pass, outlook, shadow);
    }

    private Shadow shadow(Outlook pruned) {
        Outlook dense = outlook();
        boolean agrees = dense.likeliest().getFirst().id() == pruned.likeliest().getFirst().id();
        return new Shadow(dense, in.getDouble(), agrees, in.getDouble());
    }

    private Outlook outlook() {
        double chosen = in.getDouble();
        double entropy = in.getDouble();
        int count = in.get();
        if (count < 1 || count > MOST_CANDIDATES) {
            throw new IllegalArgumentException("a token has no candidates, or too many");
        }
        List<Candidate> likeliest = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int id = in.getInt();
            double probability = in.getDouble();
            // The same few words are named by token after token.
            likeliest.add(new Candidate(id, words.computeIfAbsent(text(in.getInt()), text -> text), probability));
        }
        return new Outlook(chosen, entropy, likeliest);
    }

    private String text(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] utf8 = new byte[length];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private Pass pass() {
        int masked = in.getInt();
        Footprint footprint = tables.footprint(in.getInt());
        double[] figures = new double[6];
        in.asDoubleBuffer().get(figures);
        in.position(in.position() + figures.length * Double.BYTES);
        Map<Hook, List<HookFrame>> hooks = new EnumMap<>(Hook.class);
        for (Footprint.Use use : footprint.hooks()) {
            hooks.put(use.hook(), frames(use.hook()));
        }
        return new Pass(masked, footprint, hooks, Map.of(), figures[0], figures[1], figures[2], figures[3], figures[4], figures[5]);
    }

    private List<HookFrame> frames(Hook hook) {
        Mask[] before = resident.computeIfAbsent(hook, _ -> new Mask[layers]);
        HookFrame[] frames = new HookFrame[layers];
        for (int layer = 0; layer < layers; layer++) {
            Mask selected = mask(columns.get(hook));
            Mask came = in.get() == 1 ? before[layer] : mask(columns.get(hook));
            if (came == null) {
                throw new IllegalArgumentException("a token's cache follows from no other's");
            }
            Mask after = mask(columns.get(hook));
            frames[layer] = new HookFrame(selected, came, after);
            before[layer] = after;
        }
        return List.of(frames);
    }

    private Mask mask(int size) {
        int words = Mask.wordCount(size);
        if (in.remaining() < words * Long.BYTES) {
            throw new BufferUnderflowException();
        }
        long[] bits = new long[words];
        LongBuffer longs = in.asLongBuffer();
        longs.get(bits);
        in.position(in.position() + words * Long.BYTES);
        if ((size & 63) != 0 && bits[words - 1] >>> size != 0) {
            throw new IllegalArgumentException("a mask names a column beyond its " + size);
        }
        return Mask.copyOf(size, bits);
    }

    /** Numbers and masks on their way into a stream. */
    private static final class Bytes {
        private final OutputStream out;
        private ByteBuffer part = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

        Bytes(OutputStream out) {
            this.out = out;
        }

        void ints(int... values) throws IOException {
            for (int value : values) {
                room(Integer.BYTES).putInt(value);
            }
        }

        void doubles(double... values) throws IOException {
            for (double value : values) {
                room(Double.BYTES).putDouble(value);
            }
        }

        void mask(Mask mask) throws IOException {
            int words = Mask.wordCount(mask.size());
            ByteBuffer to = room(words * Long.BYTES);
            for (int i = 0; i < words; i++) {
                to.putLong(mask.word(i));
            }
        }

        void bytes(byte[] values) throws IOException {
            room(values.length).put(values);
        }

        private ByteBuffer room(int bytes) throws IOException {
            if (part.remaining() < bytes) {
                flush();
                if (part.capacity() < bytes) {
                    part = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
                }
            }
            return part;
        }

        void flush() throws IOException {
            out.write(part.array(), 0, part.position());
            part.clear();
        }
    }
}
