package org.dipscope.ui.controls;

import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;

import java.util.List;
import java.util.Map;

/**
 * Settings to begin an experiment with. Its words are the entries {@code experiment-id} of {@code controls} and {@code experiment-id-what}.
 *
 * @param id       its name in keys and tests
 * @param entries  what differs from the settings that the model starts with, by the options' names
 */
public record Experiment(String id, Map<String, String> entries) {
    /** All of them. */
    public static final List<Experiment> ALL = List.of(
            new Experiment("start", Map.of()),
            new Experiment("dense", Map.of("method", "dense")),
            new Experiment("half", Map.of("method", "dip", "density", "0.5")),
            new Experiment("gate", Map.of("method", "gate", "density", "0.5")),
            new Experiment("cache", Map.of("gamma", "0.2", "warm-up", "true")),
            new Experiment("lengths", Map.of("method", "dip", "density", "0.5", "scoring", "weight-aware")));

    public Experiment {
        entries = Map.copyOf(entries);
    }

    /** The experiment's settings, from those that the model starts with. */
    public Settings settings(Settings start) {
        return SettingsText.read(entries, start);
    }
}
