package org.dipscope.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

/** A command under {@code dipscope}; what it throws becomes one sentence and the exit status. */
interface Subcommand extends Callable<Integer> {

    /** The settings that it takes as options, where it takes any. */
    default Optional<SettingOptions> settings() {
        return Optional.empty();
    }
}
