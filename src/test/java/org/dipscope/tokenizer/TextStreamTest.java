package org.dipscope.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextStreamTest {
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() throws Exception {
        tokenizer = SampleTokenizer.tokenizer();
    }

    @Test
    void aCharacterComesWithItsLastByte() {
        TextStream stream = new TextStream(tokenizer);
        int[] ids = tokenizer.encode("世🙂", false);
        assertThat(ids).hasSizeGreaterThan(3);
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            String more = stream.append(id);
            assertThat(more).isIn("", "世", "🙂");
            text.append(more);
        }
        assertThat(text.append(stream.finish())).hasToString("世🙂");
    }

    @Test
    void whatNeverBecomesACharacterIsReplaced() {
        int[] smile = tokenizer.encode("🙂", false);
        TextStream stream = new TextStream(tokenizer);
        assertThat(stream.append(smile[0])).isEmpty();
        assertThat(stream.append(tokenizer.encode("a", false)[0])).isEqualTo("\uFFFDa");
        assertThat(stream.append(smile[0])).isEmpty();
        assertThat(stream.finish()).isEqualTo("\uFFFD");
        assertThat(stream.finish()).isEmpty();
        assertThat(stream.append(tokenizer.encode("b", false)[0])).isEqualTo("b");
    }

    @Test
    void specialTokensAreShownOnlyWhereAsked() {
        assertThat(new TextStream(tokenizer).append(2)).isEmpty();
        assertThat(new TextStream(tokenizer, true).append(2)).isEqualTo("<|im_end|>");
    }

    @Test
    void thePiecesOfAnyTokensMakeTheWholeText() {
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] ids = random.ints(random.nextInt(40), 0, tokenizer.vocabulary()).toArray();
            if (seed % 2 == 0) {
                ids = tokenizer.encode(RandomText.of(random, 30), false);
            }
            TextStream stream = new TextStream(tokenizer, true);
            StringBuilder text = new StringBuilder();
            for (int id : ids) {
                String more = stream.append(id);
                assertThat(more.isEmpty() || !Character.isHighSurrogate(more.charAt(more.length() - 1))).isTrue();
                text.append(more);
            }
            assertThat(text.append(stream.finish()).toString()).as("seed %d", seed).isEqualTo(tokenizer.decode(ids));
        }
    }
}
