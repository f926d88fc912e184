package org.dipscope.cli;

import org.dipscope.export.JsonText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** Prints a command's result: as one JSON object, or as lines for people. */
final class Report {
    @Option(names = "--json", description = "print one JSON object and nothing else")
    private boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help and exit")
    private boolean help;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether JSON was asked for. */
    boolean json() {
        return json;
    }

    /** Where a command that streams its text writes it. */
    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Prints the result, numbers that are none yet as {@code null}. */
    void print(Map<String, ?> result) {
        if (json) {
            out().println(JsonText.of(result));
        } else {
            lines("", result, out());
        }
        out().flush();
    }

    private static void lines(String prefix, Map<?, ?> result, PrintWriter out) {
        result.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                lines(prefix + name + ".", inner, out);
            } else {
                out.printf("%-24s %s%n", prefix + name, Optional.ofNullable(JsonText.plain(value)).orElse("-"));
            }
        });
    }
}
