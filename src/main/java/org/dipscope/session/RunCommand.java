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

    /**
     * The command that makes this very answer: one that was stopped ends where it was stopped. Empty for a run whose settings were changed
     * on its way, too, since a command has only those of its start.
     *
     * @param snapshot the run, and how far it came
     * @param embedded the model that needs not be named
     */
    public static Optional<String> of(Snapshot snapshot, Path embedded) {
        Settings started = snapshot.run().started();
        if (snapshot.tokens().stream().anyMatch(token -> !token.settings().equals(started))) {
            return Optional.empty();
        }
        Run run = snapshot.run();
        boolean cut = snapshot.phase() == Phase.STOPPED && !snapshot.tokens().isEmpty();
        Settings settings = cut ? started.with(started.sampling().withMaxTokens(snapshot.tokens().size())) : started;
        return of(new Run(run.number(), run.model(), run.prompt(), run.turns(), run.promptTokens(), settings, run.system(), run.branch()), embedded);
    }

    private static void option(StringBuilder line, String name, String value) {
        // A value that begins with a dash would be taken for an option of its own.
        line.append(" --").append(name).append(value.startsWith("-") ? "=" : " ").append(quoted(value));
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
