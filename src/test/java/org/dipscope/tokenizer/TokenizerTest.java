package org.dipscope.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenizerTest {
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() throws Exception {
        tokenizer = SampleTokenizer.tokenizer();
    }

    @TestFactory
    List<DynamicTest> theGoldenTexts() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in = TokenizerTest.class.getResourceAsStream("/goldens/smollm2-135m.tokens.json")) {
            for (JsonNode golden : new ObjectMapper().readTree(in)) {
                String text = golden.get("text").asText();
                boolean special = golden.get("special").asBoolean();
                int[] ids = IntStream.range(0, golden.get("ids").size()).map(i -> golden.get("ids").get(i).asInt()).toArray();
                tests.add(DynamicTest.dynamicTest((special ? "" : "plain ") + new ObjectMapper().writeValueAsString(text), () -> {
                    assertThat(tokenizer.encode(text, special)).containsExactly(ids);
                    assertThat(tokenizer.decode(ids)).isEqualTo(text);
                }));
            }
        }
        assertThat(tests).hasSizeGreaterThan(40);
        return tests;
    }

    @Test
    void knowsItsRoles() {
        assertThat(tokenizer.vocabulary()).isEqualTo(49152);
        assertThat(tokenizer.bos()).hasValue(1);
        assertThat(tokenizer.eos()).hasValue(2);
        assertThat(tokenizer.addsBos()).isFalse();
        assertThat(tokenizer.ends(0)).isTrue();
        assertThat(tokenizer.ends(1)).isFalse();
        assertThat(tokenizer.ends(2)).isTrue();
        assertThat(tokenizer.special(2)).isTrue();
        assertThat(tokenizer.special(16)).isTrue();
        assertThat(tokenizer.special(17)).isFalse();
        assertThat(tokenizer.token(2)).isEqualTo("<|im_end|>");
        assertThat(tokenizer.token(905)).isEqualTo("Ġworld");
        assertThat(tokenizer.bytes(905)).isEqualTo(" world".getBytes());
    }

    @Test
    void textSurvivesTheWayThereAndBack() {
        for (int seed = 0; seed < 3_000; seed++) {
            String text = RandomText.of(new SplittableRandom(seed), 80);
            assertThat(tokenizer.decode(tokenizer.encode(text, false))).as("seed %d", seed).isEqualTo(text);
            assertThat(tokenizer.decode(tokenizer.encode(text, true))).as("seed %d", seed).isEqualTo(text);
        }
    }

    @Test
    void plainTextNeverBecomesASpecialToken() {
        for (int seed = 0; seed < 2_000; seed++) {
            String text = RandomText.withSpecials(new SplittableRandom(seed), tokenizer);
            assertThat(Arrays.stream(tokenizer.encode(text, false)).filter(tokenizer::special).toArray()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void loneSurrogatesBecomeReplacementCharacters() {
        assertThat(tokenizer.decode(tokenizer.encode("a\uD800b\uDC00\uDC00\uD83D\uDE42\uD83D", true))).isEqualTo("a\uFFFDb\uFFFD\uFFFD🙂\uFFFD");
    }

    @Test
    void bytesWithoutATokenAreLeftOut() {
        assertThat(tokenizer.decode(tokenizer.encode("a\u0004b", false))).isEqualTo("ab");
    }

    @Test
    void aWordOfAnyLengthIsMergedInReasonableTime() {
        for (String unit : new String[] {"a", " ", "\n", "<", "🙂", "ab", "\u0301", "7", "<|im_"}) {
            String text = unit.repeat(100_000 / unit.length());
            assertThat(tokenizer.decode(tokenizer.encode(text, true))).isEqualTo(text);
        }
    }

    @Test
    void theQueueMergesAsThePlainDefinitionDoes() throws Exception {
        PlainMerging plain = new PlainMerging(SampleTokenizer.metadata().requireStrings("tokenizer.ggml.merges"));
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder word = new StringBuilder();
            for (int i = 1 + random.nextInt(60); i > 0; i--) {
                word.append((char) ('a' + (seed % 3 == 0 ? random.nextInt(2) : random.nextInt(26))));
            }
            List<String> tokens = Arrays.stream(tokenizer.encode(word.toString(), false)).mapToObj(tokenizer::token).toList();
            assertThat(tokens).as(word.toString()).isEqualTo(plain.merge(word.toString()));
        }
    }
}
