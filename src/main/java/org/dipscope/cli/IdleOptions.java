package org.dipscope.cli;

import org.dipscope.session.Idle;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options that were given and have no say under the others. */
final class IdleOptions {
    private IdleOptions() {
    }

    /** "--gamma and --warm-up change nothing here: DIP chooses without asking the cache; --method dip-ca asks it." for each reason. */
    static List<String> sentences(List<Setting<?>> given, Settings settings) {
        Map<Idle, List<String>> idle = new LinkedHashMap<>();
        given.forEach(setting -> setting.idle(settings).ifPresent(reason -> idle.computeIfAbsent(reason, _ -> new ArrayList<>()).add("--" + setting.name())));
        return idle.entrySet().stream().map(entry -> sentence(entry.getValue(), entry.getKey().reason(settings))).toList();
    }

    /** One sentence for these options. */
    static String sentence(List<String> options, String reason) {
        String last = options.getLast();
        String names = options.size() == 1 ? last : String.join(", ", options.subList(0, options.size() - 1)) + " and " + last;
        return "%s %s nothing here: %s.".formatted(names, options.size() == 1 ? "changes" : "change", reason);
    }
}
