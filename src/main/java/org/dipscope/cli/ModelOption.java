package org.dipscope.cli;

import org.dipscope.gguf.GgufFile;
import org.dipscope.model.Hyperparameters;
import org.dipscope.session.SampleModel;
import picocli.CommandLine.Option;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;

/** {@code --model}, the embedded one by default. */
final class ModelOption {
    @Option(names = "--model", paramLabel = "FILE", description = "the GGUF file (default: the embedded model)")
    private Path model;

    /** The file; throws {@link FileNotFoundException} with one sentence where the embedded one is missing. */
    Path file() throws FileNotFoundException {
        return model == null ? SampleModel.ofThisProgram().orRefuse().file() : model;
    }

    /** The model's shape, read from its metadata alone, so that what it does not have is told before its weights are loaded. */
    Hyperparameters shape() throws IOException {
        try (GgufFile file = GgufFile.open(file())) {
            return Hyperparameters.of(file);
        }
    }
}
