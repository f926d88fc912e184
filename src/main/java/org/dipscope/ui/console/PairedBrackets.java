package org.dipscope.ui.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Brackets that open and close each other, as UAX #9 pairs them (definition BD16; Unicode's list of them, BidiBrackets.txt). */
final class PairedBrackets {
    /** UAX #9 gives up pairing where more of them are open at once. */
    private static final int MOST_OPEN = 63;
    /** A closing bracket stands in Unicode right behind its opening one, or with one sign between them. */
    private static final int FARTHEST = 2;

    private PairedBrackets() {
    }

    /**
     * A pair.
     *
     * @param open  where the opening bracket stands in the text
     * @param close where the closing one does, behind it
     */
    record Pair(int open, int close) {
    }

    /** The pairs of a text, in the order of their opening brackets. */
    static List<Pair> in(CharSequence text) {
        List<Pair> pairs = new ArrayList<>();
        int[] places = new int[MOST_OPEN];
        int open = 0;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (closing(sign) != 0) {
                if (open == MOST_OPEN) {
                    break;
                }
                places[open++] = i;
            } else if (Character.isMirrored(sign) && Character.getType(sign) == Character.END_PUNCTUATION) {
                int match = open - 1;
                while (match >= 0 && closing(text.charAt(places[match])) != same(sign)) {
                    match--;
                }
                if (match >= 0) {
                    pairs.add(new Pair(places[match], i));
                    open = match;
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::open));
        return pairs;
    }

    /** What closes an opening bracket; 0 for every other sign. */
    private static char closing(char sign) {
        if (!Character.isMirrored(sign) || Character.getType(sign) != Character.START_PUNCTUATION) {
            return 0;
        }
        return switch (same(sign)) {
            // The two pairs whose ticks stand in opposite corners are listed crosswise.
            case '\u298D' -> '\u2990';
            case '\u298F' -> '\u298E';
            default -> next(same(sign));
        };
    }

    private static char next(char bracket) {
        for (int step = 1; step <= FARTHEST; step++) {
            if (Character.isMirrored(bracket + step) && Character.getType(bracket + step) == Character.END_PUNCTUATION) {
                return (char) (bracket + step);
            }
        }
        return 0;
    }

    /** The angle brackets of U+2329 and U+3008 are the same signs. */
    private static char same(char sign) {
        return switch (sign) {
            case '\u2329' -> '\u3008';
            case '\u232A' -> '\u3009';
            default -> sign;
        };
    }
}
