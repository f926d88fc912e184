package org.dipscope.sparsity;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.dipscope.memory.Residency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class MaskChooserTest {
    /** Eight inputs, of which the first test keeps four: a split set by hand says so. */
    private static final Split HALF = new Split(0.5, 0.5);
    private static final TokenRows VALUES = new TokenRows(new float[] {8, -7, 6, -5, 4, 3, 2, 1}, 8, 8);

    @Test
    void dipKeepsTheLargestMagnitudesWhateverIsResident() {
        FixedResidency residency = new FixedResidency(false).hold(0, Mask.of(8, 4, 5, 6, 7));
        assertThat(choose(dip(), VALUES, 1, residency)).containsExactly("[0, 1, 2, 3]");
        assertThat(residency.told()).containsExactly("0:[0, 1, 2, 3]");
    }

    /** Scores 8 7 6 5 4 3 2 1, columns 2, 4, 5 and 7 in DRAM; the others are multiplied with γ. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1    | [0, 1, 2, 3]",
        "0.9  | [0, 1, 2, 3]",   // 7.2 6.3 6 4.5 4 3 1.8 1
        "0.79 | [0, 1, 2, 4]",   // 6.3 5.5 6 3.95 4 3 1.6 1
        "0.5  | [0, 1, 2, 4]",   // 4 3.5 6 2.5 4 3 1 1
        "0.4  | [0, 2, 4, 5]",   // 3.2 2.8 6 2 4 3 0.8 1
        "0.1  | [2, 4, 5, 7]",   // 0.8 0.7 6 0.5 4 3 0.2 1
        "0    | [2, 4, 5, 7]"})
    void dipCaPrefersWhatIsResident(double gamma, String expected) {
        FixedResidency residency = new FixedResidency(false).hold(0, Mask.of(8, 2, 4, 5, 7));
        assertThat(choose(dipCa(gamma, 0, false), VALUES, 1, residency)).containsExactly(expected);
    }

    /** As before with γ = 0, but the largest scores stay what they are. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1 | [0, 2, 4, 5]", "2 | [0, 1, 2, 4]", "3 | [0, 1, 2, 4]", "4 | [0, 1, 2, 3]", "99 | [0, 1, 2, 3]"})
    void theFixedTopNKeepTheirScores(int fixedTopN, String expected) {
        FixedResidency residency = new FixedResidency(false).hold(0, Mask.of(8, 2, 4, 5, 7));
        assertThat(choose(dipCa(0, fixedTopN, false), VALUES, 1, residency)).containsExactly(expected);
    }

    /** γ_t = 1 − (1 − γ)(1 − γ^(t/4)) for γ = 0.25: falling from 1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0    | [0, 1, 2, 3]",   // 1: the scores themselves
        "2    | [0, 1, 2, 4]",   // 0.625: 5 4.4 6 3.1 4 3 1.3 1
        "4    | [0, 1, 2, 4]",   // 0.4375: 3.5 3.06 6 2.2 4 3 0.9 1
        "5    | [0, 2, 4, 5]",   // 0.3826: 3.06 2.7 6 1.9 4 3 0.8 1
        "1000 | [0, 2, 4, 5]"})  // 0.25: 2 1.75 6 1.25 4 3 0.5 1
    void theWarmUpLetsGammaFall(int before, String expected) {
        FixedResidency residency = new FixedResidency(false).hold(0, Mask.of(8, 2, 4, 5, 7)).after(before);
        assertThat(choose(dipCa(0.25, 0, true), VALUES, 1, residency)).containsExactly(expected);
    }

    /** Scores 8 7 6 5 4 3 2 1 with columns 2, 4, 5 and 7 in DRAM: γ·score + (1 − γ)·resident. A score is worth more than residency above γ = 1/2. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1    | 0 | [0, 1, 2, 3]",
        "0.5  | 0 | [0, 1, 2, 3]",   // 4 3.5 3.5 2.5 2.5 2 1 1: of equal ones the lower index
        "0.49 | 0 | [0, 1, 2, 4]",   // 3.92 3.43 3.45 2.45 2.47 1.98 0.98 1
        "0.1  | 0 | [2, 4, 5, 7]",   // 0.8 0.7 1.5 0.5 1.3 1.2 0.2 1
        "0    | 0 | [2, 4, 5, 7]",
        "0.1  | 2 | [0, 1, 2, 4]"})  // the two largest stay 8 and 7
    void theBlendAddsWhatResidencyIsWorth(double gamma, int fixedTopN, String expected) {
        FixedResidency residency = new FixedResidency(false).hold(0, Mask.of(8, 2, 4, 5, 7));
        assertThat(choose(dipCa(gamma, fixedTopN, false).withWeighting(Weighting.BLEND, 1.5), VALUES, 1, residency)).containsExactly(expected);
    }

    /** k = 4, columns 2, 4, 5 and 7 in DRAM: the fixed ones, then 2, then what is resident among the top-m, then the rest of the top-4. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1    | 0 | [0, 1, 2, 3]",   // m = 4 is DIP
        "1.25 | 0 | [0, 1, 2, 4]",   // m = 5: 2; 4; then 0, 1
        "1.5  | 0 | [0, 2, 4, 5]",   // m = 6: 2; 4, 5; then 0
        "2    | 0 | [2, 4, 5, 7]",   // m = 8
        "2    | 1 | [0, 2, 4, 5]",
        "2    | 3 | [0, 1, 2, 4]",   // 2 is fixed already
        "9    | 4 | [0, 1, 2, 3]",
        "9    | 9 | [0, 1, 2, 3]"})
    void theApproximateChoiceFillsUpFromWhatIsResident(double topM, int fixedTopN, String expected) {
        FixedResidency residency = new FixedResidency(false).hold(0, Mask.of(8, 2, 4, 5, 7));
        assertThat(choose(dipCa(0.5, fixedTopN, false).withWeighting(Weighting.APPROXIMATE, topM), VALUES, 1, residency)).containsExactly(expected);
    }

    @Test
    void theApproximateChoiceIsAlwaysOfKAndTakesTheLowerOfEqualScores() {
        FixedResidency residency = new FixedResidency(false).hold(0, Mask.of(8, 6, 7));
        TokenRows equal = new TokenRows(new float[8], 8, 8);
        assertThat(choose(dipCa(0.5, 0, false).withWeighting(Weighting.APPROXIMATE, 2), equal, 1, residency)).containsExactly("[0, 1, 6, 7]");
        assertThat(choose(dipCa(0.5, 0, false).withWeighting(Weighting.APPROXIMATE, 2), equal, 1, Residency.NOTHING)).containsExactly("[0, 1, 2, 3]");
    }

    @Test
    void onlyDipCaAsksTheCacheWhateverTheWeighting() {
        FixedResidency residency = new FixedResidency(false).hold(0, Mask.of(8, 4, 5, 6, 7));
        for (Weighting weighting : Weighting.values()) {
            assertThat(choose(dip().withWeighting(weighting, 2), VALUES, 1, residency)).containsExactly("[0, 1, 2, 3]");
        }
    }

    @Test
    void weightAwareScoresCountTheColumnsLengths() {
        MaskChooser chooser = new MaskChooser(1, 8, 8, 1, (hook, layer) -> hook == Hook.INPUT
                ? new float[] {1, 1, 1, 1, 2, 3, 5, 20} : new float[] {1, 1, 1, 1, 1, 1, 1, 9});
        chooser.layer(0);
        chooser.begin(1, dip().withScoring(Scoring.WEIGHT_AWARE), Residency.NOTHING);
        assertThat(columns(chooser.largest(Hook.INPUT, VALUES)[0])).as("8 7 6 5 8 9 10 20").isEqualTo("[0, 5, 6, 7]");
        assertThat(columns(chooser.largest(Hook.DOWN, VALUES)[0])).as("8 7 6 5 4 3 2 9").isEqualTo("[0, 1, 2, 7]");
        chooser.begin(1, dip(), Residency.NOTHING);
        assertThat(columns(chooser.largest(Hook.INPUT, VALUES)[0])).isEqualTo("[0, 1, 2, 3]");
    }

    @Test
    void theWarmUpCountsOnWithinABatch() {
        float[] six = new float[6 * 8];
        for (int t = 0; t < 6; t++) {
            System.arraycopy(VALUES.values(), 0, six, 8 * t, 8);
        }
        FixedResidency residency = new FixedResidency(false).hold(0, Mask.of(8, 2, 4, 5, 7));
        assertThat(choose(dipCa(0.25, 0, true), new TokenRows(six, 8, 8), 6, residency))
                .as("t = 0 to 5").containsExactly("[0, 1, 2, 3]", "[0, 1, 2, 4]", "[0, 1, 2, 4]", "[0, 1, 2, 4]", "[0, 1, 2, 4]", "[0, 2, 4, 5]");
    }

    @Test
    void withNothingResidentGammaChangesNothing() {
        assertThat(choose(dipCa(0.5, 0, false), VALUES, 1, Residency.NOTHING)).containsExactly("[0, 1, 2, 3]");
        assertThat(choose(dipCa(0, 0, false), VALUES, 1, Residency.NOTHING)).as("all scores are 0, the first win").containsExactly("[0, 1, 2, 3]");
    }

    @Test
    void aGammaOfOneIsDip() {
        Random random = new Random(1);
        for (int turn = 0; turn < 200; turn++) {
            TokenRows values = random(random, 4, 8, 11);
            for (boolean warmUp : new boolean[] {false, true}) {
                FixedResidency one = new FixedResidency(true).hold(0, Mask.of(8, turn % 8)).after(turn);
                FixedResidency other = new FixedResidency(true).hold(0, Mask.of(8, turn % 8)).after(turn);
                assertThat(choose(dipCa(1, turn % 3, warmUp), values, 4, one)).isEqualTo(choose(dip(), values, 4, other));
                assertThat(one.told()).isEqualTo(other.told());
            }
        }
    }

    @Test
    void aBatchChoosesAsItsTokensWouldOneByOne() {
        Random random = new Random(2);
        for (int turn = 0; turn < 200; turn++) {
            int tokens = 1 + random.nextInt(6);
            TokenRows values = random(random, tokens, 8, 8 + turn % 3);
            Masking masking = dipCa(random.nextDouble(), random.nextInt(3), turn % 2 == 0);
            FixedResidency together = new FixedResidency(true).after(turn % 10);
            List<String> batch = choose(masking, values, tokens, together);
            FixedResidency alone = new FixedResidency(true);
            List<String> single = new ArrayList<>();
            MaskChooser chooser = new MaskChooser(1, 8, 8, 6);
            for (int t = 0; t < tokens; t++) {
                alone.after(turn % 10 + t);
                float[] row = new float[8];
                System.arraycopy(values.values(), t * values.stride(), row, 0, 8);
                chooser.begin(1, masking, alone);
                chooser.layer(0);
                single.add(columns(chooser.largest(Hook.INPUT, new TokenRows(row, 8, 8))[0]));
            }
            assertThat(batch).isEqualTo(single);
            assertThat(together.told()).isEqualTo(alone.told());
        }
    }

    @Test
    void everyLayerAndHookAsksItsOwnCacheAndKeepsItsOwnScores() {
        FixedResidency residency = new FixedResidency(false).hold(2, Mask.of(2, 1)).hold(3, Mask.of(4, 3));
        MaskChooser chooser = new MaskChooser(2, 2, 4, 1);
        chooser.begin(1, dipCa(0.5, 0, false), residency);
        TokenRows input = new TokenRows(new float[] {-3, 2}, 2, 2);
        TokenRows down = new TokenRows(new float[] {4, 3, 2.5f, -2}, 4, 4);
        List<String> chosen = new ArrayList<>();
        for (int layer = 0; layer < 2; layer++) {
            chooser.layer(layer);
            chosen.add(columns(chooser.largest(Hook.INPUT, input)[0]));
            chosen.add(columns(chooser.largest(Hook.DOWN, down)[0]));
        }
        assertThat(chosen).containsExactly("[0]", "[0, 1]", "[1]", "[0, 3]");
        assertThat(residency.told()).containsExactly("0:[0]", "1:[0, 1]", "2:[1]", "3:[0, 3]");
        assertThat(chooser.scores(Hook.INPUT)).as("before any re-weighting").containsExactly(3, 2, 3, 2);
        assertThat(chooser.selected(Hook.INPUT, 0)).isEqualTo(Mask.of(2, 0));
        assertThat(chooser.selected(Hook.INPUT, 1)).isEqualTo(Mask.of(2, 1));
        assertThat(chooser.selected(Hook.DOWN, 1)).isEqualTo(Mask.of(4, 0, 3));
        assertThat(chooser.scores(Hook.DOWN)).containsExactly(4, 3, 2.5f, 2, 4, 3, 2.5f, 2);
    }

    @Test
    void newSettingsHoldFromTheNextPassOn() {
        MaskChooser chooser = new MaskChooser(1, 8, 8, 1);
        chooser.layer(0);
        for (int k = 0; k <= 8; k++) {
            chooser.begin(1, new Masking(new Dip(), 0.5, 1, 0, false, Optional.of(new Split(k / 8.0, 0.5))), Residency.NOTHING);
            assertThat(chooser.largest(Hook.INPUT, VALUES)[0].count()).isEqualTo(k);
        }
        chooser.begin(1, new Masking(new GluOracle(), 0.25, 1, 0, false, Optional.empty()), Residency.NOTHING);
        assertThat(columns(chooser.largest(Hook.ROWS, VALUES)[0])).isEqualTo("[0, 1]");
    }

    private static List<String> choose(Masking masking, TokenRows values, int tokens, Residency residency) {
        MaskChooser chooser = new MaskChooser(1, 8, 8, tokens);
        chooser.begin(tokens, masking, residency);
        chooser.layer(0);
        Selection[] chosen = chooser.largest(Hook.INPUT, values);
        List<String> columns = new ArrayList<>();
        for (int t = 0; t < tokens; t++) {
            columns.add(columns(chosen[t]));
        }
        return columns;
    }

    private static String columns(Selection selection) {
        return java.util.Arrays.toString(selection.freeze().columns());
    }

    private static Masking dip() {
        return new Masking(new Dip(), 0.5, 0.3, 2, false, Optional.of(HALF));
    }

    private static Masking dipCa(double gamma, int fixedTopN, boolean warmUp) {
        return new Masking(new DipCacheAware(), 0.5, gamma, fixedTopN, warmUp, Optional.of(HALF));
    }

    private static TokenRows random(Random random, int tokens, int width, int stride) {
        float[] values = new float[tokens * stride];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(9) - 4 + (random.nextBoolean() ? 0 : random.nextFloat());
        }
        return new TokenRows(values, width, stride);
    }
}
