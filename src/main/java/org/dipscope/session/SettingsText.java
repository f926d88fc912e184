package org.dipscope.session;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings under their options' own names, for files and command lines, and back. */
public final class SettingsText {

    private SettingsText() {
    }

    /** Every setting by its name, for JSON: numbers, truth values and texts. */
    public static Map<String, Object> write(Settings settings) {
        Map<String, Object> entries = new LinkedHashMap<>();
        Setting.ALL.forEach(setting -> entries.put(setting.name(), setting.json(settings)));
        return entries;
    }

    /** Those settings alone that differ, by name, each with its text in {@code one} and in {@code other}. */
    public static Map<String, Difference> differences(Settings one, Settings other) {
        Map<String, Difference> entries = new LinkedHashMap<>();
        for (Setting<?> setting : Setting.ALL) {
            String left = setting.text(one);
            String right = setting.text(other);
            if (!left.equals(right)) {
                entries.put(setting.name(), new Difference(left, right));
            }
        }
        return entries;
    }

    /**
     * The two texts of a setting that differs.
     *
     * @param one   in the first settings
     * @param other in the second
     */
    public record Difference(String one, String other) {
    }

    /**
     * The settings {@code base} with these entries in place of its own. They are judged together, so that their order does not matter.
     *
     * @param entries numbers, truth values or texts by the options' names
     * @throws IllegalArgumentException with one sentence where a name is no setting, a value is none or the whole does not work
     */
    public static Settings read(Map<String, ?> entries, Settings base) {
        SettingsDraft draft = new SettingsDraft(base);
        entries.forEach((name, value) -> {
            Setting<?> setting = Setting.named(name).orElseThrow(() -> new IllegalArgumentException(
                    "'%s' is no setting that this version knows; leave it out.".formatted(name.length() > 80 ? name.substring(0, 80) + "…" : name)));
            if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
                throw new IllegalArgumentException("%s: its value is neither text nor number; write it as the option --%s takes it.".formatted(name, name));
            }
            setting.put(draft, value.toString());
        });
        return draft.settings();
    }
}
