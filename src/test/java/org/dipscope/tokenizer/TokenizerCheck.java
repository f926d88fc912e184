package org.dipscope.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;

/** Holds whole vocabularies against the ids that {@code tokenizer_goldens.py check} took from llama.cpp. Run by hand, with its file. */
final class TokenizerCheck {
    private TokenizerCheck() {
    }

    public static void main(String[] arguments) throws Exception {
        JsonNode root = new ObjectMapper().readTree(Path.of(arguments[0]).toFile());
        Iterator<Map.Entry<String, JsonNode>> vocabularies = root.get("vocabularies").fields();
        while (vocabularies.hasNext()) {
            Map.Entry<String, JsonNode> vocabulary = vocabularies.next();
            System.out.println(Path.of(vocabulary.getKey()).getFileName());
            try (GgufFile file = GgufFile.open(Path.of(vocabulary.getKey()))) {
                check(Tokenizer.of(file.metadata()), root.get("texts"), vocabulary.getValue());
            } catch (GgufException e) {
                System.out.println("  refused: " + e.getMessage());
            }
        }
    }

    private static void check(Tokenizer tokenizer, JsonNode texts, JsonNode golden) {
        int different = 0;
        for (boolean parsed : new boolean[] {false, true}) {
            for (int i = 0; i < texts.size(); i++) {
                int[] expected = Goldens.integers(golden.get(parsed ? "parsed" : "text").get(i));
                int[] ids = tokenizer.encode(texts.get(i).asText(), parsed);
                if (!Arrays.equals(expected, ids) && different++ < 10) {
                    System.out.printf("  %s%s%n    theirs %s%n    ours   %s%n", parsed ? "" : "plain ", texts.get(i), shown(tokenizer, expected), shown(tokenizer, ids));
                }
            }
        }
        int[] ends = IntStream.range(0, tokenizer.vocabulary()).filter(tokenizer::ends).toArray();
        JsonNode facts = golden.get("facts");
        int[] theirs = Goldens.integers(facts.get("ends"));
        System.out.printf("  %d of %d differ; ends %s; bos %s %s, eos %s %s, begins %s %s%n", different, 2 * texts.size(),
                Arrays.equals(ends, theirs) ? "agree" : "ours " + Arrays.toString(ends) + " theirs " + Arrays.toString(theirs),
                tokenizer.bos(), facts.get("bos"), tokenizer.eos(), facts.get("eos"), tokenizer.addsBos(), facts.get("begin"));
    }

    private static String shown(Tokenizer tokenizer, int[] ids) {
        return Arrays.stream(ids).mapToObj(id -> id + ":" + tokenizer.token(id)).toList().toString();
    }
}
