package org.dipscope.cli;

import org.dipscope.mask.Footprint;
import org.dipscope.memory.ColumnFrequencies;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.ModelBytes;
import org.dipscope.memory.Pinning;
import org.dipscope.session.Settings;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code --pins FILE}: what the policy {@code pinned} pins, counted in a trace of another text. */
final class PinsOption {
    @Option(names = "--pins", paramLabel = "FILE", description = "a trace whose most selected columns the policy pinned pins (default: those of the first tokens)")
    private Path file;

    /** The settings with these pins; throws {@link IllegalArgumentException} where they are of another model or method. */
    Settings apply(Settings settings, ModelBytes bytes) throws IOException {
        Footprint footprint = settings.masking().method().footprint();
        return settings.with(apply(settings.memory(), bytes, footprint));
    }

    /** The same for a replay. */
    MemorySettings apply(MemorySettings memory, ModelBytes bytes, Footprint footprint) throws IOException {
        if (file == null) {
            return memory;
        }
        ColumnFrequencies frequencies = ColumnFrequencies.of(StoredTrace.read(file).sequences());
        try {
            frequencies.requireFit(bytes, footprint);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s does not fit: %s".formatted(file, e.getMessage()), e);
        }
        return memory.with(new Pinning(memory.pinning().tokens(), Optional.of(frequencies)));
    }
}
