package org.dipscope.eval.report;

import org.dipscope.eval.Evaluator;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;

import java.util.ArrayList;
import java.util.List;

/** What a point is called: method, density and whatever else of the masking is not as usual, then the cache's policy. */
public final class PointName {

    private PointName() {
    }

    /** For example {@code DIP-CA 0.6, γ 0.5, LFU}; the device is not in it. */
    public static String of(SweepPoint point) {
        Settings settings = point.settings();
        if (point.dense()) {
            return "dense, streamed";
        }
        List<String> words = new ArrayList<>();
        words.add(settings.masking().method().label() + " " + settings.masking().density());
        if (Evaluator.dependsOnMemory(settings.masking())) {
            words.add("γ " + settings.masking().gamma());
        }
        for (Setting<?> setting : Setting.of(Setting.Group.MASKING)) {
            boolean said = setting == Setting.METHOD || setting == Setting.DENSITY || setting == Setting.GAMMA;
            if (!said && !setting.text(settings).equals(setting.defaultText())) {
                words.add(setting.flag() ? setting.name() : setting.name() + " " + setting.text(settings));
            }
        }
        if (!settings.masking().method().footprint().hooks().isEmpty()) {
            words.add(settings.memory().policy().label());
        }
        return String.join(", ", words);
    }
}
