package org.dipscope.memory;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads stored masks: a JSON object with {@code model_bytes}, {@code layers}, {@code hidden}, {@code intermediate}, {@code method},
 * {@code prompt_len}, {@code total_len}, {@code tokens} and {@code masks[hook][layer][token]}, each the hexadecimal form of
 * {@link Mask#toHex()}. Whatever else the object has is not looked at. The file is not trusted.
 */
public final class MaskTraceReader {
    /** Beyond it a file is no trace that this reader should hold in memory: some 60,000 tokens of a 30-layer model. */
    private static final long MOST_BYTES = 1L << 30;
    /** The tie-breaking numbers tell this many columns and no more apart. */
    private static final int MOST_COLUMNS = 1 << 20;
    private static final int MOST_LAYERS = 1 << 12;
    private static final int MOST_TOKENS = 1 << 20;

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final Function<String, Footprint> methods;

    /** Knows a method's hooks by its word through {@code methods}, which throws {@link IllegalArgumentException} for any other word. */
    public MaskTraceReader(Function<String, Footprint> methods) {
        this.methods = methods;
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException with one sentence that names the file and what is wrong with its content
     * @throws IOException              if it cannot be read
     */
    public MaskTrace read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("'%s' is a folder; name a file of masks in it.".formatted(file));
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException("%s has %d bytes, too many for stored masks; give a file of at most 1 GiB.".formatted(file, Files.size(file)));
        }
        try {
            return trace(json.readTree(Files.readAllBytes(file)));
        } catch (JacksonException | CharacterCodingException e) {
            String what = e instanceof JacksonException broken ? place(broken) : "its text is not UTF-8";
            throw new IllegalArgumentException("%s is not JSON (%s); give a file of stored masks.".formatted(file, what), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s holds no usable masks: %s".formatted(file, e.getMessage()), e);
        }
    }

    private MaskTrace trace(JsonNode root) {
        if (!root.isObject()) {
            throw new IllegalArgumentException("it is no JSON object; give one with 'model_bytes', 'masks' and the lengths.");
        }
        ModelBytes bytes = JsonFields.modelBytes(root, MOST_LAYERS, MOST_COLUMNS);
        String method = JsonFields.field(root, "method").asText();
        Footprint footprint = methods.apply(method);
        int tokens = JsonFields.whole(root, "tokens", 1, MOST_TOKENS);
        int promptLength = JsonFields.whole(root, "prompt_len", 0, Integer.MAX_VALUE);
        int totalLength = JsonFields.whole(root, "total_len", promptLength, Integer.MAX_VALUE);
        return new MaskTrace(bytes, method, footprint, promptLength, totalLength, tokens, masks(root, bytes, footprint, tokens));
    }

    private static Map<Hook, List<List<Mask>>> masks(JsonNode root, ModelBytes bytes, Footprint footprint, int tokens) {
        JsonNode hooks = JsonFields.field(root, "masks");
        Map<Hook, List<List<Mask>>> masks = new EnumMap<>(Hook.class);
        for (Footprint.Use use : footprint.hooks()) {
            Hook hook = use.hook();
            JsonNode layers = JsonFields.field(hooks, hook.id());
            JsonFields.require(layers.size() == bytes.layers(), "'masks.%s' has %d layers, but 'layers' says %d; make them agree.", hook.id(), layers.size(), bytes.layers());
            List<List<Mask>> byLayer = new ArrayList<>(bytes.layers());
            for (int layer = 0; layer < bytes.layers(); layer++) {
                JsonNode row = layers.isArray() ? layers.get(layer) : JsonFields.field(layers, Integer.toString(layer));
                byLayer.add(row(row, hook, layer, bytes.columns(hook), tokens));
            }
            masks.put(hook, byLayer);
        }
        return masks;
    }

    private static List<Mask> row(JsonNode row, Hook hook, int layer, int columns, int tokens) {
        JsonFields.require(row.isArray() && row.size() == tokens, "'masks.%s' of layer %d is no list of %d masks, as 'tokens' says; make them agree.",
                hook.id(), layer, tokens);
        List<Mask> masks = new ArrayList<>(tokens);
        for (int token = 0; token < tokens; token++) {
            JsonNode hex = row.get(token);
            JsonFields.require(hex.isTextual(), "'masks.%s' of layer %d has no text at token %d; give the mask in hexadecimal.", hook.id(), layer, token);
            try {
                masks.add(Mask.ofHex(columns, hex.textValue()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'masks.%s' of layer %d is broken at token %d: %s.".formatted(hook.id(), layer, token, e.getMessage()), e);
            }
        }
        return masks;
    }

    /** The parser's own words and the place, without what it says of itself. */
    private static String place(JacksonException broken) {
        String what = broken.getOriginalMessage().lines().findFirst().orElse("it is empty").replaceAll(" \\([^()]*(?:Source|StreamRead).*", "");
        if (what.startsWith("Trailing token")) {
            // Said in the words of the library's own switches otherwise.
            what = "something follows its end";
        }
        JsonLocation place = broken.getLocation();
        return place == null ? what : "%s at line %d, column %d".formatted(what, place.getLineNr(), place.getColumnNr());
    }
}
