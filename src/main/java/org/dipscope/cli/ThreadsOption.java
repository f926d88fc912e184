package org.dipscope.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --threads}, the machine's cores by default. */
final class ThreadsOption {
    @Option(names = "--threads", paramLabel = "N", description = "threads that compute (default: the machine's cores)")
    private Integer threads;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** How many threads; throws {@link ParameterException} for none or absurdly many. */
    int count() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (threads < 1 || threads > 1024) {
            throw new ParameterException(command.commandLine(), threads + " threads cannot compute; give 1 to 1024.");
        }
        return threads;
    }
}
