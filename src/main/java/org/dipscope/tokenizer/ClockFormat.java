package org.dipscope.tokenizer;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The letters of C's {@code strftime} that chat templates write dates with. */
final class ClockFormat {
    private static final Map<Character, String> PATTERNS = Map.ofEntries(Map.entry('Y', "uuuu"), Map.entry('y', "uu"),
            Map.entry('m', "MM"), Map.entry('d', "dd"), Map.entry('B', "MMMM"), Map.entry('b', "MMM"), Map.entry('A', "EEEE"),
            Map.entry('a', "EEE"), Map.entry('H', "HH"), Map.entry('I', "hh"), Map.entry('M', "mm"), Map.entry('S', "ss"),
            Map.entry('p', "a"), Map.entry('j', "DDD"), Map.entry('F', "uuuu-MM-dd"), Map.entry('T', "HH:mm:ss"));

    private ClockFormat() {
    }

    /** {@code time} in English; a letter that is not known stays as it is. */
    static String format(String format, LocalDateTime time) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            String pattern = format.charAt(i) == '%' && i + 1 < format.length() ? PATTERNS.get(format.charAt(i + 1)) : null;
            if (pattern != null) {
                text.append(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time));
                i++;
            } else {
                text.append(format.charAt(i));
            }
        }
        return text.toString();
    }
}
