package org.dipscope.ui.compare;

import org.dipscope.memory.CachePolicy;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.List;

/** The settings in which two runs differ, as lines of the table. */
final class SettingRows {
    private SettingRows() {
    }

    static List<Comparison.Row> of(Words words, Settings a, Settings b) {
        return Setting.ALL.stream().map(setting -> new Comparison.Row(words.text("settings." + setting.name()), text(words, setting, a), text(words, setting, b), "",
                Comparison.Better.NEITHER)).filter(row -> !row.a().equals(row.b())).toList();
    }

    /** A setting as people call it; a dash where nothing depends on it, since a value would claim an influence. */
    private static String text(Words words, Setting<?> setting, Settings settings) {
        if (setting.idle(settings).isPresent()) {
            return Numerals.NONE;
        }
        String text = switch (setting.value(settings)) {
            case Boolean on -> words.text(on ? "timeline.on" : "timeline.off");
            case MaskingMethod method -> method.label();
            case CachePolicy policy -> policy.label();
            case Number _ -> words.numerals().local(setting.text(settings));
            default -> setting.text(settings);
        };
        return text.isEmpty() ? Numerals.NONE : text;
    }
}
