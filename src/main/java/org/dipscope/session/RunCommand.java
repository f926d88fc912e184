package org.dipscope.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The command line that repeats a run. */
public final class RunCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+-]+");

    private RunCommand() {
    }

    /**
     * The command, for a POSIX shell; empty for an answer later in a conversation, which depends on the ones before it, and for one that
     * went on from another run's middle.
     *
     * @param run      its prompt, and the settings at its start
     * @param embedded the model that needs not be named
     */
    public static Optional<String> of(Run run, Path embedded) {
        if (!run.turns().isEmpty() || run.branch().isPresent()) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder("dipscope generate");
        if (!run.model().file().toAbsolutePath().normalize().equals(embedded.toAbsolutePath().normalize())) {
            option(line, "model", run.model().file().toString());
        }
        option(line, "prompt", run.prompt());
        run.system().ifPresent(system -> option(line, "system", system));
        Settings start = DefaultSettings.of(run.model());
        SettingsText.differences(start, run.started()).forEach((name, texts) -> option(line, name, texts.other()));
        return Optional.of(line.toString());
    }

    private static void option(StringBuilder line, String name, String value) {
        // A value that begins with a dash would be taken for an option of its own.
        line.append(" --").append(name).append(value.startsWith("-") ? "=" : " ").append(quoted(value));
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
