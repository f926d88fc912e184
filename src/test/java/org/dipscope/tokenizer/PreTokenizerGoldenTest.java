package org.dipscope.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dipscope.gguf.GgufBuilder;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.Metadata;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Under every pre-tokeniser the same ids as llama.cpp's, on texts in which their branches meet. */
class PreTokenizerGoldenTest {
    /** As in the script that made the golden ids: tokens whose merge is missing tell who ignores merges. */
    private static final int ONE_MERGE_IN = 7;
    private static final int MISSING = 3;

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> idsAreLlamaCppsUnder() throws Exception {
        Goldens goldens = Goldens.read("pre-tokenizers.json");
        Map<String, Map<String, int[]>> ids = goldens.ids();
        assertThat(ids.keySet()).containsExactlyInAnyOrderElementsOf(PreTokenizers.names());
        Metadata sample = SampleTokenizer.metadata();
        List<DynamicTest> tests = new ArrayList<>();
        // Names for one pre-tokeniser share its tokenizer, whose tables take a while to build.
        Map<PreTokenizer, Tokenizer> built = new HashMap<>();
        ids.forEach((name, golden) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            assertThat(golden).hasSizeGreaterThan(400);
            PreTokenizer preTokenizer = PreTokenizers.named(name).orElseThrow();
            if (!built.containsKey(preTokenizer)) {
                built.put(preTokenizer, tokenizer(sample, name));
            }
            Tokenizer tokenizer = built.get(preTokenizer);
            golden.forEach((text, expected) -> {
                assertThat(tokenizer.encode(text, false)).as(text).containsExactly(expected);
            });
            assertThat(tokenizer.addsBos()).isEqualTo(!goldens.facts(name).get("begin").isEmpty());
            int[] ends = Goldens.integers(goldens.facts(name).get("ends"));
            assertThat(IntStream.range(0, tokenizer.vocabulary()).filter(tokenizer::ends)).containsExactlyInAnyOrder(IntStream.of(ends).boxed().toArray(Integer[]::new));
        })));
        return tests;
    }

    @Test
    void wordsOfAnyLengthAndNumberTakeReasonableTime() throws Exception {
        Metadata sample = SampleTokenizer.metadata();
        for (String name : List.of("gpt-2", "llama-bpe", "tekken", "default", "deepseek-v3")) {
            Tokenizer tokenizer = tokenizer(sample, name);
            for (String unit : new String[] {"a", "A", "aB", " ", "\n", "<", "é", "7", " a", "'", "你", "\u0301"}) {
                String text = unit.repeat(200_000 / unit.length());
                assertThat(tokenizer.decode(tokenizer.encode(text, true))).as("%s %s", name, unit).isEqualTo(text);
            }
        }
    }

    /** llama.cpp takes no white space for a letter of a range that has it in its midst; on the whole vocabulary of Llama 3 its ids show it. */
    @Test
    void whiteSpaceWithinARangeOfLettersIsNoLetter() {
        List<String> words = new ArrayList<>();
        PreTokenizers.named("deepseek-coder").orElseThrow().split(" \u1680 \n\u2003xあ", words::add);
        assertThat(words).containsExactly(" \u1680 ", "\n", "\u2003x", "あ");
    }

    private Tokenizer tokenizer(Metadata sample, String pre) throws Exception {
        List<String> merges = sample.requireStrings("tokenizer.ggml.merges");
        List<String> kept = IntStream.range(0, merges.size()).filter(rank -> rank % ONE_MERGE_IN != MISSING).mapToObj(merges::get).toList();
        Path path = folder.resolve(pre + ".gguf");
        Files.write(path, new GgufBuilder().string("tokenizer.ggml.model", "gpt2").string("tokenizer.ggml.pre", pre)
                .strings("tokenizer.ggml.tokens", sample.requireStrings("tokenizer.ggml.tokens"))
                .int32s("tokenizer.ggml.token_type", sample.requireIntegers("tokenizer.ggml.token_type"))
                .uint32("tokenizer.ggml.bos_token_id", 1).uint32("tokenizer.ggml.eos_token_id", 2)
                .strings("tokenizer.ggml.merges", kept).build());
        try (GgufFile file = GgufFile.open(path)) {
            return Tokenizer.of(file.metadata());
        } finally {
            Files.delete(path);
        }
    }
}
