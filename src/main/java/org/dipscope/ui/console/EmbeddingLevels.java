package org.dipscope.ui.console;

import java.util.Arrays;

import static java.lang.Character.DIRECTIONALITY_ARABIC_NUMBER;
import static java.lang.Character.DIRECTIONALITY_BOUNDARY_NEUTRAL;
import static java.lang.Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR;
import static java.lang.Character.DIRECTIONALITY_LEFT_TO_RIGHT;
import static java.lang.Character.DIRECTIONALITY_NONSPACING_MARK;
import static java.lang.Character.DIRECTIONALITY_OTHER_NEUTRALS;
import static java.lang.Character.DIRECTIONALITY_PARAGRAPH_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_RIGHT_TO_LEFT;
import static java.lang.Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
import static java.lang.Character.DIRECTIONALITY_SEGMENT_SEPARATOR;
import static java.lang.Character.DIRECTIONALITY_WHITESPACE;

/**
 * In which direction each sign of a paragraph is read: its embedding level by Unicode's bidirectional algorithm (UAX #9, rules W1 to I2, with
 * paired brackets, which {@link java.text.Bidi} does not know). Even levels run from left to right, odd ones from right to left. Signs that ask for a
 * direction of their own (embeddings, overrides, isolates) are not drawn here and have none.
 */
final class EmbeddingLevels {
    private static final byte L = DIRECTIONALITY_LEFT_TO_RIGHT;
    private static final byte R = DIRECTIONALITY_RIGHT_TO_LEFT;
    private static final byte AL = DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    private static final byte EN = DIRECTIONALITY_EUROPEAN_NUMBER;
    private static final byte AN = DIRECTIONALITY_ARABIC_NUMBER;
    private static final byte ES = DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR;
    private static final byte ET = DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR;
    private static final byte CS = DIRECTIONALITY_COMMON_NUMBER_SEPARATOR;
    private static final byte NSM = DIRECTIONALITY_NONSPACING_MARK;
    private static final byte ON = DIRECTIONALITY_OTHER_NEUTRALS;

    private final byte base;
    private final byte[] original;
    private final byte[] types;

    /**
     * The levels of a paragraph.
     *
     * @param fromRight whether it begins at the right
     */
    EmbeddingLevels(CharSequence paragraph, boolean fromRight) {
        base = (byte) (fromRight ? 1 : 0);
        original = directions(paragraph);
        types = original.clone();
        resolveMarks();
        resolveNumbers();
        separateNumbers();
        resolveBrackets(paragraph);
        resolveNeutrals();
    }

    private static byte[] directions(CharSequence paragraph) {
        byte[] directions = new byte[paragraph.length()];
        for (int i = 0; i < directions.length; ) {
            int sign = Character.codePointAt(paragraph, i);
            byte direction = Character.getDirectionality(sign);
            Arrays.fill(directions, i, i + Character.charCount(sign), switch (direction) {
                case L, R, AL, EN, AN, ES, ET, CS, NSM, DIRECTIONALITY_WHITESPACE, DIRECTIONALITY_SEGMENT_SEPARATOR, DIRECTIONALITY_PARAGRAPH_SEPARATOR -> direction;
                case DIRECTIONALITY_OTHER_NEUTRALS -> ON;
                case Character.DIRECTIONALITY_UNDEFINED -> L;
                default -> DIRECTIONALITY_BOUNDARY_NEUTRAL;
            });
            i += Character.charCount(sign);
        }
        return directions;
    }

    private byte strongBase() {
        return base == 1 ? R : L;
    }

    /** W1: a mark goes with the sign before it, and so does what formats alone. */
    private void resolveMarks() {
        byte before = strongBase();
        for (int i = 0; i < types.length; i++) {
            if (types[i] == NSM || types[i] == DIRECTIONALITY_BOUNDARY_NEUTRAL) {
                types[i] = before;
            }
            before = types[i];
        }
    }

    /** W2 and W3: European digits behind Arabic letters are Arabic ones. */
    private void resolveNumbers() {
        byte strong = strongBase();
        for (int i = 0; i < types.length; i++) {
            if (types[i] == L || types[i] == R || types[i] == AL) {
                strong = types[i];
            } else if (types[i] == EN && strong == AL) {
                types[i] = AN;
            }
        }
        for (int i = 0; i < types.length; i++) {
            types[i] = types[i] == AL ? R : types[i];
        }
    }

    /** W4 to W7: separators and signs of currency belong to the number that they stand in, or to none. */
    private void separateNumbers() {
        for (int i = 1; i < types.length - 1; i++) {
            boolean between = types[i - 1] == types[i + 1];
            if (between && (types[i] == CS && types[i - 1] == AN || (types[i] == CS || types[i] == ES) && types[i - 1] == EN)) {
                types[i] = types[i - 1];
            }
        }
        for (int i = 0; i < types.length; i++) {
            if (types[i] == ET) {
                int end = i;
                while (end < types.length && types[end] == ET) {
                    end++;
                }
                boolean number = i > 0 && types[i - 1] == EN || end < types.length && types[end] == EN;
                Arrays.fill(types, i, end, number ? EN : ON);
            } else if (types[i] == ES || types[i] == CS) {
                types[i] = ON;
            }
        }
        byte strong = strongBase();
        for (int i = 0; i < types.length; i++) {
            if (types[i] == L || types[i] == R) {
                strong = types[i];
            } else if (types[i] == EN && strong == L) {
                types[i] = L;
            }
        }
    }

    /** N0: both brackets of a pair are read in one direction. */
    private void resolveBrackets(CharSequence paragraph) {
        for (PairedBrackets.Pair pair : PairedBrackets.in(paragraph)) {
            boolean embedded = false;
            boolean opposite = false;
            for (int i = pair.open() + 1; i < pair.close(); i++) {
                byte strong = strong(i);
                embedded |= strong == strongBase();
                opposite |= strong != strongBase() && strong != ON;
            }
            if (embedded) {
                turn(pair, strongBase());
            } else if (opposite) {
                turn(pair, before(pair.open()));
            }
        }
    }

    /** The direction of the last sign before this one that has any. */
    private byte before(int at) {
        for (int i = at - 1; i >= 0; i--) {
            if (strong(i) != ON) {
                return strong(i);
            }
        }
        return strongBase();
    }

    private void turn(PairedBrackets.Pair pair, byte direction) {
        for (int at : new int[]{pair.open(), pair.close()}) {
            types[at] = direction;
            for (int i = at + 1; i < types.length && (original[i] == NSM || original[i] == DIRECTIONALITY_BOUNDARY_NEUTRAL); i++) {
                types[i] = direction;
            }
        }
    }

    /** The direction of a sign; numbers count as right to left, and what has none as neutral. */
    private byte strong(int at) {
        return switch (types[at]) {
            case L -> L;
            case R, EN, AN -> R;
            default -> ON;
        };
    }

    /** N1 and N2: what has no direction takes that of its neighbours where they agree, and else the paragraph's. */
    private void resolveNeutrals() {
        byte left = strongBase();
        for (int i = 0; i < types.length; ) {
            int end = i;
            while (end < types.length && strong(end) == ON) {
                end++;
            }
            if (end > i) {
                byte right = end < types.length ? strong(end) : strongBase();
                Arrays.fill(types, i, end, left == right ? left : strongBase());
                i = end;
            } else {
                left = strong(i++);
            }
        }
    }

    /** The level of what stands here; that of the paragraph where nothing does. */
    byte at(int index) {
        if (index >= types.length) {
            return base;
        }
        boolean number = types[index] == EN || types[index] == AN;
        if (base == 1) {
            return (byte) (types[index] == R ? 1 : 2);
        }
        return (byte) (number ? 2 : types[index] == R ? 1 : 0);
    }

    /** Where the blanks begin that end a line; they have the paragraph's level (L1). */
    int inkEnd(int from, int to) {
        int end = to;
        while (end > from && blank(original[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean blank(byte type) {
        return switch (type) {
            case DIRECTIONALITY_WHITESPACE, DIRECTIONALITY_BOUNDARY_NEUTRAL, DIRECTIONALITY_SEGMENT_SEPARATOR, DIRECTIONALITY_PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The paragraph's own level. */
    byte base() {
        return base;
    }
}
