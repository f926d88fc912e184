package org.dipscope.session;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class TokenSequenceTest {
    @Test
    void itGrowsPastItsFirstRoomAndLosesNothing() {
        TokenSequence sequence = new TokenSequence();
        int[] many = IntStream.range(0, 1000).map(i -> i * 7).toArray();
        sequence.append(many, 0, 600);
        sequence.append(many[600]);
        sequence.append(many, 601, 1000);

        assertThat(sequence.length()).isEqualTo(1000);
        assertThat(Arrays.copyOf(sequence.ids(), 1000)).isEqualTo(many);
    }

    @Test
    void whatIsForgottenIsSharedNoMore() {
        TokenSequence sequence = of(1, 2, 3, 4);
        assertThat(sequence.shared(new int[]{1, 2, 3, 4, 5}, 5)).isEqualTo(4);
        sequence.truncate(2);

        assertThat(sequence.length()).isEqualTo(2);
        assertThat(sequence.shared(new int[]{1, 2, 3, 4, 5}, 5)).isEqualTo(2);
        sequence.truncate(9);
        assertThat(sequence.length()).isEqualTo(2);
        sequence.append(8);
        assertThat(sequence.shared(new int[]{1, 2, 3, 4, 5}, 5)).isEqualTo(2);
        assertThat(sequence.shared(new int[]{1, 2, 8}, 3)).isEqualTo(3);
    }

    @Test
    void aSharedBeginningEndsAtTheFirstOtherTokenAndAtTheMostThatIsAsked() {
        assertThat(of(1, 2, 3).shared(new int[]{1, 9, 3}, 3)).isEqualTo(1);
        assertThat(of(1, 2, 3).shared(new int[]{9}, 1)).isZero();
        assertThat(of(1, 2, 3).shared(new int[]{1, 2, 3}, 2)).isEqualTo(2);
        assertThat(of().shared(new int[]{1, 2}, 1)).isZero();
        assertThat(of(1, 2, 3).shared(new int[]{1, 2, 3}, 0)).isZero();
    }

    private static TokenSequence of(int... ids) {
        TokenSequence sequence = new TokenSequence();
        sequence.append(ids, 0, ids.length);
        return sequence;
    }
}
