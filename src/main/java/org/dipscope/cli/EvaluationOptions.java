package org.dipscope.cli;

import org.dipscope.eval.Noise;
import org.dipscope.eval.SampleText;
import org.dipscope.eval.Windows;
import org.dipscope.session.LoadedModel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;

/** Which text is evaluated and how: the same options for every command that does. */
final class EvaluationOptions {
    @Option(names = "--text", paramLabel = "FILE", description = "the text, in UTF-8; special tokens in it are parsed (default: the one that comes with Dipscope)")
    private Path text;

    @Option(names = "--context", defaultValue = "512", paramLabel = "N", description = "tokens of a window (default: ${DEFAULT-VALUE})")
    private int context;

    @Option(names = "--windows", defaultValue = "4", paramLabel = "N", description = "how many windows (default: ${DEFAULT-VALUE})")
    private int windows;

    @Option(names = "--first-token", defaultValue = "0", paramLabel = "K", description = "the token at which the first window begins (default: ${DEFAULT-VALUE})")
    private int firstToken;

    @Option(names = "--repeats", paramLabel = "N", arity = "0..1", fallbackValue = "3",
            description = "evaluate so many times more with disturbed activations, to find how far rounding moves the figures (3 where no number is given)")
    private Integer repeats;

    @Option(names = "--noise", defaultValue = "1e-6", paramLabel = "SIZE",
            description = "relative size of the disturbance, root mean square (default: ${DEFAULT-VALUE}, about that of rounding)")
    private double noise;

    @Option(names = "--noise-seed", defaultValue = "0", paramLabel = "N", description = "seed of the disturbance (default: ${DEFAULT-VALUE})")
    private long noiseSeed;

    @Option(names = "--divergence", description = "compare with the dense model too: divergence, agreement and the first token of an answer that differs")
    private boolean divergence;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Tokens of a window. */
    int context() {
        return context;
    }

    /** The name of the text in results. */
    String name() {
        return text == null ? SampleText.NAME : String.valueOf(text.getFileName());
    }

    /** The whole text; throws {@link ParameterException} where no windows of it were asked for. */
    String text() throws IOException {
        if (context < 2 || windows < 1 || firstToken < 0) {
            throw new ParameterException(command.commandLine(), "%d windows of %d tokens from token %d have nothing to score; give --windows 1 or more, --context 2 or more, --first-token 0 or later."
                    .formatted(windows, context, firstToken));
        }
        return text == null ? SampleText.read() : new TextFile(text).read();
    }

    /** The windows of a text that was read. */
    Windows windows(LoadedModel model, String whole) {
        return new Windows(model.tokenizer().encode(whole, true), context, windows, firstToken);
    }

    /**
     * How the noise floor is found.
     *
     * @param usual how many repeats there are where none were asked for
     * @throws ParameterException for a noise or a number of repeats that does not work
     */
    Noise noise(int usual) {
        try {
            return new Noise(noise, repeats == null ? usual : repeats, noiseSeed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** Whether the dense model goes beside. */
    boolean divergence() {
        return divergence;
    }
}
