package org.dipscope.eval.sweep;

import org.dipscope.session.Setting;
import org.dipscope.session.Settings;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The values that a sweep gives one setting: a list such as {@code 0.5,0.6,0.75} (with semicolons where a value has commas itself), evenly
 * spaced ones such as {@code 40MB..100MB/4}, or a range such as {@code 0.4..0.9} for random samples.
 *
 * @param setting what varies
 * @param texts   the values, as the option takes them; of a range its two ends
 * @param range   whether anything between the two ends may be drawn
 */
public record Axis(Setting<?> setting, List<String> texts, boolean range) {
    private static final Pattern RANGE = Pattern.compile("(.+?)\\.\\.(.+?)(?:/(\\d{1,6}))?");
    private static final int MOST_VALUES = 10_000;
    /** Values between two ends are rounded so that a person can type them. */
    private static final MathContext DIGITS = new MathContext(4);

    public Axis {
        texts = List.copyOf(texts);
    }

    /**
     * Reads an axis.
     *
     * @param base settings that the values are tried on
     * @throws IllegalArgumentException with one sentence where the text is none
     */
    public static Axis parse(Setting<?> setting, String text, Settings base) {
        Matcher range = RANGE.matcher(text.strip());
        if (!range.matches()) {
            List<String> values = Stream.of(text.split(text.contains(";") ? ";" : ",", -1)).map(String::strip).toList();
            values.forEach(value -> requireValue(setting, value, base));
            return new Axis(setting, values, false);
        }
        double first = number(setting, range.group(1), base);
        double last = number(setting, range.group(2), base);
        if (range.group(3) == null) {
            return new Axis(setting, List.of(range.group(1).strip(), range.group(2).strip()), true);
        }
        int count = Integer.parseInt(range.group(3));
        if (count < 2 || count > MOST_VALUES) {
            throw new IllegalArgumentException("%s: %d values do not make a row; give 2 to %d behind the stroke.".formatted(setting.name(), count, MOST_VALUES));
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(between(setting, base, first, last, (double) i / (count - 1)));
        }
        return new Axis(setting, values, false);
    }

    /** One value at random. */
    String draw(RandomGenerator random, Settings base) {
        if (!range) {
            return texts.get(random.nextInt(texts.size()));
        }
        return between(setting, base, number(setting, texts.get(0), base), number(setting, texts.get(1), base), random.nextDouble());
    }

    /** Whether a method has the calibration that it needs is only known of the whole. */
    private static void requireValue(Setting<?> setting, String text, Settings base) {
        if (setting == Setting.METHOD) {
            setting.requireValue(text);
        } else {
            setting.put(wideOpen(base), text);
        }
    }

    /** Every method reaches a density of 1, so that each value is judged for itself. */
    private static Settings wideOpen(Settings base) {
        return base.with(base.masking().withDensity(1));
    }

    private static double number(Setting<?> setting, String text, Settings base) {
        requireValue(setting, text, base);
        Object value = setting.value(setting.put(wideOpen(base), text));
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("%s: '%s' is no number, so that nothing lies between two of them; list the values with commas.".formatted(setting.name(), text));
    }

    private static String between(Setting<?> setting, Settings base, double first, double last, double share) {
        BigDecimal value = BigDecimal.valueOf(first + share * (last - first)).round(DIGITS);
        Object like = setting.value(base);
        String number = like instanceof Double ? value.toPlainString() : value.toBigInteger().toString();
        return setting.placeholder().startsWith("SIZE") ? number + "B" : number;
    }
}
