package org.dipscope.ui.compare;

import org.junit.jupiter.api.Test;

import java.util.BitSet;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class AlignmentTest {

    @Test
    void aWordPutInIsTheOnlyDifference() {
        Alignment alignment = Alignment.of(new int[] {1, 2, 3, 4}, new int[] {1, 2, 9, 3, 4});

        assertThat(alignment.onlyA().cardinality()).isZero();
        assertThat(alignment.onlyB()).isEqualTo(bits(2));
        assertThat(alignment.common()).isEqualTo(4);
    }

    @Test
    void afterADifferenceTheSameWordsAreFoundAgain() {
        Alignment alignment = Alignment.of(new int[] {1, 5, 6, 2, 3, 7}, new int[] {1, 8, 2, 3, 9, 9});

        assertThat(alignment.onlyA()).isEqualTo(bits(1, 2, 5));
        assertThat(alignment.onlyB()).isEqualTo(bits(1, 4, 5));
        assertThat(alignment.common()).isEqualTo(3);
    }

    @Test
    void theSameAnswersDifferNowhereAndAnEmptyOneEverywhere() {
        assertThat(Alignment.of(new int[] {1, 2}, new int[] {1, 2})).isEqualTo(new Alignment(new BitSet(), new BitSet(), 2));
        assertThat(Alignment.of(new int[0], new int[] {1, 2})).isEqualTo(new Alignment(new BitSet(), bits(0, 1), 0));
    }

    @Test
    void whatStandsInBothIsTheSameSequenceWhateverTheAnswers() {
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            int[] a = random.ints(random.nextInt(30), 0, 5).toArray();
            int[] b = random.ints(random.nextInt(30), 0, 5).toArray();
            Alignment alignment = Alignment.of(a, b);

            int[] left = kept(a, alignment.onlyA());
            assertThat(left).isEqualTo(kept(b, alignment.onlyB())).hasSize(alignment.common());
            assertThat(Alignment.of(b, a).common()).isEqualTo(alignment.common());
        }
    }

    @Test
    void answersOfTenThousandTokensAreNotComparedPairByPair() {
        int[] a = new Random(1).ints(10_000, 0, 1000).toArray();
        int[] b = new Random(2).ints(10_000, 0, 1000).toArray();
        b[0] = a[0];

        assertThat(Alignment.of(a, b).onlyA().get(0)).isFalse();
        assertThat(Alignment.of(a, b).onlyA().nextClearBit(1)).isEqualTo(a[9999] == b[9999] ? 9999 : 10_000);
    }

    private static int[] kept(int[] ids, BitSet left) {
        return java.util.stream.IntStream.range(0, ids.length).filter(i -> !left.get(i)).map(i -> ids[i]).toArray();
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        java.util.Arrays.stream(set).forEach(bits::set);
        return bits;
    }
}
