package org.dipscope.eval.sweep;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Pinning;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Weighting;

import java.util.Optional;

/** Settings without what has no effect on them, so that two that mean the same are one point. */
final class PlainSettings {

    private PlainSettings() {
    }

    /**
     * The plain form.
     *
     * @param base what stands for a setting of no effect
     */
    static Settings of(Settings settings, Settings base) {
        if (settings.masking().method() instanceof Dense) {
            return new Settings(Masking.DENSE, new MemorySettings(settings.memory().device(), base.memory().policy(), base.memory().seed()), base.sampling());
        }
        return new Settings(masking(settings), memory(settings.memory()), base.sampling());
    }

    private static Masking masking(Settings settings) {
        Masking given = settings.masking();
        MaskingMethod method = given.method();
        boolean asks = given.asksCache();
        boolean byGamma = asks && given.weighting().usesGamma();
        return new Masking(method, given.density(), byGamma ? given.gamma() : 1, asks ? given.fixedTopN() : 0, byGamma && given.warmUp(),
                method.splits() ? given.split() : Optional.empty(), asks ? given.weighting() : Weighting.GAMMA,
                asks && !byGamma ? given.topM() : Masking.DEFAULT_TOP_M, method.ranks() ? given.scoring() : Scoring.MAGNITUDE,
                given.calibration().filter(known -> matters(known, settings)));
    }

    /** Whether method, split or policy take something from it. */
    private static boolean matters(Calibration known, Settings settings) {
        Masking masking = settings.masking();
        return !masking.method().needs().isEmpty()
                || masking.method().splits() && masking.split().isEmpty() && known.has(CalibrationKind.SPLIT)
                || pins(settings.memory()) && known.has(CalibrationKind.PINNED);
    }

    private static boolean pins(MemorySettings memory) {
        return memory.policy() == CachePolicy.PINNED;
    }

    private static MemorySettings memory(MemorySettings given) {
        return pins(given) ? given : given.with(new Pinning(Pinning.DEFAULT_TOKENS, given.pinning().calibrated()));
    }
}
