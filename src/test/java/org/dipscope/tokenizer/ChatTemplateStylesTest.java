package org.dipscope.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Templates in the styles of real models render as Jinja2 renders them. */
class ChatTemplateStylesTest {
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() throws Exception {
        tokenizer = SampleTokenizer.tokenizer();
    }

    @TestFactory
    List<DynamicTest> rendersAsJinjaDoes() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (String style : List.of("chatml", "llama3", "gemma", "mistral", "phi3", "qwen", "constructs", "loops")) {
            ChatTemplate template = Templates.of(resource(style + ".jinja"));
            for (JsonNode row : new ObjectMapper().readTree(resource(style + ".json"))) {
                tests.add(DynamicTest.dynamicTest(style + " " + row.get("messages") + " " + row.get("add_generation_prompt"), () -> check(template, row)));
            }
        }
        return tests;
    }

    private static void check(ChatTemplate template, JsonNode row) throws Exception {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : row.get("messages")) {
            messages.add(new Message(Role.valueOf(message.get("role").asText().toUpperCase(Locale.ROOT)), message.get("content").asText()));
        }
        boolean open = row.get("add_generation_prompt").asBoolean();
        if (row.has("rendered")) {
            assertThat(template.render(tokenizer, messages, open)).isEqualTo(row.get("rendered").asText());
        } else {
            assertThatThrownBy(() -> template.encode(tokenizer, messages, open)).isInstanceOf(ChatTemplateException.class)
                    .hasMessageStartingWith("The model's chat template refuses this conversation (" + row.get("refused").asText().replaceAll("[.]+$", ""));
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ChatTemplateStylesTest.class.getResourceAsStream("templates/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
