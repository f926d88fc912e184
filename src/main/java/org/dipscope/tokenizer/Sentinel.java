package org.dipscope.tokenizer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A character that occurs nowhere in a conversation. Set into messages before a template is rendered, it keeps special tokens from
 * being found there: none contains it, and none is looked for right behind it. It is taken out of the plain text again before
 * that is cut into words, so that the words at a message's border come out as if it had never been there.
 */
final class Sentinel {
    private static final int FIRST_NONCHARACTER = 0xFDD0;
    private static final int NONCHARACTERS = 32;

    private final char character;
    private final SpecialTokens tokens;
    private final List<String> texts;
    private final int longest;

    private Sentinel(char character, SpecialTokens tokens, List<String> texts) {
        this.character = character;
        this.tokens = tokens;
        this.texts = texts;
        this.longest = texts.stream().mapToInt(String::length).max().orElse(0);
    }

    /** A sentinel that is not in {@code taken}: a noncharacter or, where a text uses them all, any other character above U+DFFF. */
    static Optional<Sentinel> absentFrom(String taken, SpecialTokens tokens) {
        List<String> texts = tokens.texts();
        BitSet used = new BitSet(Character.MAX_VALUE + 1);
        taken.chars().forEach(used::set);
        texts.forEach(text -> text.chars().forEach(used::set));
        int free = used.nextClearBit(FIRST_NONCHARACTER);
        if (free >= FIRST_NONCHARACTER + NONCHARACTERS) {
            free = used.nextClearBit(Character.MAX_SURROGATE + 1);
        }
        return free > Character.MAX_VALUE ? Optional.empty() : Optional.of(new Sentinel((char) free, tokens, texts));
    }

    char character() {
        return character;
    }

    List<Message> guarded(List<Message> messages) {
        List<Message> guarded = new ArrayList<>();
        for (Message message : messages) {
            guarded.add(new Message(message.role(), guarded(message.content())));
        }
        return guarded;
    }

    /**
     * The content with this character before every text in it that is a special token, and wherever its beginning or its end could
     * complete one together with what a template writes around it, trimmed or not.
     */
    String guarded(String content) {
        BitSet breaks = breaks(content);
        if (breaks.isEmpty()) {
            return content;
        }
        StringBuilder guarded = new StringBuilder(content.length() + breaks.cardinality());
        for (int i = 0; i < content.length(); i++) {
            if (breaks.get(i)) {
                guarded.append(character);
            }
            guarded.append(content.charAt(i));
        }
        return guarded.toString();
    }

    /** The text as it was before it was guarded. */
    String removedFrom(String text) {
        return text.indexOf(character) < 0 ? text : text.replace(String.valueOf(character), "");
    }

    private BitSet breaks(String content) {
        BitSet breaks = new BitSet(content.length());
        for (int i = 0; i < content.length(); i++) {
            if (tokens.at(content, i) > 0) {
                breaks.set(i);
            }
        }
        int begin = 0;
        int end = content.length();
        while (begin < end && isTrimmed(content.charAt(begin))) {
            begin++;
        }
        while (end > begin && isTrimmed(content.charAt(end - 1))) {
            end--;
        }
        breakBorders(content.substring(begin, end), begin, breaks);
        breakMargins(content, begin, end, breaks);
        return breaks;
    }

    /** Breaks what crosses the border of a content that neither begins nor ends with white space, and stands at {@code offset}. */
    private void breakBorders(String core, int offset, BitSet breaks) {
        int reach = Math.min(core.length(), longest - 1);
        for (int length = 1; length <= reach; length++) {
            String head = core.substring(0, length);
            String tail = core.substring(core.length() - length);
            for (String text : texts) {
                if (text.length() > length && text.endsWith(head)) {
                    breaks.set(offset + length - 1);
                }
                if (text.length() > length && text.startsWith(tail)) {
                    breaks.set(offset + core.length() - length);
                }
            }
        }
        if (!core.isEmpty() && core.length() < longest && texts.stream().anyMatch(text -> text.contains(core))) {
            breaks.set(offset);
        }
    }

    /** Special tokens with white space in them are rare; a margin's character that could belong to one is always broken off. */
    private void breakMargins(String content, int begin, int end, BitSet breaks) {
        BitSet blanks = new BitSet();
        texts.forEach(text -> text.chars().filter(c -> isTrimmed((char) c)).forEach(blanks::set));
        for (int i = 0; i < content.length() && !blanks.isEmpty(); i++) {
            if ((i < begin || i >= end) && blanks.get(content.charAt(i))) {
                breaks.set(i);
            }
        }
    }

    /** Whatever any language's trim takes for white space. */
    private static boolean isTrimmed(char c) {
        return c <= ' ' || c == 0x85 || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
