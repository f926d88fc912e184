package org.dipscope.gguf;

/** Text out of an untrusted file, made fit to stand inside a one-line sentence. */
public final class Quote {
    private static final int LONGEST = 80;

    private Quote() {
    }

    /** {@code text} in quotation marks, shortened, its control characters and lone surrogates as escapes. */
    public static String of(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int[] points = text.codePoints().limit(LONGEST + 1L).toArray();
        for (int i = 0; i < Math.min(points.length, LONGEST); i++) {
            int point = points[i];
            if (printable(point)) {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(String.format("\\u%04X", point));
            }
        }
        return quoted.append(points.length > LONGEST ? "…\"" : "\"").toString();
    }

    private static boolean printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE,
                 Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
