package org.dipscope.ui.compare;

import org.dipscope.memory.CachePolicy;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.Weighting;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Set;

/** The settings in which two runs differ, as lines of the table. */
final class SettingRows {
    private static final Set<Setting<?>> OF_THE_CACHE = Set.of(Setting.GAMMA, Setting.FIXED_TOP_N, Setting.WARM_UP, Setting.WEIGHTING);
    private static final Set<Setting<?>> OF_CHANCE = Set.of(Setting.TOP_K, Setting.TOP_P, Setting.MIN_P, Setting.SEED);

    private SettingRows() {
    }

    static List<Comparison.Row> of(Words words, Settings a, Settings b) {
        return Setting.ALL.stream().map(setting -> new Comparison.Row(words.text("settings." + setting.name()), text(words, setting, a), text(words, setting, b), "",
                Comparison.Better.NEITHER)).filter(row -> !row.a().equals(row.b())).toList();
    }

    /** A setting as people call it; a dash where nothing depends on it, since a value would claim an influence. */
    private static String text(Words words, Setting<?> setting, Settings settings) {
        if (!counts(setting, settings)) {
            return Numerals.NONE;
        }
        String text = switch (setting.value(settings)) {
            case Boolean on -> words.text(on ? "timeline.on" : "timeline.off");
            case MaskingMethod method -> method.label();
            case CachePolicy policy -> policy.label();
            default -> setting.text(settings);
        };
        return text.isEmpty() ? Numerals.NONE : text;
    }

    private static boolean counts(Setting<?> setting, Settings settings) {
        Masking masking = settings.masking();
        boolean dense = masking.method() instanceof Dense;
        if (setting == Setting.DENSITY || setting == Setting.POLICY || setting == Setting.BUDGET) {
            return !dense;
        }
        if (setting == Setting.TOP_M) {
            return masking.method().asksCache() && masking.weighting() == Weighting.APPROXIMATE;
        }
        if (setting == Setting.SPLIT || setting == Setting.SCORING) {
            return masking.method().splits();
        }
        if (setting == Setting.PINNED_TOKENS) {
            return settings.memory().policy() == CachePolicy.PINNED;
        }
        return OF_THE_CACHE.contains(setting) ? masking.method().asksCache() : !OF_CHANCE.contains(setting) || settings.sampling().temperature() > 0;
    }
}
