package org.dipscope.cli;

import org.dipscope.session.LoadedModel;
import org.dipscope.ui.picture.PictureSaver;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line of Dipscope: the workbench, and every command beside it. */
public final class Commands {
    private final Workbench workbench;
    private final PictureSaver pictures;

    /**
     * The commands.
     *
     * @param workbench opens the window where no command is named
     * @param pictures  writes screenshots
     */
    public Commands(Workbench workbench, PictureSaver pictures) {
        this.workbench = workbench;
        this.pictures = pictures;
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
        List<Subcommand> commands = List.of(new InfoCommand(), new TokenizeCommand(), new GenerateCommand(), new LogitsCommand(), new LayerCommand(), new SimulateCommand(),
                new ReplayCommand(), new TraceCommand(), new DeviceCommand(), new PerplexityCommand(), new SweepCommand(),
                new ReportCommand(), new CalibrateCommand(), new BenchCommand(), new ScreenshotCommand(pictures));
        commands.forEach(command -> add(root, command));
        Failures failures = new Failures();
        // A text that begins with @ is a text and no file of arguments.
        root.setExpandAtFiles(false).setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures)
                .setOut(out).setErr(err).setUsageHelpAutoWidth(true);
        try {
            int status = root.execute(arguments);
            if (status == CommandLine.ExitCode.OK) {
                // A command that fails says one sentence, and what had no say is not its matter.
                commands.stream().flatMap(command -> command.settings().stream()).flatMap(options -> options.notes().stream()).forEach(err::println);
            }
            return status;
        } catch (OutOfMemoryError e) {
            err.println("dipscope: the %d MiB that Java may take are not enough for this; give it more, with JAVA_TOOL_OPTIONS=-Xmx8g for example."
                    .formatted(Runtime.getRuntime().maxMemory() >> 20));
            return CommandLine.ExitCode.SOFTWARE;
        } catch (InternalError e) {
            err.println("dipscope: " + LoadedModel.FILE_LOST);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static void add(CommandLine root, Subcommand command) {
        CommandLine line = new CommandLine(command);
        command.addOptions(line.getCommandSpec());
        root.addSubcommand(line);
    }
}
