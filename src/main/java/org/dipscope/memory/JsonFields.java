package org.dipscope.memory;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Arrays;

/** Reads the fields of an untrusted JSON object; each refusal is one sentence. */
final class JsonFields {

    private JsonFields() {
    }

    static JsonNode field(JsonNode object, String name) {
        JsonNode value = object.get(name);
        require(value != null && !value.isNull(), "'%s' is missing; give it.", name);
        return value;
    }

    static JsonNode list(JsonNode object, String name) {
        JsonNode value = field(object, name);
        require(value.isArray(), "'%s' is no list; give one.", name);
        return value;
    }

    static String text(JsonNode object, String name) {
        JsonNode value = field(object, name);
        require(value.isTextual(), "'%s' is no text; give one.", name);
        return value.textValue();
    }

    static double number(JsonNode object, String name) {
        JsonNode value = field(object, name);
        require(value.isNumber(), "'%s' is no number; give one.", name);
        return value.doubleValue();
    }

    static int whole(JsonNode object, String name, int least, int most) {
        JsonNode value = field(object, name);
        require(value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToInt()
                        && value.intValue() >= least && value.intValue() <= most,
                "'%s' is no whole number from %d to %d; give one.", name, least, most);
        return value.intValue();
    }

    static ModelBytes modelBytes(JsonNode root, int mostLayers, int mostColumns) {
        JsonNode sizes = field(root, "model_bytes");
        return new ModelBytes(number(sizes, "attention"), number(sizes, "lm_head"), number(sizes, "kv_per_token"),
                number(sizes, "gate"), number(sizes, "up"), number(sizes, "down"),
                whole(root, "layers", 1, mostLayers), whole(root, "hidden", 1, mostColumns), whole(root, "intermediate", 1, mostColumns));
    }

    static void require(boolean holds, String sentence, Object... words) {
        if (!holds) {
            throw new IllegalArgumentException(sentence.formatted(Arrays.stream(words).map(JsonFields::shortened).toArray()));
        }
    }

    /** A word out of a file can be of any length, a sentence cannot. */
    private static Object shortened(Object word) {
        return word instanceof String text && text.length() > 80 ? text.substring(0, 80) + "…" : word;
    }
}
