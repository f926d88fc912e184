package org.dipscope.cli;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line of Dipscope: the workbench, and every command beside it. */
public final class Commands {
    private final Workbench workbench;

    /** Opens this workbench where no command is named. */
    public Commands(Workbench workbench) {
        this.workbench = workbench;
    }

    /** Runs what the arguments name on the terminal, in UTF-8 whatever its locale says; returns the exit status. */
    public int run(String... arguments) {
        return run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), new PrintWriter(System.err, true, StandardCharsets.UTF_8), arguments);
    }

    /**
     * Runs what the arguments name.
     *
     * @param out results, and nothing else
     * @param err one sentence for what went wrong
     * @return the exit status: 0, 1 for a failure, 2 for bad usage
     */
    public int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine root = new CommandLine(new RootCommand(workbench));
        add(root, new InfoCommand());
        add(root, new TokenizeCommand());
        add(root, new SimulateCommand());
        Failures failures = new Failures();
        // A text that begins with @ is a text and no file of arguments.
        root.setExpandAtFiles(false).setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures)
                .setOut(out).setErr(err).setUsageHelpAutoWidth(true);
        return root.execute(arguments);
    }

    private static void add(CommandLine root, Subcommand command) {
        CommandLine line = new CommandLine(command);
        command.settings().ifPresent(settings -> settings.addTo(line.getCommandSpec()));
        root.addSubcommand(line);
    }
}
