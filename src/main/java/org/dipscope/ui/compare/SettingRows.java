package org.dipscope.ui.compare;

import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Objects;

/** The settings in which two runs differ, as lines of the table. */
final class SettingRows {

    private SettingRows() {
    }

    static List<Comparison.Row> of(Words words, Settings a, Settings b) {
        return Setting.ALL.stream().filter(setting -> !Objects.equals(setting.value(a), setting.value(b)))
                .map(setting -> new Comparison.Row(words.text("settings." + setting.name()), text(setting.text(a)), text(setting.text(b)), "", Comparison.Better.NEITHER)).toList();
    }

    private static String text(String value) {
        return value.isEmpty() ? "–" : value;
    }
}
