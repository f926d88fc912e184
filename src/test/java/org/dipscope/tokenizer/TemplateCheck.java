package org.dipscope.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.lang3.StringUtils;

/** Holds chat templates of real models against what {@code template_goldens.py check} took from Jinja2. Run by hand, with its file. */
final class TemplateCheck {
    private TemplateCheck() {
    }

    public static void main(String[] arguments) throws Exception {
        Tokenizer tokenizer = SampleTokenizer.tokenizer();
        Iterator<Map.Entry<String, JsonNode>> templates = new ObjectMapper().readTree(Path.of(arguments[0]).toFile()).fields();
        int equal = 0;
        int all = 0;
        while (templates.hasNext()) {
            Map.Entry<String, JsonNode> template = templates.next();
            Set<String> differences = differences(tokenizer, template.getValue());
            all++;
            equal += differences.isEmpty() ? 1 : 0;
            System.out.println((differences.isEmpty() ? "equal  " : "DIFFERS ") + template.getKey());
            differences.stream().limit(3).forEach(difference -> System.out.println("        " + difference));
        }
        System.out.println(equal + " of " + all + " templates render every conversation as Jinja2 does");
    }

    private static Set<String> differences(Tokenizer tokenizer, JsonNode golden) throws Exception {
        ChatTemplate template = Templates.of(golden.get("source").asText());
        Set<String> differences = new TreeSet<>();
        for (JsonNode row : golden.get("rows")) {
            String expected = row.has("rendered") ? row.get("rendered").asText() : null;
            try {
                String rendered = template.render(tokenizer, messages(row), row.get("add_generation_prompt").asBoolean());
                if (expected == null) {
                    differences.add("renders what Jinja2 does not: " + row.get(row.has("refused") ? "refused" : "failed") + " " + row.get("messages"));
                } else if (!rendered.equals(expected)) {
                    int at = StringUtils.indexOfDifference(rendered, expected);
                    differences.add("at " + at + " ours " + around(rendered, at) + " theirs " + around(expected, at) + " for " + row.get("messages"));
                }
            } catch (ChatTemplateException e) {
                boolean refusal = e.getMessage().contains("refuses this conversation");
                if (expected != null || refusal != row.has("refused")) {
                    differences.add(e.getMessage() + (expected == null ? " theirs " + row.get(row.has("refused") ? "refused" : "failed") : ""));
                }
            }
        }
        return differences;
    }

    private static List<Message> messages(JsonNode row) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : row.get("messages")) {
            messages.add(new Message(Role.valueOf(message.get("role").asText().toUpperCase(Locale.ROOT)), message.get("content").asText()));
        }
        return messages;
    }

    private static String around(String text, int at) {
        return StringUtils.abbreviate(text.substring(Math.max(0, at - 20)), 70).replace("\n", "\\n");
    }
}
