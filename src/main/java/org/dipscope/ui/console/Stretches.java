package org.dipscope.ui.console;

import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;

/**
 * A word with letters that run from right to left, divided where signs around and between its letters have to be drawn for themselves: JavaFX puts what stands
 * at the end of such a word to its right, and what opens it to its left.
 */
final class Stretches {

    private Stretches() {
    }

    /** Whether letters of a text run from right to left. */
    static boolean runLeft(String text) {
        return Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    }

    /**
     * The parts of a word, each with letters or none; a blank goes with what follows it. One part where no letter runs from the right.
     *
     * @param amongLeft whether letters before it in its paragraph run from the right, beside which its own signs and letters may run apart
     */
    static List<String> of(String word, boolean amongLeft) {
        if (!amongLeft && !runLeft(word)) {
            return List.of(word);
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        int letters = -1;
        for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
            if (word.charAt(i) == ' ' && i == from) {
                continue;
            }
            int now = inWord(word, from, i) ? 1 : 0;
            if (letters >= 0 && letters != now) {
                parts.add(word.substring(from, i));
                from = i;
            }
            letters = now;
        }
        parts.add(word.substring(from));
        return parts;
    }

    /** Whether a sign is a letter's or stands between letters, such as the stroke of an abbreviation; brackets never do. */
    private static boolean inWord(String word, int from, int at) {
        int sign = word.codePointAt(at);
        if (belongs(sign)) {
            return true;
        }
        int next = at + Character.charCount(sign);
        return at > from && !MirroredSign.differs(sign) && sign != ' ' && belongs(word.codePointBefore(at)) && next < word.length() && belongs(word.codePointAt(next));
    }

    private static boolean belongs(int sign) {
        return switch (Character.getDirectionality(sign)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT, Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                 Character.DIRECTIONALITY_NONSPACING_MARK, Character.DIRECTIONALITY_EUROPEAN_NUMBER, Character.DIRECTIONALITY_ARABIC_NUMBER -> true;
            default -> false;
        };
    }
}
