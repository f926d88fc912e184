package org.dipscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Random settings that no golden holds, on made-up masks and on tiny models, against an implementation in Python that was written from the
 * method's description alone ({@code src/test/python/settings_fixture.py}): the simulator to 1e-9, logits and perplexity to 1e-4.
 */
class SettingsFixtureTest {
    private static final double EXACT = 1e-9;
    private static final double MEASURED = 1e-4;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everySetting() throws IOException {
        JsonNode fixture = JSON.readTree(Path.of("src", "test", "resources", "fixtures", "settings.json").toFile());
        Path text = Files.writeString(folder.resolve("text.txt"), fixture.get("text").asText());
        assertThat(fixture.get("cases").size()).isEqualTo(100);
        return StreamSupport.stream(fixture.get("cases").spliterator(), false)
                .map(node -> dynamicTest(String.join(" ", words(node)), () -> check(node, text)));
    }

    private void check(JsonNode node, Path text) throws IOException {
        List<String> arguments = words(node);
        replace(arguments, "--text", text);
        if (node.has("masks")) {
            Path masks = folder.resolve("masks.json");
            JSON.writeValue(masks.toFile(), node.get("masks"));
            replace(arguments, "--masks", masks);
        } else {
            replace(arguments, "--model", Path.of("src", "test", "resources", "org", "dipscope", "model",
                    arguments.get(arguments.indexOf("--model") + 1) + ".gguf"));
        }
        arguments.add("--json");
        Invocation run = Invocation.of(arguments.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        assertEqual("", run.json(), node.get("expected"));
        if (node.has("measured")) {
            assertMeasured(run.json(), node.get("measured"));
        }
    }

    private static List<String> words(JsonNode node) {
        List<String> words = new ArrayList<>();
        node.get("command").forEach(word -> words.add(word.asText()));
        return words;
    }

    private static void replace(List<String> arguments, String option, Path value) {
        int at = arguments.indexOf(option);
        if (at >= 0) {
            arguments.set(at + 1, value.toString());
        }
    }

    private static void assertEqual(String place, JsonNode actual, JsonNode expected) {
        assertThat(actual).as(place).isNotNull();
        if (expected.isObject()) {
            expected.properties().forEach(field -> assertEqual(place + "/" + field.getKey(), actual.get(field.getKey()), field.getValue()));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(place).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertEqual(place + "/" + i, actual.get(i), expected.get(i));
            }
        } else if (expected.isNumber()) {
            assertNear(place, actual, expected.asDouble(), EXACT * Math.abs(expected.asDouble()));
        } else {
            assertThat(actual).as(place).isEqualTo(expected);
        }
    }

    /** Logits are held in units of their own spread. */
    private static void assertMeasured(JsonNode actual, JsonNode expected) {
        if (expected.has("perplexity")) {
            assertNear("perplexity", actual.get("perplexity"), expected.get("perplexity").asDouble(), MEASURED * expected.get("perplexity").asDouble());
            return;
        }
        assertThat(actual.get("positions").size()).isEqualTo(expected.get("lse").size());
        for (int i = 0; i < expected.get("lse").size(); i++) {
            JsonNode position = actual.get("positions").get(i);
            double spread = expected.get("std").get(i).asDouble();
            assertNear("lse " + i, position.get("lse"), expected.get("lse").get(i).asDouble(), MEASURED * spread);
            assertNear("std " + i, position.get("std"), spread, MEASURED * spread);
        }
    }

    private static void assertNear(String place, JsonNode actual, double expected, double tolerance) {
        assertThat(actual.isNumber()).as(place).isTrue();
        assertThat(actual.asDouble()).as(place).isCloseTo(expected, Offset.offset(tolerance));
    }
}
