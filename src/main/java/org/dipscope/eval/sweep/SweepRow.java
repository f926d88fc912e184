package org.dipscope.eval.sweep;

import org.dipscope.eval.Band;
import org.dipscope.eval.Bootstrap;
import org.dipscope.eval.Divergence;
import org.dipscope.eval.Noise;
import org.dipscope.eval.Simulation;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;
import org.dipscope.sparsity.Calibration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A point as one flat row of named cells, units in the names, and back. */
public final class SweepRow {
    /** No perplexity, size or speed is larger; differences and axes of what is can overflow. */
    private static final double LARGEST = 1e100;
    private static final String CHECK = "calibration_check";

    private SweepRow() {
    }

    /** The cells: texts, truth values, whole numbers and floating-point numbers; {@code null} where there is no figure. */
    public static Map<String, Object> write(SweepPoint point) {
        Map<String, Object> row = new LinkedHashMap<>();
        SweepSource source = point.source();
        row.put("model", source.model());
        row.put("model_sha256", source.modelSha256());
        row.put("text", source.text());
        row.put("text_sha256", source.textSha256());
        row.put("context_tokens", (long) source.context());
        row.put("windows", (long) source.windows());
        row.put("first_token", (long) source.firstToken());
        row.put("noise_relative", source.noise().size());
        row.put("noise_repeats", (long) source.noise().repeats());
        row.put("noise_seed", source.noise().seed());
        row.put("divergence", source.diverges());
        SettingColumn.all().forEach(column -> row.put(column.name(), column.cell(point.settings())));
        row.put(CHECK, point.settings().masking().calibration().map(Calibration::check).orElse(null));
        row.put("tokens_scored", (long) point.tokensScored());
        band(row, "perplexity", point.perplexity());
        row.put("perplexity_ci95_low", figure(point.confidence().low()));
        row.put("perplexity_ci95_high", figure(point.confidence().high()));
        Optional<Divergence> divergence = point.divergence();
        band(row, "kl_mean_nats", divergence.map(Divergence::mean).orElse(null));
        band(row, "kl_p99_nats", divergence.map(Divergence::tail).orElse(null));
        band(row, "top1_agreement", divergence.map(Divergence::agreement).orElse(null));
        band(row, "tokens_alike", divergence.map(Divergence::alike).orElse(null));
        row.put("tokens_generated", divergence.map(Divergence::generated).orElse(null));
        Simulation simulation = point.simulation();
        band(row, "simulated_tokens_per_s", simulation.tokensPerSecond());
        band(row, "hit_rate", simulation.hitRate());
        band(row, "flash_bytes_per_token", simulation.flashBytesPerToken());
        band(row, "dram_hit_bytes_per_token", simulation.dramBytesPerToken());
        row.put("dense_tokens_per_s", simulation.denseTokensPerSecond());
        row.put("first_token_s", simulation.firstTokenSeconds());
        row.put("model_bytes", point.modelBytes());
        return row;
    }

    private static void band(Map<String, Object> row, String name, Band band) {
        row.put(name, band == null ? null : figure(band.value()));
        row.put(name + "_noise_low", band == null ? null : figure(band.low()));
        row.put(name + "_noise_high", band == null ? null : figure(band.high()));
    }

    private static Double figure(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /**
     * The point of a row. Cells that it does not know are not looked at.
     *
     * @throws IllegalArgumentException with one sentence where a cell is missing or is no value
     */
    public static SweepPoint read(Map<String, Object> row) {
        Noise noise = new Noise(number(row, "noise_relative"), whole(row, "noise_repeats"), longNumber(row, "noise_seed"));
        SweepSource source = new SweepSource(text(row, "model"), text(row, "model_sha256"), text(row, "text"), text(row, "text_sha256"),
                whole(row, "context_tokens"), whole(row, "windows"), whole(row, "first_token"), noise, row.get("divergence") == Boolean.TRUE);
        Optional<Divergence> divergence = row.get("kl_mean_nats") == null ? Optional.empty() : Optional.of(new Divergence(band(row, "kl_mean_nats"),
                band(row, "kl_p99_nats"), band(row, "top1_agreement"), band(row, "tokens_alike"), number(row, "tokens_generated"), List.of()));
        Simulation simulation = new Simulation(figureBand(row, "simulated_tokens_per_s"), band(row, "hit_rate"), figureBand(row, "flash_bytes_per_token"),
                figureBand(row, "dram_hit_bytes_per_token"), number(row, "dense_tokens_per_s"), number(row, "first_token_s"));
        return new SweepPoint(source, settings(row), whole(row, "tokens_scored"), band(row, "perplexity"),
                new Bootstrap.Interval(optional(row, "perplexity_ci95_low"), optional(row, "perplexity_ci95_high")), divergence, simulation, number(row, "model_bytes"));
    }

    private static Settings settings(Map<String, Object> row) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (SettingColumn column : SettingColumn.all()) {
            // A row of an older version lacks what came later; the default was in force.
            Optional.ofNullable(row.get(column.name())).ifPresent(cell -> entries.put(column.setting().name(), column.text(cell)));
        }
        if (row.get(CHECK) == null) {
            return SettingsText.read(entries, DefaultSettings.embedded());
        }
        // Its file may be large, or gone; what was found with it stands in the row.
        String file = entries.remove(Setting.CALIBRATION.name());
        Settings base = Setting.CALIBRATION.with(DefaultSettings.embedded(), Optional.of(Calibration.unopened(file, text(row, CHECK))));
        return SettingsText.read(entries, base);
    }

    /** What tells a point of a sweep from every other one of the same source. */
    public static String key(Settings settings) {
        StringBuilder key = new StringBuilder();
        SettingColumn.all().forEach(column -> key.append(column.setting().name()).append('=').append(column.setting().text(settings)).append('\n'));
        settings.masking().calibration().ifPresent(known -> key.append(known.check()));
        return key.toString();
    }

    private static Band band(Map<String, Object> row, String name) {
        return new Band(optional(row, name), optional(row, name + "_noise_low"), optional(row, name + "_noise_high"));
    }

    /** A band of which no figure may be missing. */
    private static Band figureBand(Map<String, Object> row, String name) {
        return new Band(number(row, name), number(row, name + "_noise_low"), number(row, name + "_noise_high"));
    }

    private static double optional(Map<String, Object> row, String name) {
        return row.get(name) == null ? Double.NaN : number(row, name);
    }

    private static double number(Map<String, Object> row, String name) {
        double value = cell(row, name, Number.class, "number").doubleValue();
        if (!(Math.abs(value) <= LARGEST)) {
            throw new IllegalArgumentException("'%s' is no figure that a sweep finds; make the row again.".formatted(name));
        }
        return value;
    }

    private static long longNumber(Map<String, Object> row, String name) {
        return cell(row, name, Number.class, "number").longValue();
    }

    private static int whole(Map<String, Object> row, String name) {
        double value = number(row, name);
        if (value != (int) value) {
            throw new IllegalArgumentException("'%s' is no whole number; make the row again.".formatted(name));
        }
        return (int) value;
    }

    private static String text(Map<String, Object> row, String name) {
        return cell(row, name, String.class, "text");
    }

    private static <T> T cell(Map<String, Object> row, String name, Class<T> type, String what) {
        if (!type.isInstance(row.get(name))) {
            throw new IllegalArgumentException("'%s' is no %s; it is no row of a sweep.".formatted(name, what));
        }
        return type.cast(row.get(name));
    }
}
