package org.dipscope.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Matrix;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of the binary trace format (docs/traces.md), which its reader and its writer share. */
final class TraceFormat {
    /** {@code DIPTRACE} in ASCII, read as a little-endian number. */
    static final long MAGIC = 0x4543_4152_5450_4944L;
    static final int VERSION = 1;
    /** Magic, version, the header's length and checksum. */
    static final int PREAMBLE = 8 + 4 + 4 + 4;
    static final int MOST_HEADER = 1 << 20;
    static final byte SEQUENCE = 'S';
    static final byte TOKEN = 'T';
    static final byte END = 'E';
    /** Prompt length, total length, checksum. */
    static final int SEQUENCE_BODY = 4 + 4;
    /** Sequences, tokens, checksum. */
    static final int END_BODY = 4 + 8;
    static final int CHECKSUM = 4;
    static final int MOST_LAYERS = 1 << 12;
    static final int MOST_COLUMNS = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TraceFormat() {
    }

    /** The bytes of one mask. */
    static int maskBytes(int columns) {
        return Math.ceilDiv(columns, 8);
    }

    /** The bytes of one token's masks: layer by layer, in each the hooks in their order. */
    static long tokenBytes(ModelBytes bytes, Footprint footprint) {
        long layer = 0;
        for (Footprint.Use use : footprint.hooks()) {
            layer += maskBytes(bytes.columns(use.hook()));
        }
        return layer * bytes.layers();
    }

    /** Puts a mask's words as bytes, bit {@code i % 8} of byte {@code i / 8} being column {@code i}. */
    static void put(long[] words, int columns, byte[] to, int at) {
        for (int b = 0, n = maskBytes(columns); b < n; b++) {
            to[at + b] = (byte) (words[b >> 3] >>> (8 * (b & 7)));
        }
    }

    /** Reads a mask back; throws {@link IllegalArgumentException} where it names a column beyond the last. */
    static Mask mask(int columns, byte[] from, int at) {
        long[] words = new long[Mask.wordCount(columns)];
        for (int b = 0, n = maskBytes(columns); b < n; b++) {
            words[b >> 3] |= (from[at + b] & 0xFFL) << (8 * (b & 7));
        }
        if ((columns & 63) != 0 && words[words.length - 1] >>> columns != 0) {
            throw new IllegalArgumentException("a mask names a column beyond its %d; record the trace again.".formatted(columns));
        }
        return Mask.copyOf(columns, words);
    }

    static byte[] header(TraceHeader header) {
        ObjectNode root = JSON.createObjectNode();
        root.put("model", header.model());
        root.put("method", header.method());
        root.put("origin", header.origin());
        ModelBytes bytes = header.bytes();
        root.put("layers", bytes.layers()).put("hidden", bytes.hidden()).put("intermediate", bytes.intermediate());
        root.putObject("model_bytes").put("attention", bytes.attention()).put("lm_head", bytes.lmHead()).put("kv_per_token", bytes.kvPerToken())
                .put("gate", bytes.gate()).put("up", bytes.up()).put("down", bytes.down());
        for (Footprint.Use use : header.footprint().hooks()) {
            ObjectNode hook = root.withArray("hooks").addObject().put("hook", use.hook().id());
            use.matrices().forEach(matrix -> hook.withArray("matrices").add(word(matrix)));
        }
        root.putArray("whole");
        header.footprint().whole().stream().sorted().forEach(matrix -> root.withArray("whole").add(word(matrix)));
        // The order of a map's entries is not the same in every process; a file's is.
        root.set("settings", JSON.valueToTree(new java.util.TreeMap<>(header.settings())));
        return root.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    static TraceHeader header(JsonNode root) {
        ModelBytes bytes = JsonFields.modelBytes(root, MOST_LAYERS, MOST_COLUMNS);
        List<Footprint.Use> hooks = new ArrayList<>();
        Set<Hook> seen = EnumSet.noneOf(Hook.class);
        for (JsonNode node : JsonFields.list(root, "hooks")) {
            Hook hook = Hook.of(JsonFields.text(node, "hook"));
            List<Matrix> matrices = new ArrayList<>(matrices(node, "matrices"));
            JsonFields.require(seen.add(hook) && !matrices.isEmpty(), "hook '%s' stands twice or selects nothing; record the trace again.", hook.id());
            hooks.add(new Footprint.Use(hook, matrices));
        }
        JsonFields.require(!hooks.isEmpty(), "it has no hooks, so no masks; record a run of a masking method.");
        JsonFields.require(!(seen.contains(Hook.INPUT) && seen.contains(Hook.ROWS)), "hooks 'input' and 'rows' cannot stand together; record the trace again.");
        Map<String, Object> settings = new LinkedHashMap<>();
        JsonFields.field(root, "settings").properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            settings.put(entry.getKey(), value.isBoolean() ? (Object) value.booleanValue() : value.isNumber() ? value.numberValue() : value.asText());
        });
        return new TraceHeader(JsonFields.text(root, "model"), bytes, JsonFields.text(root, "method"),
                new Footprint(hooks, matrices(root, "whole")), settings, JsonFields.text(root, "origin"));
    }

    private static Set<Matrix> matrices(JsonNode node, String name) {
        Set<Matrix> matrices = EnumSet.noneOf(Matrix.class);
        for (JsonNode word : JsonFields.list(node, name)) {
            JsonFields.require(word.isTextual() && Set.of("gate", "up", "down").contains(word.textValue()),
                    "'%s' is no matrix; the matrices are gate, up and down.", word.asText());
            matrices.add(Matrix.valueOf(word.textValue().toUpperCase(Locale.ROOT)));
        }
        return matrices;
    }

    private static String word(Matrix matrix) {
        return matrix.name().toLowerCase(Locale.ROOT);
    }
}
