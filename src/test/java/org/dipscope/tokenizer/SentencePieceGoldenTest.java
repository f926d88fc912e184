package org.dipscope.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.dipscope.gguf.GgufBuilder;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.Metadata;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** SentencePiece's BPE gives llama.cpp's ids, on a small vocabulary with every kind of token and equal scores. */
class SentencePieceGoldenTest {
    private static final Map<String, Consumer<GgufBuilder>> VARIANTS = Map.of(
            "plain", file -> { },
            "no-space", file -> file.flag("tokenizer.ggml.add_space_prefix", false).flag("tokenizer.ggml.add_bos_token", false),
            "phi3", file -> file.string("general.name", "Phi3").flag("tokenizer.ggml.add_eos_token", true),
            "extra-space", file -> file.flag("tokenizer.ggml.remove_extra_whitespaces", true));

    @TempDir
    Path folder;

    @TestFactory
    List<DynamicTest> idsAreLlamaCppsWith() throws Exception {
        Goldens goldens = Goldens.read("sentence-pieces.json");
        List<DynamicTest> tests = new ArrayList<>();
        goldens.ids().forEach((name, golden) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            assertThat(golden).hasSizeGreaterThan(400);
            String variant = name.substring(0, name.indexOf(' '));
            boolean parsed = name.endsWith("parsed");
            Tokenizer tokenizer = tokenizer(variant);
            golden.forEach((text, expected) -> {
                int[] ids = tokenizer.encode(text, parsed);
                if (!parsed && Arrays.stream(expected).anyMatch(tokenizer::special)) {
                    // What is typed must not become a token that steers, even where llama.cpp merges letters to one.
                    assertThat(Arrays.stream(ids).noneMatch(tokenizer::special)).as(text).isTrue();
                } else if (text.contains("<0x")) {
                    // llama.cpp merges the letters of a byte token's name to that token, and so turns typed text into other text.
                    assertThat(tokenizer.decode(ids)).isEqualTo(text);
                } else {
                    assertThat(ids).as(text).containsExactly(expected);
                }
            });
        })));
        assertThat(tests).hasSize(2 * VARIANTS.size());
        return tests;
    }

    @Test
    void rolesAreLlamaCpps() throws Exception {
        Goldens goldens = Goldens.read("sentence-pieces.json");
        for (String variant : List.of("plain", "no-space")) {
            Tokenizer tokenizer = tokenizer(variant);
            assertThat(tokenizer.bos()).hasValue(goldens.facts(variant).get("bos").asInt());
            assertThat(tokenizer.eos()).hasValue(goldens.facts(variant).get("eos").asInt());
            assertThat(tokenizer.addsBos()).isEqualTo(!goldens.facts(variant).get("begin").isEmpty());
            int[] ends = Goldens.integers(goldens.facts(variant).get("ends"));
            assertThat(IntStream.range(0, tokenizer.vocabulary()).filter(tokenizer::ends).toArray()).containsExactlyInAnyOrder(ends);
        }
        assertThat(tokenizer("phi3").addsEos()).isTrue();
        assertThat(tokenizer("plain").addsEos()).isFalse();
    }

    @Test
    void textSurvivesTheWayThereAndBack() throws Exception {
        for (String variant : List.of("plain", "no-space")) {
            Tokenizer tokenizer = tokenizer(variant);
            for (String text : Goldens.read("sentence-pieces.json").ids().get(variant + " text").keySet()) {
                // The mark that stands for a space is read as one.
                String expected = text.replace('▁', ' ');
                assertThat(tokenizer.decode(tokenizer.encode(text, false))).as(text).isEqualTo(expected);
                assertThat(tokenizer.decode(tokenizer.encode(text, true))).as(text).isEqualTo(expected);
                TextStream stream = new TextStream(tokenizer, true);
                StringBuilder streamed = new StringBuilder();
                for (int id : tokenizer.encode(text, true)) {
                    String more = stream.append(id);
                    assertThat(more.isEmpty() || !Character.isHighSurrogate(more.charAt(more.length() - 1))).isTrue();
                    streamed.append(more);
                }
                assertThat(streamed.append(stream.finish()).toString()).isEqualTo(expected);
            }
        }
    }

    @Test
    void anAnswerBehindASpecialTokenBeginsWithoutTheSpaceThatTheEncoderSets() throws Exception {
        Tokenizer tokenizer = tokenizer("plain");
        int[] hello = tokenizer.encode("the", false);
        int assistant = tokenizer.encode("<|assistant|>", true)[0];
        assertThat(tokenizer.decode(hello)).isEqualTo("the");
        assertThat(TextStream.after(tokenizer, assistant).append(hello[0])).startsWith("t");
        assertThat(TextStream.after(tokenizer, tokenizer.encode("of", false)).append(hello[0])).startsWith(" t");
        TextStream stream = TextStream.after(tokenizer, assistant);
        assertThat(stream.append(hello[0]) + stream.append(hello[0])).startsWith("t").contains(" t");
    }

    @Test
    void aCharacterOfByteTokensComesWithItsLastByte() throws Exception {
        Tokenizer tokenizer = tokenizer("plain");
        int[] ids = tokenizer.encode("𝕯𝖾", false);
        TextStream stream = new TextStream(tokenizer);
        List<String> pieces = Arrays.stream(ids).mapToObj(stream::append).filter(piece -> !piece.isEmpty()).toList();
        assertThat(ids).hasSizeGreaterThan(8);
        assertThat(pieces).containsExactly("𝕯", "𝖾");
    }

    @Test
    void aTextOfAnyKindTakesReasonableTime() throws Exception {
        Tokenizer tokenizer = tokenizer("plain");
        for (String unit : new String[] {"a", " ", "the ", "é", "🙂", "<", "<|user|", "\n", "▁"}) {
            String text = unit.repeat(300_000 / unit.length());
            assertThat(tokenizer.decode(tokenizer.encode(text, true))).as(unit).isEqualTo(text.replace('▁', ' '));
        }
    }

    private Tokenizer tokenizer(String variant) throws Exception {
        Path resource = Path.of(SentencePieceGoldenTest.class.getResource("goldens/sentence-pieces.gguf").toURI());
        Metadata plain;
        try (GgufFile file = GgufFile.open(resource)) {
            plain = file.metadata();
        }
        GgufBuilder builder = new GgufBuilder().string("general.architecture", "llama").string("tokenizer.ggml.model", "llama")
                .strings("tokenizer.ggml.tokens", plain.requireStrings("tokenizer.ggml.tokens"))
                .int32s("tokenizer.ggml.token_type", plain.requireIntegers("tokenizer.ggml.token_type"))
                .float32s("tokenizer.ggml.scores", plain.requireReals("tokenizer.ggml.scores"));
        VARIANTS.get(variant).accept(builder);
        try (GgufFile file = GgufFile.open(Files.write(folder.resolve("variant.gguf"), builder.build()))) {
            return Tokenizer.of(file.metadata());
        }
    }
}
