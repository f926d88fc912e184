package org.dipscope.session;

import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The model that comes with Dipscope: a file in the folder {@code sample-models} of the program's home.
 *
 * @param file where it is, or should be
 */
public record SampleModel(Path file) {
    /** The model's file name. */
    public static final String NAME = "SmolLM2-135M-Instruct.Q4_1.gguf";
    /** The system property that names the program's home, where it is not the place that the program runs from. */
    public static final String HOME = "dipscope.home";

    /** The model in this home. */
    public static SampleModel in(Path home) {
        return new SampleModel(home.resolve("sample-models").resolve(NAME).toAbsolutePath().normalize());
    }

    /** The model of the program that is running: below {@link #HOME} if that is set, else where the program came from. */
    public static SampleModel ofThisProgram() {
        String home = System.getProperty(HOME);
        return home == null ? besideProgram(ownLocation()) : in(Path.of(home));
    }

    /**
     * The model beside a program. Its home is two folders up in both of its shapes: {@code HOME/app/dipscope.jar} when it is
     * packaged, {@code HOME/target/classes} in the source tree.
     */
    static SampleModel besideProgram(Path program) {
        return in(program.toAbsolutePath().resolve("../.."));
    }

    private static Path ownLocation() {
        return Path.of(URI.create(SampleModel.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /**
     * The same model, once it is certain to be there.
     *
     * @throws FileNotFoundException with one sentence, where it is not
     */
    public SampleModel orRefuse() throws FileNotFoundException {
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException("The embedded model is not at " + file
                    + "; put it back there, or name another GGUF file with --model.");
        }
        return this;
    }
}
