package org.dipscope.ui.controls;

import org.dipscope.mask.Hook;
import org.dipscope.memory.Allocation;
import org.dipscope.session.ModelSummary;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.DipCacheAware;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.Split;
import org.dipscope.ui.text.Numerals;

import java.util.ArrayList;
import java.util.List;
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
    static String density(Masking masking, ModelSummary model) {
        if (masking.method() instanceof Dense) {
            return "every weight is read";
        }
        StringBuilder text = new StringBuilder("density ").append(Numerals.fixed(masking.density(), 2));
        if (splits(masking.method())) {
            Split split = masking.shares();
            text.append(" = ⅓ (2 · ").append(Numerals.fixed(split.input(), 3)).append(" + ").append(Numerals.fixed(split.down(), 3)).append(")");
        }
        List<String> kept = new ArrayList<>();
        Map<Hook, Integer> keep = masking.method().keep(masking, model.hidden(), model.intermediate());
        for (Hook hook : Hook.values()) {
            if (keep.containsKey(hook)) {
                kept.add(keep.get(hook) + " of " + hook.columns(model.hidden(), model.intermediate()));
            }
        }
        return text.append(" · keeps ").append(String.join(", ", kept)).toString();
    }

    /** "an uncached column must score 2.0 × higher". */
    static String gamma(double gamma) {
        if (gamma >= 1) {
            return "the cache is not asked: plain DIP";
        }
        if (gamma <= 0) {
            return "an uncached column never wins against a cached one";
        }
        return "an uncached column must score " + Numerals.fixed(1 / gamma, 1) + " × higher";
    }

    /** "keep their score, cached or not". */
    static String fixedTopN(int n) {
        return n == 0 ? "no column is exempt from γ" : n == 1 ? "the largest score of a hook is exempt from γ"
                : "the " + n + " largest scores of a hook are exempt from γ";
    }

    /** "(2 · 0.70 + 0.40) / 3 = 0.60". */
    static String split(Split split) {
        return "(2 · " + Numerals.fixed(split.input(), 3) + " + " + Numerals.fixed(split.down(), 3) + ") / 3 = "
                + Numerals.fixed(split.density(), 3);
    }

    /** "attention 16.6 · head 30.1 · KV 2.2 · columns 31.1 MB". */
    static String allocation(Allocation allocation) {
        StringBuilder text = new StringBuilder("attention ").append(Numerals.megabytes(allocation.attention()))
                .append(" · head ").append(Numerals.megabytes(allocation.lmHead()))
                .append(" · KV ").append(Numerals.megabytes(allocation.kvCache()));
        if (allocation.wholeMatrices() > 0) {
            text.append(" · read whole ").append(Numerals.megabytes(allocation.wholeMatrices()));
        }
        return text.append(" · columns ").append(Numerals.megabytes(allocation.dynamicBytes())).append(" MB").toString();
    }

    /** "does not fit: 12 MB a token stream from Flash", where something does not. */
    static Optional<String> overflow(Allocation allocation) {
        return allocation.overflow() > 0 ? Optional.of("does not fit: " + Numerals.bytes(allocation.overflow()) + " a token stream from Flash")
                : Optional.empty();
    }

    /** Why the method has no use for a density. */
    static Optional<String> noDensity(MaskingMethod method) {
        return method instanceof Dense ? Optional.of("Dense reads every weight; choose another method to prune.") : Optional.empty();
    }

    /** Why the method has no use for γ and what goes with it. */
    static Optional<String> noCacheWeighting(MaskingMethod method) {
        return method instanceof DipCacheAware ? Optional.empty()
                : Optional.of(method.label() + " chooses without asking the cache; choose DIP-CA to weight by it.");
    }

    /** Why the method has no split. */
    static Optional<String> noSplit(MaskingMethod method) {
        return splits(method) ? Optional.empty()
                : Optional.of(method.label() + " has no input mask, so its density has one share only; DIP and DIP-CA have two.");
    }

    /** Why a wanted density was not taken. */
    static Optional<String> clamped(MaskingMethod method, double wanted) {
        return method.leastDensity() > wanted + 1e-9 ? Optional.of("%s cannot go below a density of %s: it reads %s whole".formatted(
                method.label(), Numerals.fixed(Math.ceil(method.leastDensity() * 1000) / 1000, 3), whole(method))) : Optional.empty();
    }

    private static String whole(MaskingMethod method) {
        List<String> names = method.footprint().whole().stream().sorted().map(matrix -> matrix.name().toLowerCase(java.util.Locale.ROOT)).toList();
        return String.join(" and ", names);
    }
}
