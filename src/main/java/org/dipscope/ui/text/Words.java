package org.dipscope.ui.text;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The window's words in one language. A key names its file and the entry in it: {@code masks.title} is {@code title} in
 * {@code words/masks.properties}, and in {@code words/masks_de.properties} for German; any other language gets English. Units
 * and the field's own names are the same in both; figures have the language's {@linkplain #numerals() own sign}.
 */
public final class Words {
    private static final String FOLDER = "org.dipscope.ui.words.";
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
    /** Without it, a missing language would be replaced by the machine's own instead of by English. */
    private static final ResourceBundle.Control NO_DETOUR = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;

    private final Numerals numerals;

    private Words(Locale locale) {
        this.locale = locale;
        this.numerals = Numerals.of(locale);
    }

    /** The words of a language. */
    public static Words of(Locale locale) {
        return new Words(locale.getLanguage().equals("de") ? Locale.GERMAN : Locale.ROOT);
    }

    /** The English words. */
    public static Words english() {
        return of(Locale.ENGLISH);
    }

    /** Figures as people of this language read them. */
    public Numerals numerals() {
        return numerals;
    }

    /** The language, {@link Locale#ROOT} being English. */
    public Locale locale() {
        return locale;
    }

    /**
     * An entry with its places {@code {0}}, {@code {1}}, … filled.
     *
     * @param key    file and entry, such as {@code masks.keeps}
     * @param values what stands in the places; numbers as they are to be read
     * @throws java.util.MissingResourceException where there is no such entry
     */
    public String text(String key, Object... values) {
        return fill(ResourceBundle.getBundle(FOLDER + file(key), locale, NO_DETOUR).getString(key.substring(key.indexOf('.') + 1)), values);
    }

    /** The entry {@code key.one} for a count of 1, else {@code key.many}; the count stands in its place {@code {0}}, the values in the next ones. */
    public String count(String key, int count, Object... values) {
        Object[] all = new Object[values.length + 1];
        all[0] = count;
        System.arraycopy(values, 0, all, 1, values.length);
        return text(key + (count == 1 ? ".one" : ".many"), all);
    }

    /** Names to choose one of, as a sentence says them: {@code .csv, .json or .jsonl}. */
    public String alternatives(List<String> names) {
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : text("files.alternatives", String.join(", ", names.subList(0, last)), names.get(last));
    }

    /** All files as one, under the same keys, for {@code %key} in FXML. */
    public ResourceBundle resources() {
        return new ResourceBundle() {
            @Override
            protected Object handleGetObject(String key) {
                return text(key);
            }

            @Override
            public boolean containsKey(String key) {
                return key.contains(".") && ResourceBundle.getBundle(FOLDER + file(key), Words.this.locale, NO_DETOUR)
                        .containsKey(key.substring(key.indexOf('.') + 1));
            }

            @Override
            public Enumeration<String> getKeys() {
                return Collections.emptyEnumeration();
            }
        };
    }

    private static String file(String key) {
        return key.substring(0, Math.max(0, key.indexOf('.')));
    }

    private static String fill(String text, Object[] values) {
        return values.length == 0 ? text : PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place, values)));
    }

    private static String value(MatchResult place, Object[] values) {
        int index = Integer.parseInt(place.group(1));
        return index < values.length ? String.valueOf(values[index]) : place.group();
    }
}
