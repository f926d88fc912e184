package org.dipscope.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Opens the window: the command without a name. */
@FunctionalInterface
public interface Workbench {

    /**
     * Opens it and returns the exit status when it is closed.
     *
     * @param model    the model to load, or empty for the embedded one
     * @param language of the window, or empty for the system's
     */
    int open(Optional<Path> model, Optional<Locale> language);
}
