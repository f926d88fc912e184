package org.dipscope.ui.console;

/** What a sign looks like where it is read from right to left (UAX #9, rule L4): a bracket that opens still opens towards what follows it. */
final class MirroredSign {
    /** Those of Unicode's BidiMirroring.txt that answers have; each stands beside the sign that it looks like. */
    private static final String PAIRS = "()[]{}<>\u00ab\u00bb\u2039\u203a\u2264\u2265\u2266\u2267\u226a\u226b\u2208\u220b\u2282\u2283\u2286\u2287\u2308\u2309\u230a\u230b\u2329\u232a"
            + "\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\uff08\uff09\uff1c\uff1e\uff3b\uff3d\uff5b\uff5d";

    private MirroredSign() {
    }

    /** The sign to be drawn; most signs look alike from both sides. */
    static int of(int sign) {
        int at = PAIRS.indexOf(sign);
        return at < 0 ? sign : PAIRS.charAt(at ^ 1);
    }

    /** Whether a sign looks different from the other side. */
    static boolean differs(int sign) {
        return PAIRS.indexOf(sign) >= 0;
    }

    /** Signs without a direction of their own, written so that from left to right they show what is read from right to left. */
    static String reversed(String signs) {
        StringBuilder reversed = new StringBuilder(signs).reverse();
        for (int i = 0; i < reversed.length(); i++) {
            reversed.setCharAt(i, (char) of(reversed.charAt(i)));
        }
        return reversed.toString();
    }
}
