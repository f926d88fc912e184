package org.dipscope.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.ColumnCaches;
import org.dipscope.memory.Residency;
import org.dipscope.model.ForwardPass;
import org.dipscope.model.Hyperparameters;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.OverflowException;
import org.dipscope.session.Progress;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One layer's MLP on given inputs. */
@Command(name = "layer", sortOptions = false, description = "Runs one layer's MLP on given inputs, token after token from a cold cache, and shows masks, hits and outputs.")
final class LayerCommand implements Subcommand {
    @Mixin
    private ModelOption model;

    @Option(names = "--layer", required = true, paramLabel = "N", description = "the layer, from 0")
    private int layer;

    @Option(names = "--inputs", required = true, paramLabel = "FILE", description = "JSON: {\"inputs\": [[hidden numbers]..]}, what the MLP would see after its norm")
    private Path inputs;

    @Option(names = "--total-length", paramLabel = "N", description = "tokens at the end of the sequence, for the KV cache's size (default: the inputs)")
    private Integer totalLength;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private Report report;

    @Spec
    private CommandSpec spec;

    private final SettingOptions options = SettingOptions.of(Setting.Group.MASKING, Setting.Group.MEMORY).startingWith(Setting.METHOD, "dense");

    @Override
    public Optional<SettingOptions> settings() {
        return Optional.of(options);
    }

    @Override
    public Integer call() throws IOException {
        options.read(DefaultSettings.embedded());
        Hyperparameters shape = model.shape();
        if (layer < 0 || layer >= shape.layers()) {
            throw new ParameterException(spec.commandLine(), "there is no layer %d; give 0 to %d.".formatted(layer, shape.layers() - 1));
        }
        if (totalLength != null && totalLength < 1) {
            throw new ParameterException(spec.commandLine(), "a sequence of %d tokens is none; give a --total-length of 1 or more.".formatted(totalLength));
        }
        float[][] rows = read(shape.hidden());
        try (LoadedModel loaded = LoadedModel.open(model.file(), threads.count(), Progress.SILENT)) {
            Settings settings = options.read(DefaultSettings.of(loaded.summary()));
            report.print(fields(loaded, rows, settings));
        }
        return 0;
    }

    private Map<String, Object> fields(LoadedModel loaded, float[][] rows, Settings settings) {
        Footprint footprint = settings.masking().footprint();
        Allocation allocation = Allocation.of(loaded.summary().bytes(), footprint, settings.memory().device().dramBytes(), totalLength == null ? rows.length : totalLength);
        Witness witness = new Witness(new ColumnCaches(loaded.summary().bytes(), footprint, allocation.capacityColumns(),
                settings.memory().policy(), settings.memory().seed(), 0));
        ForwardPass pass = new ForwardPass(loaded.transformer(), loaded.workers());
        List<float[]> outputs = new ArrayList<>();
        for (float[] row : rows) {
            outputs.add(pass.mlp(layer, new float[][]{row}, settings.masking(), witness)[0]);
            witness.token++;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("keep", byHook(settings.masking().method().keep(settings.masking(), loaded.summary().hidden(), loaded.summary().intermediate())));
        fields.put("capacity_columns", byHook(allocation.capacityColumns()));
        Map<String, Object> masks = new LinkedHashMap<>();
        Map<String, Object> hits = new LinkedHashMap<>();
        for (Footprint.Use use : footprint.hooks()) {
            int index = use.hook().index(layer);
            masks.put(use.hook().id(), witness.masks.getOrDefault(index, List.of()));
            hits.put(use.hook().id(), witness.hits.getOrDefault(index, List.of()));
        }
        fields.put("masks", masks);
        fields.put("hits", hits);
        fields.put("outputs", outputs.stream().map(LayerCommand::list).toList());
        return fields;
    }

    private static List<Float> list(float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            OverflowException.requireFinite(value);
            list.add(value);
        }
        return list;
    }

    /** Counts by the hooks' names, in the order in which a token reaches them. */
    static Map<String, Object> byHook(Map<Hook, Integer> counts) {
        Map<String, Object> named = new LinkedHashMap<>();
        Arrays.stream(Hook.values()).filter(counts::containsKey).forEach(hook -> named.put(hook.id(), counts.get(hook)));
        return named;
    }

    private float[][] read(int hidden) throws IOException {
        JsonNode node = json().path("inputs");
        if (!node.isArray() || node.isEmpty()) {
            throw new IllegalArgumentException("'%s' has no inputs; give JSON of the form {\"inputs\": [[%d numbers]..]}.".formatted(inputs, hidden));
        }
        float[][] rows = new float[node.size()][hidden];
        for (int t = 0; t < rows.length; t++) {
            JsonNode row = node.get(t);
            if (!row.isArray() || row.size() != hidden) {
                throw new IllegalArgumentException("input %d of '%s' is no array of %d numbers, the model's hidden size; correct it.".formatted(t, inputs, hidden));
            }
            for (int i = 0; i < hidden; i++) {
                if (!row.get(i).isNumber() || !Float.isFinite(row.get(i).floatValue())) {
                    throw new IllegalArgumentException("number %d of input %d of '%s' is not a finite number; correct it.".formatted(i, t, inputs));
                }
                rows[t][i] = row.get(i).floatValue();
            }
        }
        return rows;
    }

    private JsonNode json() throws IOException {
        JsonFactory factory = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build()).build();
        String text = new TextFile(inputs).read();
        try {
            return new JsonMapper(factory).readTree(text);
        } catch (JacksonException e) {
            JsonLocation place = e.getLocation();
            throw new IllegalArgumentException("'%s' is no sound JSON%s; give {\"inputs\": [[numbers]..]}.".formatted(inputs,
                    place == null ? "" : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr())), e);
        }
    }

    /** Caches of which one layer's alone are used, and what was seen of them. */
    private static final class Witness implements Residency {
        private final ColumnCaches caches;
        private final Map<Integer, List<String>> masks = new LinkedHashMap<>();
        private final Map<Integer, List<Integer>> hits = new LinkedHashMap<>();
        private int token;

        Witness(ColumnCaches caches) {
            this.caches = caches;
        }

        @Override
        public long[] resident(int hook) {
            return caches.resident(hook);
        }

        @Override
        public int masked() {
            return token;
        }

        @Override
        public void use(int hook, Selection selected) {
            caches.use(hook, selected);
            masks.computeIfAbsent(hook, _ -> new ArrayList<>()).add(selected.freeze().toHex());
            hits.computeIfAbsent(hook, _ -> new ArrayList<>()).add(caches.hits(hook));
        }
    }
}
