package org.dipscope.tokenizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Iterator;
import java.util.Map;

/** {@code tojson} as chat templates know it: spaced and indented like Python's {@code json.dumps}, letters beyond ASCII as they are. */
final class JsonFilter implements Filter {
    private static final ObjectMapper SCALARS = new ObjectMapper();
    private static final int DEEPEST = 32;

    @Override
    public String getName() {
        return "tojson";
    }

    @Override
    public Object filter(Object value, JinjavaInterpreter interpreter, Object[] arguments, Map<String, Object> named) {
        Object indent = named.getOrDefault("indent", arguments.length > 0 ? arguments[0] : null);
        StringBuilder json = new StringBuilder();
        write(value, indent instanceof Number number ? Math.clamp(number.longValue(), 0, 8) : -1, 1, json);
        return json.toString();
    }

    @Override
    public Object filter(Object value, JinjavaInterpreter interpreter, String... arguments) {
        return filter(value, interpreter, new Object[0], Map.of());
    }

    private static void write(Object value, int indent, int depth, StringBuilder json) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("a value is nested too deep for JSON");
        }
        switch (value) {
            case Map<?, ?> map -> {
                json.append('{');
                Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
                while (entries.hasNext()) {
                    Map.Entry<?, ?> entry = entries.next();
                    line(indent, depth, json);
                    json.append(scalar(String.valueOf(entry.getKey()))).append(": ");
                    write(entry.getValue(), indent, depth + 1, json);
                    json.append(entries.hasNext() ? separator(indent) : "");
                }
                line(map.isEmpty() ? -1 : indent, depth - 1, json);
                json.append('}');
            }
            case Iterable<?> list -> {
                json.append('[');
                Iterator<?> elements = list.iterator();
                boolean empty = !elements.hasNext();
                while (elements.hasNext()) {
                    line(indent, depth, json);
                    write(elements.next(), indent, depth + 1, json);
                    json.append(elements.hasNext() ? separator(indent) : "");
                }
                line(empty ? -1 : indent, depth - 1, json);
                json.append(']');
            }
            case null -> json.append("null");
            case Number number -> json.append(scalar(number));
            case Boolean flag -> json.append(flag);
            default -> json.append(scalar(value.toString()));
        }
    }

    private static void line(int indent, int depth, StringBuilder json) {
        if (indent >= 0) {
            json.append('\n').repeat(" ", indent * depth);
        }
    }

    private static String separator(int indent) {
        return indent >= 0 ? "," : ", ";
    }

    private static String scalar(Object value) {
        try {
            return SCALARS.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value cannot be written as JSON", e);
        }
    }
}
