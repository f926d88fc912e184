package org.dipscope.cli;

import org.dipscope.session.SampleModel;
import picocli.CommandLine.Option;

import java.io.FileNotFoundException;
import java.nio.file.Path;

/** {@code --model}, the embedded one by default. */
final class ModelOption {
    @Option(names = "--model", paramLabel = "FILE", description = "the GGUF file (default: the embedded model)")
    private Path model;

    /** The file; throws {@link FileNotFoundException} with one sentence where the embedded one is missing. */
    Path file() throws FileNotFoundException {
        return model == null ? SampleModel.ofThisProgram().orRefuse().file() : model;
    }
}
