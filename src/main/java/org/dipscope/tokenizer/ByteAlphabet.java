package org.dipscope.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The 256 printable characters by which byte-level vocabularies write bytes: a printable Latin-1 byte stands for itself, every
 * other one for a character from U+0100 on, in order. (Radford et al. 2019, the code released with GPT-2.)
 */
final class ByteAlphabet {
    private static final int NONE = -1;
    private static final char[] CHARACTERS = characters();
    private static final short[] BYTES = bytes();

    private ByteAlphabet() {
    }

    /** The character that stands for a byte, given as 0 to 255. */
    static char character(int octet) {
        return CHARACTERS[octet];
    }

    /** The bytes that {@code text} stands for; if any of its characters stands for none, the text's own UTF-8. */
    static byte[] decode(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            if (c >= BYTES.length || BYTES[c] == NONE) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) BYTES[c];
        }
        return bytes;
    }

    private static char[] characters() {
        char[] characters = new char[256];
        char substitute = 0x100;
        for (int octet = 0; octet < 256; octet++) {
            boolean printable = octet >= '!' && octet <= '~' || octet >= 0xA1 && octet <= 0xFF && octet != 0xAD;
            characters[octet] = printable ? (char) octet : substitute++;
        }
        return characters;
    }

    private static short[] bytes() {
        int largest = 0;
        for (char c : CHARACTERS) {
            largest = Math.max(largest, c);
        }
        short[] bytes = new short[largest + 1];
        Arrays.fill(bytes, (short) NONE);
        for (int octet = 0; octet < 256; octet++) {
            bytes[CHARACTERS[octet]] = (short) octet;
        }
        return bytes;
    }
}
