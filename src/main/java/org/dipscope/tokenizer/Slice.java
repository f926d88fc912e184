package org.dipscope.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Python's {@code values[from:to:step]} of texts and lists. */
final class Slice {
    /** The method by which {@link TemplateExpression} writes a slice. */
    static final String METHOD = "python_slice";

    private Slice() {
    }

    /**
     * A part of a text, a list or an array; none of anything else has one.
     *
     * @param bounds one to three numbers or nulls: the first place, the place behind the last one, the step; places below 0 count from the end
     */
    static Object of(Object values, Object... bounds) {
        return switch (values) {
            case String text -> {
                StringBuilder part = new StringBuilder();
                for (int place : places(text.length(), bounds)) {
                    part.append(text.charAt(place));
                }
                yield part.toString();
            }
            case List<?> list -> {
                List<Object> part = new ArrayList<>();
                for (int place : places(list.size(), bounds)) {
                    part.add(list.get(place));
                }
                yield part;
            }
            case Object[] array -> of(Arrays.asList(array), bounds);
            case null, default -> throw new IllegalArgumentException("only texts and lists have slices");
        };
    }

    private static int[] places(int size, Object[] bounds) {
        long step = number(bounds, 2, 1);
        if (step == 0) {
            throw new IllegalArgumentException("a slice's step is 0");
        }
        long least = step > 0 ? 0 : -1;
        long most = step > 0 ? size : size - 1L;
        long from = place(number(bounds, 0, step > 0 ? 0 : Long.MAX_VALUE), size, least, most);
        long to = bounds.length > 1 && bounds[1] != null ? place(number(bounds, 1, 0), size, least, most) : step > 0 ? most : least;
        long count = Math.max(0, step > 0 ? Math.ceilDiv(to - from, step) : Math.ceilDiv(from - to, -step));
        int[] places = new int[Math.toIntExact(count)];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) (from + i * step);
        }
        return places;
    }

    private static long number(Object[] bounds, int index, long otherwise) {
        if (index >= bounds.length || bounds[index] == null) {
            return otherwise;
        }
        if (bounds[index] instanceof Number number) {
            return Math.clamp(number.longValue(), -Integer.MAX_VALUE, Integer.MAX_VALUE);
        }
        throw new IllegalArgumentException("a slice's bound is no number");
    }

    private static long place(long bound, int size, long least, long most) {
        return Math.clamp(bound < 0 ? bound + size : bound, least, most);
    }
}
