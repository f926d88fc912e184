package org.dipscope.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as JSON. */
public final class JsonText {
    private static final double EXACT_WHOLE = 1L << 53;
    /** Letters beyond ASCII are escaped: a terminal or file of any encoding carries them then. */
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonText() {
    }

    /** One line of JSON for maps, lists, texts, numbers and truth values; a number that is none becomes {@code null}. */
    public static String of(Object value) {
        try {
            return JSON.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value cannot be written as JSON: " + e.getOriginalMessage() + ".", e);
        }
    }

    /** Without what JSON lacks: no NaN, and whole numbers without a point and an exponent. */
    public static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                map.forEach((name, inner) -> plain.put(name.toString(), plain(inner)));
                yield plain;
            }
            case List<?> list -> {
                List<Object> plain = new ArrayList<>(list.size());
                list.forEach(inner -> plain.add(plain(inner)));
                yield plain;
            }
            case Double number when number.isNaN() || number.isInfinite() -> null;
            case Float number when number.isNaN() || number.isInfinite() -> null;
            case Double number when number == Math.rint(number) && Math.abs(number) <= EXACT_WHOLE -> number.longValue();
            default -> value;
        };
    }
}
