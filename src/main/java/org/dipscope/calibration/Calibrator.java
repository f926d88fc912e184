package org.dipscope.calibration;

import org.dipscope.model.ForwardPass;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.ProgressPart;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.CalibrationOrigin;
import org.dipscope.sparsity.CalibrationPart;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.Masking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Learns from a text what methods need before they run. */
public final class Calibrator {
    private final LoadedModel model;
    private final CalibrationText text;
    private final Recipe recipe;
    private final Progress progress;
    private final Map<String, String> results = new TreeMap<>();

    /** A calibration of a model by a text. */
    public Calibrator(LoadedModel model, CalibrationText text, Recipe recipe, Progress progress) {
        this.model = model;
        this.text = text;
        this.recipe = recipe;
        this.progress = progress;
    }

    /**
     * Learns these things, one after the other; splits that are found, or that the base has, hold for what comes after them.
     *
     * @param base a calibration of the same model whose other parts are kept; empty for none
     * @throws IllegalArgumentException                   where text, recipe or base do not fit the model, in one sentence
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public Calibration run(List<CalibrationKind> kinds, Optional<Calibration> base) {
        base.ifPresent(known -> known.requireModel(model.transformer().fingerprint()));
        int[][] windows = text.windows(recipe);
        if (recipe.context() > model.summary().contextLength()) {
            throw new IllegalArgumentException("a window of %d tokens does not fit the model's context of %d; give a smaller --context."
                    .formatted(recipe.context(), model.summary().contextLength()));
        }
        requirePossible(kinds, base, windows.length);
        List<CalibrationPart> parts = new ArrayList<>();
        base.ifPresent(known -> known.parts().stream().filter(part -> !kinds.contains(part.kind())).forEach(parts::add));
        base.ifPresent(known -> results.putAll(known.origin().results()));
        for (int i = 0; i < kinds.size(); i++) {
            parts.add(part(kinds.get(i), windows, parts, new ProgressPart(progress, (double) i / kinds.size(), (i + 1.0) / kinds.size())));
        }
        return new Calibration(origin(windows.length * recipe.context(), results), parts, text.name(), "");
    }

    /** What cannot be is refused before anything is learnt. */
    private void requirePossible(List<CalibrationKind> kinds, Optional<Calibration> base, int windows) {
        for (CalibrationKind kind : kinds) {
            if (kind != CalibrationKind.LORA && kind != CalibrationKind.MERGED) {
                continue;
            }
            MaskedFit.requirePossible(model.transformer(), windows, kind == CalibrationKind.MERGED);
            boolean learnt = kinds.subList(0, kinds.indexOf(kind)).contains(CalibrationKind.TEAL) || base.map(known -> known.has(CalibrationKind.TEAL)).orElse(false);
            if (recipe.masks().thresholds().isPresent() && !learnt) {
                throw new IllegalArgumentException("'--masks %s' wants thresholds that are learnt before; give --for teal,%s, or a --calibration that has them."
                        .formatted(recipe.masks().id(), kind.id()));
            }
        }
    }

    private CalibrationOrigin origin(int tokens, Map<String, String> found) {
        return new CalibrationOrigin(model.summary().name(), model.transformer().fingerprint(), model.summary().layers(), model.summary().hidden(),
                model.summary().intermediate(), text.name(), text.sha256(), tokens, recipe.settings(), found);
    }

    private CalibrationPart part(CalibrationKind kind, int[][] windows, List<CalibrationPart> before, Progress own) {
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        Streams streams = Streams.of(model, pass, windows, own);
        List<CalibrationPart> known = before.stream().filter(part -> part.kind() == CalibrationKind.SPLIT || part.kind() == CalibrationKind.TEAL).toList();
        Optional<Calibration> learnt = known.isEmpty() ? Optional.empty() : Optional.of(new Calibration(origin(0, Map.of()), known, "what was learnt before", ""));
        Masking masking = new Masking(new Dip(), recipe.density(), 1, 0, false, Optional.empty()).withCalibration(learnt);
        return switch (kind) {
            case CATS -> new ThresholdCalibration(model, streams, own).cats();
            case TEAL -> new ThresholdCalibration(model, streams, own).teal(masking);
            case PINNED -> SelectionCount.of(model, streams, masking, own);
            case LORA -> {
                MaskedFit fit = new MaskedFit(model, streams, recipe, masking, own);
                CalibrationPart adapters = fit.adapters();
                results.putAll(fit.results("lora"));
                yield adapters;
            }
            case MERGED -> {
                MaskedFit fit = new MaskedFit(model, streams, recipe, masking, own);
                CalibrationPart weights = fit.merged();
                results.putAll(fit.results("merged"));
                yield weights;
            }
            case PREDICTOR -> {
                PredictorTraining training = new PredictorTraining(model, streams, recipe, own);
                CalibrationPart predictor = training.train();
                results.putAll(training.results());
                yield predictor;
            }
            case SPLIT -> {
                SplitSearch search = new SplitSearch(model, pass, windows, own);
                search.measure();
                CalibrationPart found = search.search(recipe.spread());
                results.putAll(search.results());
                yield found;
            }
        };
    }
}
