package org.dipscope.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The text that comes with Dipscope: a thousand lines of many kinds, written for it, so that an evaluation needs no other file. */
public final class SampleText {
    /** What reports call it. */
    public static final String NAME = "sample-text.txt";

    private SampleText() {
    }

    /** The whole text; throws {@link UncheckedIOException} where the program is incomplete. */
    public static String read() {
        try (InputStream text = SampleText.class.getResourceAsStream(NAME)) {
            if (text == null) {
                throw new IOException("The program's " + NAME + " is missing; build Dipscope again with 'mvn package'.");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
