package org.dipscope.ui.console;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Joining types as Unicode's ArabicShaping.txt has them, forms as in its blocks of presentation forms. */
class ArabicShapesTest {
    private static final String BEH = "\u0628";
    private static final String ALEF = "\u0627";
    private static final String LAM = "\u0644";
    private static final String HAMZA = "\u0621";
    private static final String FATHA = "\u064e";
    private static final String TATWEEL = "\u0640";

    @Test
    void lettersOfTypeDJoinBothWays() {
        for (String letter : new String[] {BEH, LAM, "\u0626", "\u067e", "\u0686", "\u06a9", "\u06af", "\u06cc", "\u06c1"}) {
            assertThat(ArabicShapes.joined(letter, BEH)).as(letter).isTrue();
            assertThat(ArabicShapes.joined(BEH, letter)).as(letter).isTrue();
        }
    }

    @Test
    void lettersOfTypeRJoinWhatIsBeforeAlone() {
        for (String letter : new String[] {ALEF, "\u062f", "\u0630", "\u0631", "\u0632", "\u0648", "\u0629", "\u0698", "\u06d2"}) {
            assertThat(ArabicShapes.joined(letter, BEH)).as(letter).isFalse();
            assertThat(ArabicShapes.joined(BEH, letter)).as(letter).isTrue();
        }
    }

    @Test
    void hamzaJoinsNeitherAndTatweelBoth() {
        assertThat(ArabicShapes.joined(HAMZA, BEH)).isFalse();
        assertThat(ArabicShapes.joined(BEH, HAMZA)).isFalse();
        assertThat(ArabicShapes.joined(BEH, TATWEEL)).isTrue();
        assertThat(ArabicShapes.joined(TATWEEL, BEH)).isTrue();
    }

    @Test
    void marksAreLookedThroughAndBlanksPart() {
        assertThat(ArabicShapes.joined(BEH + FATHA, BEH)).isTrue();
        assertThat(ArabicShapes.joined(BEH, FATHA + BEH)).isTrue();
        assertThat(ArabicShapes.joined(BEH, " " + BEH)).isFalse();
        assertThat(ArabicShapes.joined("b", BEH)).isFalse();
        assertThat(ArabicShapes.joined("", BEH)).isFalse();
        assertThat(ArabicShapes.joined("\u05d1", "\u05d1")).as("Hebrew").isFalse();
    }

    @Test
    void everyLetterHasTheFormOfItsPlace() {
        assertThat(ArabicShapes.shaped(BEH, false, true)).isEqualTo("\ufe91");
        assertThat(ArabicShapes.shaped(BEH, true, true)).isEqualTo("\ufe92");
        assertThat(ArabicShapes.shaped(BEH, true, false)).isEqualTo("\ufe90");
        assertThat(ArabicShapes.shaped(BEH + BEH, true, false)).isEqualTo("\ufe92\ufe90");
        assertThat(ArabicShapes.shaped(" " + ALEF + BEH, false, true)).isEqualTo(" \ufe8d\ufe91");
        assertThat(ArabicShapes.shaped(BEH + FATHA, true, true)).isEqualTo("\ufe92" + FATHA);
    }

    @Test
    void lamAndAlefAreOneSign() {
        assertThat(ArabicShapes.shaped(LAM + ALEF, true, false)).isEqualTo("\ufefc");
        assertThat(ArabicShapes.shaped(LAM + ALEF + BEH, false, true)).isEqualTo("\ufefb\ufe91");
    }

    @Test
    void whatStandsAloneIsLeftToTheFont() {
        assertThat(ArabicShapes.shaped(BEH + BEH, false, false)).isEqualTo(BEH + BEH);
    }
}
