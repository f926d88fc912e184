package org.dipscope.ui.console;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.text.Bidi;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Capital letters stand for Hebrew ones, as in UAX #9. */
class EmbeddingLevelsTest {
    private static final char ALEF = '\u05d0';

    /** The examples of rule N0, and brackets of which no letter outside of them says where they belong. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
            "right, AB(CD[&ef]!)gh, gh(![ef&]DC)BA",
            "right, smith (fabrikam ARABIC) HEBREW, WERBEH (CIBARA fabrikam) smith",
            "right, ARABIC book(s), book(s) CIBARA",
            "right, AB (cd) ef., .ef (cd) BA",
            "right, AB (cd), (cd) BA",
            "right, AB (CD) 12, 12 (DC) BA",
            "right, AB (v 1.2) CD, DC (v 1.2) BA",
            "right, AB [cd (EF] gh), (gh [FE) cd] BA",
            "left, ab(CD)ef, ab(DC)ef",
            "left, ab (CD 12) ef, ab (12 DC) ef",
            "left, AB(cd)EF, BA(cd)FE",
            "left, AB(CD)EF gh, FE(DC)BA gh",
            "left, say AB(1)., say (1)BA."
    })
    void bracketsOfAPairAreReadInOneDirection(String side, String written, String seen) {
        assertThat(seen(written, side.equals("right"))).isEqualTo(seen);
    }

    @Test
    void theTwoFormsOfAnAngleBracketAreOne() {
        assertThat(PairedBrackets.in("\u2329a\u3009")).containsExactly(new PairedBrackets.Pair(0, 2));
        assertThat(PairedBrackets.in("\u298da\u2990 \u298fb\u298e \u298dc\u298e")).containsExactly(new PairedBrackets.Pair(0, 2), new PairedBrackets.Pair(4, 6));
    }

    @Test
    void bracketsCloseInTheOrderThatTheyOpenAndNoOthers() {
        assertThat(PairedBrackets.in("a)b(c[d)e]")).containsExactly(new PairedBrackets.Pair(3, 7));
        assertThat(PairedBrackets.in("<\u00aba\u00bb>")).isEmpty();
        assertThat(PairedBrackets.in("({[x]}) \uff3by\uff3d")).containsExactly(new PairedBrackets.Pair(0, 6), new PairedBrackets.Pair(1, 5), new PairedBrackets.Pair(2, 4), new PairedBrackets.Pair(8, 10));
    }

    @Test
    void withoutBracketsTheLevelsAreThoseOfTheJdk() {
        String signs = "ab \u05d0\u05d1 \u0645\u0631 12 \u0663\u0664 +-,.:$%!?\u05b0 \u00ab\u00bb";
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            boolean fromRight = random.nextBoolean();
            String text = random.ints(1 + random.nextInt(14), 0, signs.length()).mapToObj(at -> String.valueOf(signs.charAt(at))).reduce("", String::concat);
            if (text.chars().noneMatch(sign -> sign >= ALEF && Character.isLetter(sign))) {
                // A line without any letter from the right needs no order, and the JDK gives it none.
                continue;
            }
            Bidi expected = new Bidi(text, fromRight ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
            EmbeddingLevels levels = new EmbeddingLevels(text, fromRight);
            int end = levels.inkEnd(0, text.length());
            for (int at = 0; at < text.length(); at++) {
                assertThat(at < end ? levels.at(at) : levels.base()).as("at %d of %s from the %s", at, text, fromRight ? "right" : "left").isEqualTo((byte) expected.getLevelAt(at));
            }
        }
    }

    /** What stands on the line, from left to right. */
    private static String seen(String written, boolean fromRight) {
        String text = written.chars().mapToObj(sign -> String.valueOf((char) (Character.isUpperCase(sign) ? ALEF + sign - 'A' : sign))).reduce("", String::concat);
        EmbeddingLevels levels = new EmbeddingLevels(text, fromRight);
        byte[] order = new byte[text.length()];
        Character[] signs = new Character[order.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = levels.at(i);
            signs[i] = order[i] % 2 == 1 ? mirrored(written.charAt(i)) : written.charAt(i);
        }
        Bidi.reorderVisually(order, 0, signs, 0, signs.length);
        StringBuilder seen = new StringBuilder();
        for (char sign : signs) {
            seen.append(sign);
        }
        return seen.toString();
    }

    private static char mirrored(char sign) {
        int at = "()[]".indexOf(sign);
        return at < 0 ? sign : "()[]".charAt(at ^ 1);
    }
}
