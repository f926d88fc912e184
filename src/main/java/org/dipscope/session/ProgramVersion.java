package org.dipscope.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The version of this program, as the command line, pictures and reports name it. The build writes it into a resource, so that
 * the pom alone knows it.
 *
 * @param number for example {@code 0.1.0}
 */
public record ProgramVersion(String number) {

    /** The version that was built; throws {@link UncheckedIOException} where the program is incomplete. */
    public static ProgramVersion current() {
        try (InputStream text = ProgramVersion.class.getResourceAsStream("version.txt")) {
            if (text == null) {
                throw new IOException("The program's version.txt is missing; build Dipscope again with 'mvn package'.");
            }
            return new ProgramVersion(new String(text.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** For example {@code Dipscope 0.1.0}. */
    @Override
    public String toString() {
        return "Dipscope " + number;
    }
}
