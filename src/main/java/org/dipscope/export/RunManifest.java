package org.dipscope.export;

import com.fasterxml.jackson.databind.JsonNode;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.ModelBytes;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Failure;
import org.dipscope.session.Figures;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Phase;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Progress;
import org.dipscope.session.Run;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;
import org.dipscope.session.Snapshot;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a bundle's manifest says of a run: everything but its tokens. */
final class RunManifest {
    private static final int MOST_ENTRIES = 100_000;

    private RunManifest() {
    }

    static Map<String, Object> write(PinnedRun pinned, RunTables tables) {
        Snapshot snapshot = pinned.snapshot();
        Run run = snapshot.run();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", pinned.id());
        fields.put("name", pinned.name());
        fields.put("note", pinned.note());
        fields.put("pinned", pinned.pinned().toString());
        fields.put("number", run.number());
        fields.put("prompt", run.prompt());
        fields.put("turns", run.turns().stream().map(turn -> Map.of("prompt", turn.prompt(), "answer", turn.answer())).toList());
        fields.put("prompt_tokens", run.promptTokens());
        run.system().ifPresent(system -> fields.put("system", system));
        run.branch().ifPresent(branch -> fields.put("branch", Map.of("from", branch.from(), "token", branch.token())));
        fields.put("phase", snapshot.phase().name());
        snapshot.failure().ifPresent(failure -> fields.put("failure", Map.of("trouble", failure.trouble(), "details", failure.details(), "sentence", failure.sentence())));
        fields.put("model", model(run.model()));
        fields.put("started", settings(run.started()));
        fields.put("settings", settings(snapshot.settings()));
        fields.put("token_settings", tables.settings().stream().map(RunManifest::settings).toList());
        fields.put("footprints", tables.footprints().stream().map(RunManifest::footprint).toList());
        fields.put("figures", figures(snapshot.figures()));
        fields.put("allocation", allocation(snapshot.allocation()));
        return fields;
    }

    /**
     * The run; throws {@link IllegalArgumentException} with a phrase that says what is wrong.
     *
     * @param tokens the run's other entry
     */
    static PinnedRun read(JsonNode fields, byte[] tokens, Progress progress) {
        ModelSummary model = model(fields.path("model"));
        RunTables tables = new RunTables();
        each(fields.path("token_settings")).forEach(node -> tables.add(settings(node)));
        each(fields.path("footprints")).forEach(node -> tables.add(footprint(node)));
        List<Run.Turn> turns = each(fields.path("turns")).stream().map(turn -> new Run.Turn(turn.path("prompt").asText(), turn.path("answer").asText())).toList();
        Run run = new Run(fields.path("number").asInt(), model, fields.path("prompt").asText(), turns, fields.path("prompt_tokens").asInt(), settings(fields.path("started")),
                Optional.ofNullable(fields.path("system").asText(null)), branch(fields.path("branch")));
        Snapshot snapshot = new Snapshot(run, phase(fields.path("phase").asText()),
                TokenBytes.read(tokens, tables, model.layers(), model.hidden(), model.intermediate(), progress), settings(fields.path("settings")),
                allocation(fields.path("allocation")), figures(fields.path("figures")), failure(fields.path("failure")));
        return new PinnedRun(fields.path("id").asText(), fields.path("name").asText(), fields.path("note").asText(), instant(fields.path("pinned").asText()), snapshot);
    }

    /** Older files have the sentence alone. */
    private static Optional<Failure> failure(JsonNode node) {
        if (node.isTextual()) {
            return Optional.of(Failure.of(node.asText()));
        }
        return node.isObject() ? Optional.of(new Failure(node.path("trouble").asText(), each(node.path("details")).stream().map(JsonNode::asText).toList(),
                node.path("sentence").asText())) : Optional.empty();
    }

    private static Optional<Run.Branch> branch(JsonNode node) {
        return node.isObject() ? Optional.of(new Run.Branch(node.path("from").asInt(), node.path("token").asInt())) : Optional.empty();
    }

    private static List<JsonNode> each(JsonNode array) {
        List<JsonNode> nodes = new ArrayList<>();
        array.forEach(nodes::add);
        if (nodes.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException("a list has more than " + MOST_ENTRIES + " entries");
        }
        return nodes;
    }

    private static Phase phase(String name) {
        Phase phase = Phase.valueOf(name);
        // A run that was kept while it ran goes on no more.
        return phase.ended() ? phase : Phase.STOPPED;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'%.40s' is no time".formatted(text), e);
        }
    }

    private static Map<String, Object> settings(Settings settings) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("device", settings.memory().device().name());
        fields.put("values", SettingsText.write(settings));
        return fields;
    }

    private static Settings settings(JsonNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        node.path("values").properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            values.put(entry.getKey(), value.isBoolean() ? (Object) value.asBoolean() : value.isNumber() ? value.numberValue() : value.asText());
        });
        Settings read = SettingsText.read(values, DefaultSettings.embedded());
        DeviceProfile device = read.memory().device();
        String name = node.path("device").asText();
        return read.with(new MemorySettings(new DeviceProfile(name.length() > 80 ? name.substring(0, 80) : name, device.dramBytes(), device.dramBandwidth(), device.flashBandwidth(),
                device.concurrentIo()), read.memory().policy(), read.memory().seed()));
    }

    private static Map<String, Object> footprint(Footprint footprint) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hooks", footprint.hooks().stream().map(use -> Map.of("hook", use.hook().name(), "matrices", use.matrices().stream().map(Enum::name).toList())).toList());
        fields.put("whole", footprint.whole().stream().map(Enum::name).sorted().toList());
        return fields;
    }

    private static Footprint footprint(JsonNode node) {
        List<Footprint.Use> uses = each(node.path("hooks")).stream().map(use -> new Footprint.Use(Hook.valueOf(use.path("hook").asText()),
                each(use.path("matrices")).stream().map(matrix -> Matrix.valueOf(matrix.asText())).toList())).toList();
        Set<Matrix> whole = each(node.path("whole")).stream().map(matrix -> Matrix.valueOf(matrix.asText())).collect(Collectors.toSet());
        if (uses.stream().map(Footprint.Use::hook).distinct().count() != uses.size()) {
            throw new IllegalArgumentException("a hook stands twice in a footprint");
        }
        return new Footprint(uses, whole);
    }

    private static Map<String, Object> model(ModelSummary model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", model.file().toString());
        fields.put("name", model.name());
        fields.put("architecture", model.architecture());
        fields.put("layers", model.layers());
        fields.put("hidden", model.hidden());
        fields.put("intermediate", model.intermediate());
        fields.put("vocabulary", model.vocabulary());
        fields.put("context_length", model.contextLength());
        fields.put("quantisation", model.quantisation());
        fields.put("file_type", model.fileType());
        fields.put("file_bytes", model.fileBytes());
        ModelBytes bytes = model.bytes();
        fields.put("bytes", List.of(bytes.attention(), bytes.lmHead(), bytes.kvPerToken(), bytes.gate(), bytes.up(), bytes.down()));
        fields.put("notes", model.notes());
        return fields;
    }

    private static ModelSummary model(JsonNode node) {
        Map<String, Integer> quantisation = new TreeMap<>();
        node.path("quantisation").properties().forEach(entry -> quantisation.put(entry.getKey(), entry.getValue().asInt()));
        int layers = node.path("layers").asInt();
        int hidden = node.path("hidden").asInt();
        int intermediate = node.path("intermediate").asInt();
        JsonNode bytes = node.path("bytes");
        return new ModelSummary(Path.of(node.path("file").asText()), node.path("name").asText(), node.path("architecture").asText(), layers, hidden, intermediate,
                node.path("vocabulary").asInt(), node.path("context_length").asInt(), quantisation, fileType(node, quantisation), node.path("file_bytes").asLong(),
                new ModelBytes(bytes.path(0).asDouble(Double.NaN), bytes.path(1).asDouble(Double.NaN), bytes.path(2).asDouble(Double.NaN),
                        bytes.path(3).asDouble(Double.NaN), bytes.path(4).asDouble(Double.NaN), bytes.path(5).asDouble(Double.NaN), layers, hidden, intermediate),
                each(node.path("notes")).stream().map(JsonNode::asText).toList());
    }

    /** Bundles that were saved before they named it say only how many tensors there are of each type. */
    private static String fileType(JsonNode node, Map<String, Integer> quantisation) {
        String most = quantisation.entrySet().stream().filter(type -> !type.getKey().equals("F32")).max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("F32");
        return node.path("file_type").asText(most);
    }

    private static List<Double> figures(Figures figures) {
        return List.of(figures.measuredPrefill(), figures.measuredDecode(), figures.simulatedDecode(), figures.simulatedDense(),
                figures.simulatedFirstToken(), figures.hitRate(), figures.density(), figures.flashBytesPerToken(), figures.dramBytesPerToken());
    }

    /** A figure that is none is {@code null} in JSON. */
    private static Figures figures(JsonNode node) {
        double[] values = new double[9];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.path(i).asDouble(Double.NaN);
        }
        return new Figures(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8]);
    }

    private static Map<String, Object> allocation(Allocation allocation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bytes", List.of(allocation.dramBytes(), allocation.attention(), allocation.lmHead(), allocation.kvCache(), allocation.wholeMatrices(),
                allocation.overflow(), allocation.dynamicBytes()));
        fields.put("columns", allocation.capacityColumns().entrySet().stream().collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue)));
        return fields;
    }

    private static Allocation allocation(JsonNode node) {
        JsonNode bytes = node.path("bytes");
        Map<Hook, Integer> columns = new EnumMap<>(Hook.class);
        node.path("columns").properties().forEach(entry -> columns.put(Hook.valueOf(entry.getKey()), entry.getValue().asInt()));
        return new Allocation(bytes.path(0).asDouble(), bytes.path(1).asDouble(), bytes.path(2).asDouble(), bytes.path(3).asDouble(), bytes.path(4).asDouble(),
                bytes.path(5).asDouble(), bytes.path(6).asDouble(), columns);
    }
}
