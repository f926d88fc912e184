package org.dipscope.tokenizer;

import java.util.SplittableRandom;

/** Seeded texts of every script, of white space, and of pieces of special tokens. */
final class RandomText {
    private static final String[] PIECES = {" ", "  ", "\n", "\t", "\r\n", "'s", "'LL", "the", "The", " and", "12", "3.14", "é", "e\u0301",
        "你好", "мир", "🙂", "👩‍👩‍👧", "\u00a0", "\u2003", "\u200b", "{{", "}}", "<", "|", ">", "<|", "|>", "_", "\uFFFD", "½"};

    private RandomText() {
    }

    /** Up to {@code length} pieces of any assigned text that the sample's vocabulary can spell. */
    static String of(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(length + 1); i > 0; i--) {
            if (random.nextInt(3) > 0) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            } else {
                text.appendCodePoint(spellable(random));
            }
        }
        return text.toString();
    }

    /** Text with whole, cut and overlapping special tokens in it. */
    static String withSpecials(SplittableRandom random, Tokenizer tokenizer) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            String special = tokenizer.token(random.nextInt(17));
            int from = random.nextInt(3) == 0 ? random.nextInt(special.length()) : 0;
            int to = random.nextInt(3) == 0 ? from + random.nextInt(special.length() - from + 1) : special.length();
            text.append(special, from, to);
            if (random.nextBoolean()) {
                text.append(of(random, 2));
            }
        }
        return text.toString();
    }

    private static int spellable(SplittableRandom random) {
        while (true) {
            int point = random.nextBoolean() ? random.nextInt(0x800) : random.nextInt(0x40000);
            boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
            // The sample's vocabulary has no token for six of the control characters.
            boolean unspelled = point < 0x20 && point != '\n' && point != '\t' && point != '\r';
            if (!surrogate && !unspelled) {
                return point;
            }
        }
    }
}
