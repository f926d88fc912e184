package org.dipscope.cli;

import picocli.CommandLine.Model.CommandSpec;

import java.util.Optional;
import java.util.concurrent.Callable;

/** A command under {@code dipscope}; what it throws becomes one sentence and the exit status. */
interface Subcommand extends Callable<Integer> {

    /** The settings that it takes as options, where it takes any. */
    default Optional<SettingOptions> settings() {
        return Optional.empty();
    }

    /** Adds the options that are made from definitions elsewhere. */
    default void addOptions(CommandSpec command) {
        settings().ifPresent(options -> options.addTo(command));
    }
}
