package org.dipscope.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.dipscope.gguf.GgufBuilder;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokenizers of a handful of tokens: roles, odd vocabularies, and what is refused. */
class SmallTokenizerTest {
    private static final List<String> TOKENS = List.of("<s>", "</s>", "<|im_end|>", "a", "b", "<", "/", "s", ">", "ab", "<think>", "Ġ");
    private static final int[] KINDS = {3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 4, 1};

    @TempDir
    Path folder;

    @Test
    void rolesComeFromTheMetadataAndFromNames() throws Exception {
        Tokenizer tokenizer = tokenizer(file -> file.uint32("tokenizer.ggml.bos_token_id", 0).uint32("tokenizer.ggml.eos_token_id", 1)
                .flag("tokenizer.ggml.add_bos_token", true));
        assertThat(tokenizer.bos()).hasValue(0);
        assertThat(tokenizer.addsBos()).isTrue();
        assertThat(tokenizer.ends(1)).isTrue();
        assertThat(tokenizer.ends(2)).isTrue();
        assertThat(tokenizer.special(2)).as("an end of turn that the file calls ordinary").isTrue();
        assertThat(tokenizer.encode("a<|im_end|>", true)).containsExactly(3, 2);
        assertThat(tokenizer.ends(3)).isFalse();
        assertThat(tokenizer.encode("ab</s>", false)).containsExactly(9, 5, 6, 7, 8);
    }

    @Test
    void userDefinedTokensAreTextAndFoundAlways() throws Exception {
        Tokenizer tokenizer = tokenizer(file -> { });
        assertThat(tokenizer.encode("a<think>b", false)).containsExactly(3, 10, 4);
        assertThat(tokenizer.special(10)).isFalse();
        assertThat(tokenizer.bos()).isEmpty();
        assertThat(tokenizer.addsBos()).isFalse();
    }

    @Test
    void aConversationBeginsWithOneBos() throws Exception {
        Tokenizer tokenizer = tokenizer(file -> file.uint32("tokenizer.ggml.bos_token_id", 0).flag("tokenizer.ggml.add_bos_token", true));
        List<Message> messages = List.of(new Message(Role.USER, "ab<s>"));
        int[] expected = {0, 9, 5, 7, 8};
        assertThat(Templates.of("{{ messages[0].content }}").encode(tokenizer, messages, false)).containsExactly(expected);
        assertThat(Templates.of("{{ bos_token }}{{ messages[0].content }}").encode(tokenizer, messages, false)).containsExactly(expected);
    }

    @Test
    void mergesThatWouldMakeASteeringTokenMakeNone() throws Exception {
        Tokenizer tokenizer = tokenizer(file -> { }, List.of("a b", "< s", "<s >"));
        assertThat(tokenizer.encode("<s>ab", false)).containsExactly(5, 7, 8, 9);
        assertThat(tokenizer.encode("<s>ab", true)).containsExactly(0, 9);
    }

    @Test
    void whatIsNotKnownIsRefusedByName() {
        assertRefused(new GgufBuilder(), "lacks the metadata key \"tokenizer.ggml.model\"");
        assertRefused(new GgufBuilder().string("tokenizer.ggml.model", "bert"), "of the kind \"bert\", WordPiece");
        assertRefused(new GgufBuilder().string("tokenizer.ggml.model", "t5"), "of the kind \"t5\", a unigram model");
        assertRefused(new GgufBuilder().string("tokenizer.ggml.model", "rwkv"), "of the kind \"rwkv\"");
        assertRefused(new GgufBuilder().string("tokenizer.ggml.model", "gpt2"), "does not say how its tokenizer cuts words");
        assertRefused(base("gpt2", "kimi-k2"), "pre-tokeniser is \"kimi-k2\", which this version does not know; it knows a.x-4.0, bailingmoe,");
        assertRefused(base("gpt2", "smollm"), "lacks the metadata key \"tokenizer.ggml.tokens\"");
        assertRefused(base("gpt2", "smollm").strings("tokenizer.ggml.tokens", List.of()), "empty list");
        assertRefused(base("gpt2", "smollm").strings("tokenizer.ggml.tokens", TOKENS).int32s("tokenizer.ggml.token_type", 1, 2), "2 entries for 12 tokens");
        assertRefused(base("gpt2", "smollm").strings("tokenizer.ggml.tokens", TOKENS), "lacks the metadata key \"tokenizer.ggml.merges\"");
        assertRefused(base("gpt2", "smollm").strings("tokenizer.ggml.tokens", TOKENS).strings("tokenizer.ggml.merges", List.of("a b", "ab")), "Entry 1 of");
        assertRefused(base("gpt2", "smollm").strings("tokenizer.ggml.tokens", TOKENS).uint32("tokenizer.ggml.eos_token_id", 12), "is 12, but there are 12 tokens");
        assertRefused(new GgufBuilder().string("tokenizer.ggml.model", "llama").strings("tokenizer.ggml.tokens", TOKENS),
                "lacks the metadata key \"tokenizer.ggml.scores\"");
        assertRefused(new GgufBuilder().string("tokenizer.ggml.model", "llama").strings("tokenizer.ggml.tokens", TOKENS)
                .float32s("tokenizer.ggml.scores", 1, 2), "2 entries for 12 tokens");
        float[] scores = new float[TOKENS.size()];
        scores[4] = Float.NaN;
        assertRefused(new GgufBuilder().string("tokenizer.ggml.model", "llama").strings("tokenizer.ggml.tokens", TOKENS)
                .float32s("tokenizer.ggml.scores", scores), "Entry 4 of the metadata key \"tokenizer.ggml.scores\" is no number");
    }

    private void assertRefused(GgufBuilder builder, String sentence) {
        assertThatThrownBy(() -> read(builder)).isInstanceOf(GgufException.class).hasMessageContaining(sentence)
                .satisfies(e -> assertThat(e.getMessage()).endsWith("."));
    }

    private static GgufBuilder base(String model, String pre) {
        return new GgufBuilder().string("tokenizer.ggml.model", model).string("tokenizer.ggml.pre", pre);
    }

    private Tokenizer tokenizer(Consumer<GgufBuilder> more) throws Exception {
        return tokenizer(more, List.of("a b"));
    }

    private Tokenizer tokenizer(Consumer<GgufBuilder> more, List<String> merges) throws Exception {
        GgufBuilder builder = base("gpt2", "smollm").strings("tokenizer.ggml.tokens", TOKENS).int32s("tokenizer.ggml.token_type", KINDS)
                .strings("tokenizer.ggml.merges", merges);
        more.accept(builder);
        return read(builder);
    }

    private Tokenizer read(GgufBuilder builder) throws Exception {
        try (GgufFile file = GgufFile.open(Files.write(folder.resolve("small.gguf"), builder.build()))) {
            return Tokenizer.of(file.metadata());
        }
    }
}
