package org.dipscope.session;

import org.dipscope.memory.CachePolicy;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.Weighting;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Why a setting has no say under the others: the window greys its control, the command line notes it and a comparison leaves its value out.
 * Where several reasons hold, the first counts.
 */
public enum Idle {
    /** Everything is read, so that there is nothing to keep. */
    EVERY_WEIGHT_READ("%s reads every weight; choose another --method to prune", Idle::dense, Setting.DENSITY),
    /** Everything is read anew, so that no column is ever cached. */
    NO_COLUMNS("%s caches no columns; choose another --method to prune", Idle::dense, Setting.POLICY, Setting.BUDGET, Setting.PINNED_TOKENS, Setting.CACHE_SEED),
    /** The method does not ask what is in DRAM. */
    CACHE_NOT_ASKED("%s chooses without asking the cache; --method dip-ca asks it", settings -> !settings.masking().method().asksCache(),
            Setting.GAMMA, Setting.FIXED_TOP_N, Setting.WARM_UP, Setting.WEIGHTING, Setting.TOP_M),
    /** The approximate choice has no factor. */
    BY_RANK("the approximate choice goes by rank alone; choose another --weighting", settings -> !settings.masking().weighting().usesGamma(), Setting.GAMMA, Setting.WARM_UP),
    /** Only the approximate choice looks beyond the top-k. */
    NOT_BY_RANK("only --weighting approximate looks beyond the top-k", settings -> settings.masking().weighting() != Weighting.APPROXIMATE, Setting.TOP_M),
    /** One share is all of the density. */
    ONE_SHARE("%s has no input mask, so that its density has one share only", settings -> !settings.masking().method().splits(), Setting.SPLIT),
    /** Both shares are given, and they say another density. */
    SHARES_GIVEN("--split gives both shares", Idle::splitElsewhere, Setting.DENSITY),
    /** The scores are of the method's own kind, or stand against thresholds. */
    OWN_SCORES("%s chooses by scores of its own", settings -> !settings.masking().method().ranks(), Setting.SCORING),
    /** Another policy pins nothing. */
    NOTHING_PINNED("%2$s pins nothing; --policy pinned does", settings -> settings.memory().policy() != CachePolicy.PINNED, Setting.PINNED_TOKENS),
    /** The columns to pin are known. */
    COUNTED_BEFORE("it is known already which columns to pin", settings -> settings.simulated().pinning().calibrated().isPresent(), Setting.PINNED_TOKENS),
    /** There is no cache to share out or to fill. */
    NOTHING_STAYS("with --policy none nothing stays in DRAM", settings -> settings.memory().policy() == CachePolicy.NONE, Setting.BUDGET, Setting.CACHE_SEED),
    /** Method, split and policy take nothing from what was learnt. */
    NOT_NEEDED("neither method, split nor policy takes anything from it", settings -> settings.masking().calibration().map(known -> !matters(known, settings)).orElse(false), Setting.CALIBRATION),
    /** Nothing is left to chance. */
    LIKELIEST_TAKEN("at temperature 0 the likeliest token is always taken; give a --temperature", settings -> settings.sampling().temperature() == 0,
            Setting.TOP_K, Setting.TOP_P, Setting.MIN_P, Setting.SEED);

    private static final double SAME_DENSITY = 1e-3;

    private final String reason;
    private final Predicate<Settings> holds;
    private final Set<Setting<?>> settings;

    Idle(String reason, Predicate<Settings> holds, Setting<?>... settings) {
        this.reason = reason;
        this.holds = holds;
        this.settings = Set.of(settings);
    }

    private static boolean dense(Settings settings) {
        return settings.masking().method() instanceof Dense;
    }

    private static boolean splitElsewhere(Settings settings) {
        Masking masking = settings.masking();
        return masking.method().splits() && masking.split().filter(split -> Math.abs(split.density() - masking.density()) > SAME_DENSITY).isPresent();
    }

    private static boolean matters(Calibration known, Settings settings) {
        Masking masking = settings.masking();
        return !masking.method().needs().isEmpty()
                || masking.method().splits() && masking.split().isEmpty() && known.has(CalibrationKind.SPLIT)
                || settings.memory().policy() == CachePolicy.PINNED && !dense(settings) && known.has(CalibrationKind.PINNED);
    }

    /** Why this setting has no say under these; empty where it has one. */
    static Optional<Idle> of(Setting<?> setting, Settings under) {
        return Arrays.stream(values()).filter(idle -> idle.settings.contains(setting) && idle.holds.test(under)).findFirst();
    }

    /** The reason as a clause for the command line, with the options that would change it. */
    public String reason(Settings under) {
        return reason.formatted(under.masking().method().label(), under.memory().policy().label());
    }

    /** Its name in keys: "cache-not-asked". */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The settings that have no say where the reason holds. */
    public List<Setting<?>> settings() {
        return Setting.ALL.stream().filter(settings::contains).toList();
    }
}
