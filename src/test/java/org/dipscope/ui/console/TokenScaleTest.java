package org.dipscope.ui.console;

import org.dipscope.session.TokenFrame;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class TokenScaleTest {

    private static List<TokenFrame> tokens() {
        FakeSession session = new FakeSession();
        session.submit("one", Optional.empty());
        session.advance(20);
        return session.newest().orElseThrow().tokens();
    }

    @Test
    void theCostliestTokenIsStrongestAndTheCheapestPlain() {
        List<TokenFrame> tokens = tokens();
        TokenScale scale = TokenScale.of(Colouring.MISSES, tokens);
        List<TokenFrame> warm = tokens.subList(2, tokens.size());
        Comparator<TokenFrame> flash = Comparator.comparingDouble(token -> token.pass().orElseThrow().flashBytes());

        assertThat(scale.strength(warm.stream().max(flash).orElseThrow())).isEqualTo(0.75);
        assertThat(scale.strength(warm.stream().min(flash).orElseThrow())).isZero();
    }

    @Test
    void theFirstMaskedTokenIsOutOfTheRangeAndTheDensePromptsTokenPlain() {
        List<TokenFrame> tokens = tokens();
        TokenScale scale = TokenScale.of(Colouring.MISSES, tokens);

        assertThat(tokens.get(1).pass().orElseThrow().flashBytes()).isGreaterThan(scale.most());
        assertThat(scale.strength(tokens.get(1))).isEqualTo(0.75);
        assertThat(scale.strength(tokens.getFirst())).isZero();
    }

    @Test
    void withoutColouringNothingIsColouredAndNothingExplained() {
        TokenScale scale = TokenScale.of(Colouring.NONE, tokens());

        assertThat(tokens()).allMatch(token -> scale.strength(token) == 0);
        assertThat(scale.legend(Words.english())).isEmpty();
    }
}
