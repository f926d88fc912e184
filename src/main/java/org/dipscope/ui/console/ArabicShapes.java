package org.dipscope.ui.console;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The shapes of Arabic letters. A letter's shape depends on its neighbours, and a token may end in the middle of a word; each part of
 * such a word is written with Unicode's presentation forms, whose shapes are fixed. (A zero-width joiner would ask for the same, but JavaFX
 * draws it.) Which letters join is read from which forms there are.
 */
final class ArabicShapes {
    private static final String LAM = "\u0644";

    /** Where a letter stands among those that it joins. */
    private enum Form {
        ISOLATED, FINAL, INITIAL, MEDIAL
    }

    /** The forms of one letter, or of lam with alef. */
    private static final class Forms extends EnumMap<Form, String> {
        Forms() {
            super(Form.class);
        }
    }

    /** Read when the first Arabic letter comes: a thousand names have to be looked up for it, once. */
    private static final class Table {
        static final Map<String, Forms> FORMS = read();

        private Table() {
        }

        private static Map<String, Forms> read() {
            Map<String, Forms> forms = new HashMap<>();
            for (int[] block : new int[][] {{0xFB50, 0xFDFF}, {0xFE70, 0xFEFF}}) {
                for (int sign = block[0]; sign <= block[1]; sign++) {
                    String name = Character.getName(sign);
                    String letters = Normalizer.normalize(Character.toString(sign), Normalizer.Form.NFKC);
                    boolean lamAlef = name != null && name.startsWith("ARABIC LIGATURE LAM WITH ALEF");
                    if (name != null && name.endsWith(" FORM") && (lamAlef || letters.length() == 1)) {
                        String form = name.substring(name.lastIndexOf(' ', name.length() - 6) + 1, name.length() - 5);
                        forms.computeIfAbsent(letters, _ -> new Forms()).putIfAbsent(Form.valueOf(form), Character.toString(sign));
                    }
                }
            }
            return forms;
        }
    }

    private ArabicShapes() {
    }

    /** Whether the last letter of the first text and the first letter of the second are joined where nothing stands between them. */
    static boolean joined(String before, String after) {
        return joinsNext(lastLetter(before)) && joinsPrevious(firstLetter(after));
    }

    /**
     * A text with every letter in the shape that its place asks for.
     *
     * @param joinedBefore whether its first letter is joined with one before it
     * @param joinedAfter  whether its last letter is joined with one after it
     */
    static String shaped(String text, boolean joinedBefore, boolean joinedAfter) {
        if (!joinedBefore && !joinedAfter) {
            return text;
        }
        StringBuilder shaped = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            String letter = text.substring(at, at + 1);
            if (isMark(text.charAt(at)) || forms(letter) == null) {
                shaped.append(letter);
                continue;
            }
            String before = text.substring(0, at);
            boolean previous = lastLetter(before).isEmpty() ? joinedBefore : joined(before, letter);
            if (letter.equals(LAM) && at + 1 < text.length() && forms(text.substring(at, at + 2)) != null) {
                letter = text.substring(at, at + 2);
                at++;
            }
            String after = text.substring(at + 1);
            boolean next = firstLetter(after).isEmpty() ? joinedAfter && joinsNext(lastLetter(letter)) : joined(letter, after);
            Form form = previous ? next ? Form.MEDIAL : Form.FINAL : next ? Form.INITIAL : Form.ISOLATED;
            shaped.append(forms(letter).getOrDefault(form, letter));
        }
        return shaped.toString();
    }

    private static Forms forms(String letters) {
        return isArabic(letters) ? Table.FORMS.get(letters) : null;
    }

    private static boolean isArabic(String letters) {
        return !letters.isEmpty() && Character.UnicodeScript.of(letters.charAt(0)) == Character.UnicodeScript.ARABIC;
    }

    private static boolean joinsNext(String letter) {
        return isTatweel(letter) || forms(letter) != null && forms(letter).containsKey(Form.INITIAL);
    }

    private static boolean joinsPrevious(String letter) {
        return isTatweel(letter) || forms(letter) != null && forms(letter).containsKey(Form.FINAL);
    }

    private static boolean isTatweel(String letter) {
        return letter.equals("\u0640");
    }

    private static boolean isMark(char sign) {
        return Character.getType(sign) == Character.NON_SPACING_MARK;
    }

    private static String lastLetter(String text) {
        int at = text.length();
        while (at > 0 && isMark(text.charAt(at - 1))) {
            at--;
        }
        return at == 0 ? "" : text.substring(at - 1, at);
    }

    private static String firstLetter(String text) {
        int at = 0;
        while (at < text.length() && isMark(text.charAt(at))) {
            at++;
        }
        return at == text.length() ? "" : text.substring(at, at + 1);
    }
}
