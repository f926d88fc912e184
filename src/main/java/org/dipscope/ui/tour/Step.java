package org.dipscope.ui.tour;

import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;

import java.util.Map;

/**
 * One run of a tour.
 *
 * @param prompt   what is asked, from a cold start
 * @param settings what differs from the model's own settings, by the options' names
 * @param look     where to look once it is over
 */
public record Step(String prompt, Map<String, String> settings, Look look) {

    public Step {
        settings = Map.copyOf(settings);
    }

    /** The settings that the step runs under, from those that the model starts with. */
    public Settings settings(Settings start) {
        return SettingsText.read(settings, start);
    }
}
