package org.dipscope.eval.report;

import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a point is called: method, density and whatever else of the masking is not as usual, then the cache's policy and how it is set. */
public final class PointName {
    /** What the name begins with, or what the device is. */
    private static final Set<Setting<?>> SAID = Set.of(Setting.METHOD, Setting.DENSITY, Setting.GAMMA,
            Setting.DRAM, Setting.DRAM_BANDWIDTH, Setting.FLASH_BANDWIDTH, Setting.CONCURRENT_IO, Setting.POLICY);

    private PointName() {
    }

    /** For example {@code DIP-CA 0.6, γ 0.5, LFU}; the device is not in it. */
    public static String of(SweepPoint point) {
        return point.dense() ? "dense, streamed" : masking(point) + cache(point).map(words -> ", " + words).orElse("");
    }

    /** The name of several at once, as {@code DIP 0.8, LRU, LFU or TinyLFU} where nothing but the cache differs. */
    public static String of(List<SweepPoint> points) {
        Map<String, List<SweepPoint>> maskings = points.stream().collect(Collectors.groupingBy(point -> point.dense() ? of(point) : masking(point),
                LinkedHashMap::new, Collectors.toList()));
        List<String> names = new ArrayList<>();
        maskings.forEach((masking, some) -> {
            List<String> caches = some.stream().flatMap(point -> cache(point).stream()).distinct().toList();
            names.add(caches.isEmpty() ? masking : masking + ", " + alternatives(caches));
        });
        return String.join("; ", names);
    }

    private static String alternatives(List<String> words) {
        int last = words.size() - 1;
        return last == 0 ? words.getFirst() : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    private static String masking(SweepPoint point) {
        Settings settings = point.settings();
        List<String> words = new ArrayList<>(List.of(settings.masking().method().label() + " " + settings.masking().density()));
        if (settings.masking().asksCache() && settings.masking().weighting().usesGamma()) {
            words.add("γ " + settings.masking().gamma());
        }
        words.addAll(unusual(Setting.Group.MASKING, settings));
        return String.join(", ", words);
    }

    /** Nothing for the dense model, which has no columns to keep. */
    private static Optional<String> cache(SweepPoint point) {
        Settings settings = point.settings();
        if (settings.masking().method().footprint().hooks().isEmpty()) {
            return Optional.empty();
        }
        List<String> more = unusual(Setting.Group.MEMORY, settings);
        String policy = settings.memory().policy().label();
        return Optional.of(more.isEmpty() ? policy : "%s (%s)".formatted(policy, String.join(", ", more)));
    }

    private static List<String> unusual(Setting.Group group, Settings settings) {
        return Setting.of(group).stream().filter(setting -> !SAID.contains(setting) && !setting.text(settings).equals(setting.defaultText()))
                .map(setting -> setting.flag() ? setting.name() : setting.name() + " " + setting.text(settings)).toList();
    }
}
