package org.dipscope.kernel;

import org.dipscope.mask.Selection;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class TopKTest {
    @Test
    void keepsTheLargestAndOfEqualsTheFirst() {
        assertThat(select(new float[] {1, 5, 3, 5, 2, 5}, 0, 6, 2)).containsExactly(1, 3);
        assertThat(select(new float[] {1, 5, 3, 5, 2, 5}, 0, 6, 4)).containsExactly(1, 2, 3, 5);
        assertThat(select(new float[] {9, 9, 4, 7, 4, 4}, 2, 4, 3)).as("from an offset on").containsExactly(0, 1, 2);
        assertThat(select(new float[] {2, 2, 2}, 0, 3, 0)).isEmpty();
        assertThat(select(new float[] {2, 2, 2}, 0, 3, -1)).isEmpty();
        assertThat(select(new float[] {0, 0, 0}, 0, 3, 2)).containsExactly(0, 1);
        assertThat(select(new float[] {0, 0, 0}, 0, 3, 7)).containsExactly(0, 1, 2);
    }

    @Test
    void forgetsWhatWasSelectedBefore() {
        Selection selection = new Selection(3);
        TopK.select(new float[] {3, 2, 1}, 0, 3, selection);
        TopK.select(new float[] {1, 2, 3}, 0, 1, selection);
        assertThat(selection.count()).isEqualTo(1);
        assertThat(selection.contains(2)).isTrue();
        assertThat(selection.contains(0)).isFalse();
    }

    @Test
    void equalsItsScalarTwin() {
        Random random = new Random(1);
        for (int turn = 0; turn < 6000; turn++) {
            int n = 1 + random.nextInt(turn % 10 == 0 ? 600 : 70);
            int offset = random.nextInt(5);
            float[] scores = scores(random, offset + n, turn % 6);
            for (int k : new int[] {0, 1, random.nextInt(n + 1), n - 1, n, n + 3}) {
                Selection fast = new Selection(n);
                Selection plain = new Selection(n);
                TopK.select(scores, offset, k, fast);
                TopK.selectScalar(scores, offset, k, plain);
                assertThat(fast.freeze()).as("turn %d, n %d, k %d", turn, n, k).isEqualTo(plain.freeze());
                assertThat(fast.count()).isEqualTo(Math.min(n, k));
            }
        }
    }

    private static float[] scores(Random random, int length, int kind) {
        float[] scores = new float[length];
        for (int i = 0; i < length; i++) {
            scores[i] = switch (kind) {
                case 0 -> (float) Math.abs(random.nextGaussian());
                case 1 -> random.nextInt(4);
                case 2 -> Float.intBitsToFloat(random.nextInt(0x80_0000));
                case 3 -> Float.intBitsToFloat(random.nextInt(0x7F80_0001));
                case 4 -> random.nextBoolean() ? 0 : random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.MIN_VALUE * random.nextInt(3);
                default -> 1 + Math.ulp(1f) * random.nextInt(3);
            };
        }
        return scores;
    }

    private static int[] select(float[] scores, int offset, int n, int k) {
        Selection selection = new Selection(n);
        TopK.select(scores, offset, k, selection);
        return Arrays.copyOf(selection.columns(), selection.count());
    }
}
