package org.dipscope.ui.text;

import org.dipscope.memory.MemorySettings;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Run;
import org.dipscope.session.Sampling;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.DipCacheAware;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Weighting;

/** The short lines by which people tell runs, models and settings apart. */
public final class Captions {

    private Captions() {
    }

    /** "DIP-CA 0.6 γ 0.5". */
    public static String of(Words words, Masking masking) {
        if (masking.method() instanceof Dense) {
            return masking.method().label();
        }
        StringBuilder text = new StringBuilder(masking.method().label()).append(' ').append(words.numerals().brief(masking.density(), 3));
        if (masking.method() instanceof DipCacheAware) {
            boolean byGamma = masking.weighting().usesGamma();
            if (byGamma) {
                text.append(" γ ").append(words.numerals().brief(masking.gamma(), 3));
            }
            if (masking.weighting() != Weighting.GAMMA) {
                text.append(' ').append(masking.weighting().id());
            }
            if (!byGamma) {
                text.append(' ').append(words.numerals().brief(masking.topM(), 3));
            }
            if (byGamma && masking.warmUp()) {
                text.append(' ').append(words.text("runs.warm-up"));
            }
            if (masking.fixedTopN() > 0) {
                text.append(' ').append(words.text("runs.top", masking.fixedTopN()));
            }
        }
        if (masking.scoring() != Scoring.MAGNITUDE && masking.method().ranks()) {
            text.append(' ').append(masking.scoring().id());
        }
        masking.split().ifPresent(split -> text.append(' ')
                .append(words.text("runs.split", words.numerals().brief(split.input(), 3), words.numerals().brief(split.down(), 3))));
        return text.toString();
    }

    /** "80 MB · LFU". */
    public static String of(Words words, MemorySettings memory) {
        return words.numerals().bytes(memory.device().dramBytes()) + " · " + memory.policy().label();
    }

    /** "greedy · 64 tokens". */
    public static String of(Words words, Sampling sampling) {
        String choice = sampling.temperature() == 0 ? words.text("runs.greedy") : words.text("runs.temperature", words.numerals().brief(sampling.temperature(), 2));
        return choice + " · " + words.count("runs.tokens", sampling.maxTokens());
    }

    /** All that makes two runs differ, in one line. */
    public static String of(Words words, Settings settings) {
        return of(words, settings.masking()) + " · " + of(words, settings.memory());
    }

    /** "3 · DIP-CA 0.6 γ 0.5 · 80 MB · LFU"; without the number where the run was kept on another day. */
    public static String of(Words words, Run run) {
        return run.number() > 0 ? run.number() + " · " + of(words, run.started()) : of(words, run.started());
    }

    /** The run and how far it came. */
    public static String of(Words words, Snapshot snapshot) {
        return of(words, snapshot.run()) + " · " + words.count("runs.tokens", snapshot.tokens().size());
    }

    /** The device as one phrase: "Phone (60 GB/s DRAM, 1 GB/s Flash, 80 MB)". */
    public static String device(Words words, MemorySettings memory) {
        return "%s (%s GB/s DRAM, %s GB/s Flash, %s)".formatted(memory.device().name(), words.numerals().brief(memory.device().dramBandwidth() / 1e9, 2),
                words.numerals().brief(memory.device().flashBandwidth() / 1e9, 2), words.numerals().bytes(memory.device().dramBytes()));
    }

    /** The model's name without what the window says elsewhere: "SmolLM2-135M" of "SmolLM2-135M-Instruct". */
    public static String brief(ModelSummary model) {
        return model.name().replaceAll("(?i)[-_ ]?(instruct|chat|it)$", "");
    }

    /** "SmolLM2-135M-Instruct · Q4_1": what people call it, and how it is quantised. */
    public static String of(ModelSummary model) {
        return model.name() + " · " + model.fileType();
    }
}
