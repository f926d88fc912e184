package org.dipscope.calibration;

import org.dipscope.eval.SampleText;
import org.dipscope.session.Learner;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.ProgressPart;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationFile;
import org.dipscope.sparsity.CalibrationKind;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Learns from the text that comes with Dipscope by the recipe that {@code dipscope calibrate} has unless told otherwise.
 *
 * @param threads how many compute, 1 or more
 */
public record SampleTextLearner(int threads) implements Learner {
    private static final double LOADING = 0.05;

    @Override
    public byte[] learn(Path model, List<CalibrationKind> kinds, Optional<Calibration> base, double density, Progress progress) throws IOException {
        try (LoadedModel loaded = LoadedModel.open(model, threads, new ProgressPart(progress, 0, LOADING))) {
            CalibrationText text = CalibrationText.of(SampleText.NAME, SampleText.read(), loaded.tokenizer());
            Recipe recipe = Recipe.usual(Math.min(Recipe.USUAL_CONTEXT, loaded.summary().contextLength()), density);
            Calibration made = new Calibrator(loaded, text, recipe, new ProgressPart(progress, LOADING, 1)).run(kinds, base.map(Calibration::open));
            return CalibrationFile.write(made.origin(), made.parts());
        }
    }
}
