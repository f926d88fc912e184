package org.dipscope.cli;

import org.dipscope.export.AtomicOutput;
import org.dipscope.memory.MaskSink;
import org.dipscope.memory.TraceHeader;
import org.dipscope.memory.TraceWriter;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code --trace FILE}: keeps the masks of a run for {@code replay}. */
final class TraceOption {
    @Option(names = "--trace", paramLabel = "FILE", description = "record the masks of every masked token here, to be replayed")
    private Path file;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** A recording to be closed; empty where none was asked for. */
    Optional<Recording> open(LoadedModel model, Settings settings) throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        if (settings.masking().method().footprint().hooks().isEmpty()) {
            throw new ParameterException(command.commandLine(), "the dense model has no masks to record; choose another --method, or leave --trace out.");
        }
        TraceHeader header = new TraceHeader(model.summary().name(), model.summary().bytes(), settings.masking().method().id(),
                settings.masking().method().footprint(), new TreeMap<>(SettingsText.write(settings)),
                "%s, %s".formatted(ProgramVersion.current(), command.name()));
        AtomicOutput output = new AtomicOutput(file);
        return Optional.of(new Recording(output, new TraceWriter(output, header)));
    }

    /**
     * A trace being written.
     *
     * @param output where it goes
     * @param writer takes the masks
     */
    record Recording(AtomicOutput output, TraceWriter writer) implements AutoCloseable {

        /** Where the masks go. */
        MaskSink sink() {
            return writer;
        }

        /** Ends the file and puts it in its place. */
        void finish() throws IOException {
            writer.finish();
            output.commit();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
