package org.dipscope.ui.controls;

import org.dipscope.mask.Hook;
import org.dipscope.memory.Allocation;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a control's value comes to, as the grey line under it. */
final class Consequences {

    private Consequences() {
    }

    static boolean splits(MaskingMethod method) {
        return method.splits();
    }

    /** "density 0.60 = ⅓ (2 · 0.667 + 0.464) · keeps 384 of 576, 712 of 1536". */
    static String density(Words words, Masking masking, ModelSummary model) {
        if (masking.method() instanceof Dense) {
            return words.text("controls.every-weight");
        }
        List<String> kept = new ArrayList<>();
        Map<Hook, Integer> keep = masking.method().keep(masking, model.hidden(), model.intermediate());
        for (Hook hook : Hook.values()) {
            if (keep.containsKey(hook)) {
                kept.add(words.text("controls.of", keep.get(hook), hook.columns(model.hidden(), model.intermediate())));
            }
        }
        String density = words.numerals().fixed(masking.density(), 2);
        if (!splits(masking.method())) {
            return words.text("controls.density", density, String.join(", ", kept));
        }
        Split split = masking.shares();
        return words.text("controls.density-split", density, words.numerals().fixed(split.input(), 3), words.numerals().fixed(split.down(), 3), String.join(", ", kept));
    }

    /** "uncached columns need 2.0 × the score", or what being cached is worth in a blend. */
    static String gamma(Words words, Masking masking) {
        double gamma = masking.gamma();
        if (!masking.weighting().usesGamma()) {
            return words.text("controls.gamma-unused");
        }
        if (gamma >= 1) {
            return words.text("controls.gamma-one");
        }
        if (gamma <= 0) {
            return words.text("controls.gamma-zero");
        }
        return masking.weighting() == Weighting.BLEND ? words.text("controls.gamma-blend", words.numerals().brief((1 - gamma) / gamma, 2))
                : words.text("controls.gamma-between", words.numerals().fixed(1 / gamma, 1));
    }

    /** "keep their score, cached or not". */
    static String fixedTopN(Words words, int n) {
        return n == 0 ? words.text("controls.top-none") : words.count("controls.top", n);
    }

    /** "(2 · 0.70 + 0.40) / 3 = 0.60". */
    static String split(Words words, Split split) {
        return "(2 · " + words.numerals().fixed(split.input(), 3) + " + " + words.numerals().fixed(split.down(), 3) + ") / 3 = "
                + words.numerals().fixed(split.density(), 3);
    }

    /** "attention 16.6 · head 30.1 · KV 2.2 · columns 31.1 MB". */
    static String allocation(Words words, Allocation allocation) {
        return words.text(allocation.wholeMatrices() > 0 ? "controls.allocation-whole" : "controls.allocation",
                words.numerals().megabytes(allocation.attention()), words.numerals().megabytes(allocation.lmHead()), words.numerals().megabytes(allocation.kvCache()),
                words.numerals().megabytes(allocation.dynamicBytes()), words.numerals().megabytes(allocation.wholeMatrices()));
    }

    /** "does not fit: 12 MB a token stream from Flash", where something does not. */
    static Optional<String> overflow(Words words, Allocation allocation) {
        return allocation.overflow() > 0 ? Optional.of(words.text("controls.overflow", words.numerals().bytes(allocation.overflow())))
                : Optional.empty();
    }

    /** Why a setting has no say under the others, and what would give it one. */
    static Optional<String> idle(Words words, Setting<?> setting, Settings settings) {
        return setting.idle(settings).map(why -> words.text("controls.idle-" + why.id(), settings.masking().method().label(), settings.memory().policy().label()));
    }

    /** Why a wanted density was not taken. */
    static Optional<String> clamped(Words words, MaskingMethod method, double wanted) {
        return method.leastDensity() > wanted + 1e-9 ? Optional.of(words.text("controls.clamped",
                method.label(), words.numerals().fixed(Math.ceil(method.leastDensity() * 1000) / 1000, 3), whole(words, method))) : Optional.empty();
    }

    private static String whole(Words words, MaskingMethod method) {
        List<String> names = method.footprint().whole().stream().sorted().map(matrix -> matrix.name().toLowerCase(Locale.ROOT)).toList();
        return names.stream().reduce((one, other) -> words.text("controls.and", one, other)).orElse("");
    }
}
