package org.dipscope.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ids that llama.cpp gave for our texts, as {@code tokenizer_goldens.py} wrote them. */
final class Goldens {
    private final JsonNode root;

    private Goldens(JsonNode root) {
        this.root = root;
    }

    static Goldens read(String name) throws IOException {
        try (InputStream in = Goldens.class.getResourceAsStream("goldens/" + name)) {
            return new Goldens(new ObjectMapper().readTree(in));
        }
    }

    /** By the names of what was tried: the ids of each text. */
    Map<String, Map<String, int[]>> ids() {
        Map<String, Map<String, int[]>> byName = new HashMap<>();
        for (JsonNode row : root.get("rows")) {
            for (JsonNode group : row.get("ids")) {
                int[] ids = integers(group.get("ids"));
                for (JsonNode name : group.get("names")) {
                    byName.computeIfAbsent(name.asText(), n -> new LinkedHashMap<>()).put(row.get("text").asText(), ids);
                }
            }
        }
        return byName;
    }

    /** What else llama.cpp says of a vocabulary. */
    JsonNode facts(String name) {
        return root.get("facts").get(name);
    }

    static int[] integers(JsonNode list) {
        int[] integers = new int[list.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = list.get(i).asInt();
        }
        return integers;
    }
}
