package org.dipscope.eval.sweep;

import org.dipscope.eval.Evaluator;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;
import org.dipscope.sparsity.Masking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The points of a sweep, each once, and those that cannot be.
 *
 * @param points  the settings; the dense model on every device comes first, so that each point has something to stand beside
 * @param refused why settings were left out, one sentence each
 */
public record SweepPlan(List<Settings> points, Set<String> refused) {
    private static final int MOST_POINTS = 1_000_000;

    public SweepPlan {
        points = List.copyOf(points);
    }

    /**
     * Lays out a grid, or draws samples.
     *
     * @param axes    what varies, each setting once
     * @param samples how many points are drawn at random; 0 for the whole grid
     * @param seed    of the draws
     * @param base    what does not vary
     * @throws IllegalArgumentException with one sentence where a range is to make a grid, the points are too many or none is left
     */
    public static SweepPlan of(List<Axis> axes, int samples, long seed, Settings base) {
        List<Map<String, String>> entries = samples > 0 ? drawn(axes, samples, seed, base) : grid(axes);
        Set<Settings> points = new LinkedHashSet<>();
        Set<String> refused = new LinkedHashSet<>();
        Map<String, Settings> calibrated = new HashMap<>();
        for (Map<String, String> entry : entries) {
            try {
                Settings settings = settings(entry, base, calibrated);
                requirePossible(settings);
                points.add(PlainSettings.of(settings, base));
            } catch (IllegalArgumentException e) {
                refused.add(e.getMessage());
            }
        }
        if (points.isEmpty()) {
            throw new IllegalArgumentException(refused.stream().findFirst().orElse("the sweep has no points; give values."));
        }
        Set<Settings> all = new LinkedHashSet<>();
        Set<DeviceProfile> devices = new LinkedHashSet<>();
        for (Settings point : points) {
            if (devices.add(point.memory().device())) {
                all.add(PlainSettings.of(point.with(Masking.DENSE), base));
            }
        }
        all.addAll(points);
        return new SweepPlan(List.copyOf(all), refused);
    }

    private static List<Map<String, String>> grid(List<Axis> axes) {
        List<Map<String, String>> entries = List.of(Map.of());
        for (Axis axis : axes) {
            if (axis.range()) {
                throw new IllegalArgumentException("%s: a range has no end of values; say how many, such as %s..%s/5, or draw samples."
                        .formatted(axis.setting().name(), axis.texts().get(0), axis.texts().get(1)));
            }
            if ((long) entries.size() * axis.texts().size() > MOST_POINTS) {
                throw new IllegalArgumentException("the grid has more than %d points; give fewer values, or draw samples.".formatted(MOST_POINTS));
            }
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> entry : entries) {
                axis.texts().forEach(text -> more.add(with(entry, axis.setting(), text)));
            }
            entries = more;
        }
        return entries;
    }

    private static List<Map<String, String>> drawn(List<Axis> axes, int samples, long seed, Settings base) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, String>> entries = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            Map<String, String> entry = new LinkedHashMap<>();
            axes.forEach(axis -> entry.put(axis.setting().name(), axis.draw(random, base)));
            entries.add(entry);
        }
        return entries;
    }

    private static Map<String, String> with(Map<String, String> entry, Setting<?> setting, String text) {
        Map<String, String> more = new LinkedHashMap<>(entry);
        more.put(setting.name(), text);
        return more;
    }

    private static void requirePossible(Settings settings) {
        if (settings.memory().policy().knowsFuture() && Evaluator.dependsOnMemory(settings.masking())) {
            throw new IllegalArgumentException("%s asks the memory, and %s knows the future, so that neither can come first."
                    .formatted(settings.masking().method().label(), settings.memory().policy().label()));
        }
    }

    /** The settings of an entry; each calibration is read once, however many points it has. */
    private static Settings settings(Map<String, String> entry, Settings base, Map<String, Settings> calibrated) {
        String file = entry.get(Setting.CALIBRATION.name());
        if (file == null) {
            return SettingsText.read(entry, base);
        }
        Map<String, String> rest = new LinkedHashMap<>(entry);
        rest.remove(Setting.CALIBRATION.name());
        return SettingsText.read(rest, calibrated.computeIfAbsent(file, name -> Setting.CALIBRATION.put(base, name)));
    }

    /** The points, those together whose masks are the same. */
    List<List<Settings>> groups() {
        Map<Object, List<Settings>> groups = new LinkedHashMap<>();
        for (Settings point : points) {
            Object key = Evaluator.dependsOnMemory(point.masking()) ? List.of(point.masking(), point.memory()) : point.masking();
            groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(point);
        }
        return List.copyOf(groups.values());
    }

    /** The value that none of the axes varies, for a title: empty where it varies. */
    public Optional<String> common(Setting<?> setting) {
        List<String> texts = points.stream().map(setting::text).distinct().limit(2).toList();
        return texts.size() == 1 ? Optional.of(texts.getFirst()) : Optional.empty();
    }
}
