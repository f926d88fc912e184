package org.dipscope.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Lists of token ids on the command line. */
final class Numbers {

    private Numbers() {
    }

    /** Reads {@code a,b,c}; throws {@link IllegalArgumentException} with one sentence where that is no list of whole numbers ≥ 0. */
    static int[] ids(String option, String text) {
        try {
            int[] ids = text.isBlank() ? new int[0] : Arrays.stream(text.split(",", -1)).mapToInt(word -> Integer.parseInt(word.strip())).toArray();
            if (IntStream.of(ids).anyMatch(id -> id < 0)) {
                throw new NumberFormatException();
            }
            return ids;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no list of token ids; give %s whole numbers with commas, such as 1,9690,198."
                    .formatted(text.length() > 60 ? text.substring(0, 60) + "…" : text, option), e);
        }
    }

    /** As a list, for JSON. */
    static List<Integer> list(int[] ids) {
        return Arrays.stream(ids).boxed().toList();
    }
}
