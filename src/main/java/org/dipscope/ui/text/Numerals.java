package org.dipscope.ui.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Figures as people of a language read them: the same digits everywhere, the language's own decimal sign, no signs between thousands, a
 * dash where there is none. Files and commands have a point in every language, and are not written with this.
 */
public final class Numerals {
    /** What stands where there is no figure. */
    public static final String NONE = "–";

    private static final Pattern POINT = Pattern.compile("(?<=\\d)\\.(?=\\d)");
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private final char sign;

    private Numerals(char sign) {
        this.sign = sign;
    }

    /** The figures of a language. */
    static Numerals of(Locale locale) {
        return new Numerals(locale.getLanguage().equals("de") ? ',' : '.');
    }

    /** A rate such as tokens/s, with about three digits. */
    public String rate(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        return fixed(value, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
    }

    /** A share in percent: {@code 0.612} is "61 %". */
    public String percent(double share) {
        return Double.isFinite(share) ? Math.round(share * 100) + " %" : NONE;
    }

    /** Bytes in the decimal unit that gives about three digits: "7.9 MB". */
    public String bytes(double bytes) {
        if (!Double.isFinite(bytes)) {
            return NONE;
        }
        double value = Math.abs(bytes);
        int unit = 0;
        while (value >= 999.95 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        boolean whole = unit == 0 || value >= 99.95 || Math.abs(value - Math.rint(value)) < 1e-9;
        return (bytes < 0 ? "−" : "") + fixed(value, whole ? 0 : 1) + " " + UNITS[unit];
    }

    /** A number of MB without its unit: "16.6". */
    public String megabytes(double bytes) {
        return Double.isFinite(bytes) ? fixed(bytes / 1e6, 1) : NONE;
    }

    /** Seconds as "0.42 s" or "12 ms". */
    public String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        return seconds < 0.9995 ? rate(seconds * 1000) + " ms" : fixed(seconds, 2) + " s";
    }

    /** A number with exactly these decimals; the minus is a real one. */
    public String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        // Rounds as a format does, at a fraction of its cost: a pulse has dozens of figures.
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString().replace('-', '−').replace('.', sign);
    }

    /** A number with at most these decimals and no trailing zeros: "0.6". */
    public String brief(double value, int decimals) {
        String text = fixed(value, decimals);
        int end = text.length();
        if (text.indexOf(sign) < 0) {
            return text;
        }
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == sign ? end - 1 : end);
    }

    /** A figure that comes with a point from below the window, such as a size with its unit. */
    public String local(String figure) {
        return POINT.matcher(figure).replaceAll(String.valueOf(sign));
    }
}
