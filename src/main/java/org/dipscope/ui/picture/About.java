package org.dipscope.ui.picture;

import org.dipscope.session.Figures;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;
import org.dipscope.session.Snapshot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a picture's metadata says, as JSON's values: version, model, and of each run its settings under the options' own names and its figures. */
public final class About {

    private About() {
    }

    /** The metadata of a picture of one run or of two, the second under {@code compare}. */
    public static Map<String, Object> of(Snapshot run, Optional<Snapshot> other, ProgramVersion version) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("version", version.number());
        about.put("model", model(run.run().model()));
        about.putAll(run(run));
        other.ifPresent(second -> about.put("compare", run(second)));
        return about;
    }

    private static Map<String, Object> model(ModelSummary model) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("name", model.name());
        about.put("file", String.valueOf(model.file().getFileName()));
        about.put("architecture", model.architecture());
        about.put("bytes", model.fileBytes());
        return about;
    }

    private static Map<String, Object> run(Snapshot run) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("prompt", run.run().prompt());
        about.put("settings", SettingsText.write(settings(run)));
        about.put("figures", figures(run.figures()));
        about.put("tokens", run.tokens().size());
        about.put("text", run.text());
        return about;
    }

    private static Settings settings(Snapshot run) {
        return run.tokens().isEmpty() ? run.settings() : run.tokens().getLast().settings();
    }

    private static Map<String, Object> figures(Figures figures) {
        Map<String, Object> about = new LinkedHashMap<>();
        put(about, "measured_prefill_tokens_per_s", figures.measuredPrefill());
        put(about, "measured_decode_tokens_per_s", figures.measuredDecode());
        put(about, "simulated_tokens_per_s", figures.simulatedDecode());
        put(about, "simulated_dense_tokens_per_s", figures.simulatedDense());
        put(about, "simulated_first_token_s", figures.simulatedFirstToken());
        put(about, "hit_rate", figures.hitRate());
        put(about, "density", figures.density());
        put(about, "flash_bytes_per_token", figures.flashBytesPerToken());
        put(about, "dram_bytes_per_token", figures.dramBytesPerToken());
        return about;
    }

    private static void put(Map<String, Object> about, String name, double value) {
        about.put(name, Double.isFinite(value) ? value : null);
    }
}
