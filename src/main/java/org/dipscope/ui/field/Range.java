package org.dipscope.ui.field;

import org.dipscope.ui.text.Words;

import java.math.BigDecimal;

/**
 * The numbers that a field takes.
 *
 * @param least the least of them, or what they must be above
 * @param most  the greatest of them
 * @param above whether the least itself is left out
 * @param whole whether only whole numbers count
 */
public record Range(double least, double most, boolean above, boolean whole) {
    private static final int DECIMALS = 2;

    /** Any number between these two, both included. */
    public static Range of(double least, double most) {
        return new Range(least, most, false, false);
    }

    /** Any number above the first and up to the second. */
    public static Range above(double least, double most) {
        return new Range(least, most, true, false);
    }

    /** Any whole number between these two, both included. */
    public static Range whole(double least, double most) {
        return new Range(least, most, false, true);
    }

    /**
     * The number that was typed, with a comma or a point.
     *
     * @throws NumberFormatException    where it is none
     * @throws IllegalArgumentException with one sentence in this language, where it is none that is taken
     */
    public double read(Words words, String text) {
        double typed = Double.parseDouble(text.strip().replace(',', '.'));
        if (whole && typed != Math.rint(typed)) {
            throw new IllegalArgumentException(words.text("field.not-whole", text, words.numerals().brief(least, DECIMALS)));
        }
        boolean enough = above ? typed > least : typed >= least;
        if (enough && typed <= most) {
            return typed;
        }
        String from = words.numerals().brief(least, DECIMALS);
        String to = whole ? BigDecimal.valueOf(most).toBigInteger().toString() : words.numerals().brief(most, DECIMALS);
        // Nobody needs to be told that there is no number beyond what a computer counts to, unless they try.
        boolean endless = most >= Integer.MAX_VALUE && !enough;
        throw new IllegalArgumentException(endless ? words.text("field.too-small", text, from) : words.text(above ? "field.not-above" : "field.outside", text, from, to));
    }
}
