package org.dipscope.export;

import java.nio.file.Path;
import java.util.Map;

/** Where the program keeps what is a person's own: the window's state, pinned runs, measured devices. */
public final class UserFolder {
    /** The environment variable that names another folder. */
    static final String VARIABLE = "DIPSCOPE_HOME";

    private UserFolder() {
    }

    /** The folder of the person who runs the program; it need not exist. */
    public static Path ofThisProgram() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The folder that {@value VARIABLE} names, or else {@code .dipscope} in the person's own folder. */
    static Path of(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault(VARIABLE, "");
        return named.isBlank() ? home.resolve(".dipscope") : Path.of(named);
    }
}
