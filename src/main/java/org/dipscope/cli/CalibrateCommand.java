package org.dipscope.cli;

import org.dipscope.calibration.CalibrationText;
import org.dipscope.calibration.Calibrator;
import org.dipscope.calibration.Recipe;
import org.dipscope.eval.SampleText;
import org.dipscope.export.AtomicFile;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationFile;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.MaskingMethods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Learns from a text what methods need before they run. */
@Command(name = "calibrate", sortOptions = false, description = "Learns thresholds, predictors, adapters, merged weights or splits from a text, and writes them as a file for --calibration.")
final class CalibrateCommand implements Subcommand {
    @Mixin
    private ModelOption model;

    @Option(names = "--for", required = true, split = ",", paramLabel = "KIND", description = "what to learn, one or several, in this order: cats, teal, predictor, lora, merged, split, pinned")
    private List<String> kinds;

    @Option(names = "--text", paramLabel = "FILE", description = "the text, in UTF-8; special tokens in it are parsed (default: the one that comes with Dipscope)")
    private Path text;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file to write")
    private Path out;

    @Option(names = "--calibration", paramLabel = "FILE", description = "a calibration of the same model whose other parts are kept, and whose splits hold")
    private Path base;

    @Option(names = "--context", defaultValue = "512", paramLabel = "N", description = "tokens of a window, a sequence of its own (default: ${DEFAULT-VALUE})")
    private int context;

    @Option(names = "--windows", defaultValue = "32", paramLabel = "N", description = "how many windows; fewer where the text is shorter (default: ${DEFAULT-VALUE})")
    private int windows;

    @Option(names = "--first-token", defaultValue = "0", paramLabel = "K", description = "the token at which the first window begins (default: ${DEFAULT-VALUE})")
    private int firstToken;

    @Option(names = "--density", defaultValue = "0.5", paramLabel = "NUMBER", description = "the density that masks have while something is learnt from them (default: ${DEFAULT-VALUE})")
    private double density;

    @Option(names = "--rank", defaultValue = "32", paramLabel = "N", description = "of the adapters (default: ${DEFAULT-VALUE})")
    private int rank;

    @Option(names = "--ridge", defaultValue = "3", paramLabel = "NUMBER", description = "what is added to a fit's diagonal, as a share of its mean; ten times less and more are tried too (default: ${DEFAULT-VALUE})")
    private double ridge;

    @Option(names = "--target", defaultValue = "stream", paramLabel = "layer|stream", description = "what down aims at in adapters and merged weights: the dense layer's output, or the dense model's stream (default: ${DEFAULT-VALUE})")
    private String target;

    @Option(names = "--masks", defaultValue = "dip", paramLabel = "dip|teal", description = "the masks that adapters and merged weights are fitted to: the largest columns, or thresholds that are learnt before (default: ${DEFAULT-VALUE})")
    private String masks;

    @Option(names = "--spread", defaultValue = "0.1", paramLabel = "NUMBER", description = "how far a layer's density may be from the model's where splits are searched (default: ${DEFAULT-VALUE})")
    private double spread;

    @Option(names = "--width", defaultValue = "128", paramLabel = "N", description = "of the predictors' middle layer (default: ${DEFAULT-VALUE})")
    private int width;

    @Option(names = "--epochs", defaultValue = "8", paramLabel = "N", description = "the most passes of the predictors' training (default: ${DEFAULT-VALUE})")
    private int epochs;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "of the predictors' training (default: ${DEFAULT-VALUE})")
    private long seed;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<CalibrationKind> wanted;
        Recipe recipe;
        try {
            wanted = kinds.stream().map(String::strip).map(CalibrationKind::of).distinct().toList();
            recipe = new Recipe(context, windows, firstToken, density, rank, ridge, Recipe.Target.of(target), MaskingMethods.of(masks), spread, width, epochs, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        String whole = text == null ? SampleText.read() : new TextFile(text).read();
        AtomicFile.requireWritable(out);
        Optional<Calibration> known = Optional.ofNullable(base).map(CalibrationFile::read);
        long start = System.nanoTime();
        try (TerminalProgress progress = new TerminalProgress(spec.commandLine().getErr());
             LoadedModel loaded = LoadedModel.open(model.file(), threads.count(), Progress.SILENT)) {
            CalibrationText learnt = CalibrationText.of(text == null ? SampleText.NAME : String.valueOf(text.getFileName()), whole, loaded.tokenizer());
            Calibration made = new Calibrator(loaded, learnt, recipe, progress).run(wanted, known);
            byte[] bytes = CalibrationFile.write(made.origin(), made.parts());
            if (progress.cancelled()) {
                throw new CancellationException("the calibration was cancelled; nothing was written.");
            }
            AtomicFile.write(out, bytes);
            report.print(fields(made, bytes.length, (System.nanoTime() - start) / 1e9));
        }
        return 0;
    }

    private Map<String, Object> fields(Calibration made, long bytes, double seconds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", out.toString());
        fields.put("kinds", made.parts().stream().map(part -> part.kind().id()).toList());
        fields.put("bytes", bytes);
        fields.put("tokens", made.origin().tokens());
        fields.put("results", made.origin().results());
        fields.put("seconds", seconds);
        return fields;
    }
}
