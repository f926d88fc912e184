package org.dipscope.ui.text;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and rates as people type them. */
public final class Quantities {
    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:[.,][0-9]+)?) *([kmgt]?i?b?)?");
    private static final Map<String, Double> UNITS = Map.ofEntries(Map.entry("", 1e6), Map.entry("b", 1.0), Map.entry("kb", 1e3), Map.entry("k", 1e3),
            Map.entry("mb", 1e6), Map.entry("m", 1e6), Map.entry("gb", 1e9), Map.entry("g", 1e9),
            Map.entry("kib", 1024.0), Map.entry("mib", 1048576.0), Map.entry("gib", 1073741824.0));

    private Quantities() {
    }

    /** Bytes from "80 MB", "64MiB" or "80", which means MB; throws {@link IllegalArgumentException} for anything else. */
    public static double bytes(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        Double unit = matcher.matches() ? UNITS.get(matcher.group(2) == null ? "" : matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("“" + text + "” is no size; type one such as 80 MB or 64 MiB.");
        }
        return Double.parseDouble(matcher.group(1).replace(',', '.')) * unit;
    }

    /** Bytes/s from a number of GB/s above 0; throws {@link IllegalArgumentException} for anything else. */
    public static double gigabytesPerSecond(String text) {
        String number = text.strip().toLowerCase(Locale.ROOT).replaceAll(" *gb/s$", "").replace(',', '.');
        if (!number.matches("[0-9]+(\\.[0-9]+)?") || !(Double.parseDouble(number) > 0)) {
            throw new IllegalArgumentException("“" + text + "” is no bandwidth; type GB/s above 0, such as 60.");
        }
        return Double.parseDouble(number) * 1e9;
    }
}
