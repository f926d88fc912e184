package org.dipscope.cli;

import org.dipscope.gguf.FileType;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.memory.ModelBytes;
import org.dipscope.model.Hyperparameters;
import org.dipscope.model.LayerPlan;
import org.dipscope.model.MemoryNeed;
import org.dipscope.model.WeightBytes;
import org.dipscope.tokenizer.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a model is and weighs. */
@Command(name = "info", sortOptions = false, description = "Shows what a model is and weighs, and whether DIP can prune it.")
final class InfoCommand implements Subcommand {
    @Mixin
    private ModelOption model;

    @Mixin
    private Report report;

    @Override
    public Integer call() throws IOException {
        try (GgufFile file = GgufFile.open(model.file())) {
            Map<String, Object> fields = fields(file);
            fields.put("tokenizer", tokenizer(file));
            fields.put("files", file.paths().stream().map(path -> path.getFileName().toString()).toList());
            report.print(fields);
        }
        return 0;
    }

    private static Map<String, Object> fields(GgufFile file) throws GgufException {
        try {
            Hyperparameters shape = Hyperparameters.of(file);
            Map<String, Object> fields = fields(file, shape, WeightBytes.of(file, shape));
            fields.put("memory", memory(file, shape));
            return fields;
        } catch (GgufException reason) {
            return unsupported(file, Failures.sentence(reason));
        }
    }

    private static Map<String, Object> fields(GgufFile file, Hyperparameters shape, ModelBytes bytes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("architecture", shape.architecture());
        fields.put("layers", shape.layers());
        fields.put("hidden", shape.hidden());
        fields.put("intermediate", shape.intermediate());
        fields.put("vocabulary", shape.vocabulary());
        fields.put("context", shape.contextLength());
        fields.put("heads", shape.heads());
        fields.put("kv_heads", shape.kvHeads());
        fields.put("head_size", shape.headSize());
        fields.put("activation", shape.kind().activation().name().toLowerCase(Locale.ROOT));
        fields.put("window", window(shape));
        fields.put("quantisation", quantisation(file));
        fields.put("file_type", FileType.of(file));
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("attention", bytes.attention());
        parts.put("lm_head", bytes.lmHead());
        parts.put("gate", bytes.gate());
        parts.put("up", bytes.up());
        parts.put("down", bytes.down());
        parts.put("kv_per_token", bytes.kvPerToken());
        fields.put("bytes", parts);
        fields.put("dip", true);
        return fields;
    }

    /** What the loaded model would take of this machine's memory. */
    private static Map<String, Object> memory(GgufFile file, Hyperparameters shape) throws GgufException {
        MemoryNeed need = MemoryNeed.of(file, shape);
        Map<String, Object> memory = new LinkedHashMap<>();
        memory.put("weights", need.weights());
        memory.put("kv_per_token", need.kvPerToken());
        return memory;
    }

    /** How text becomes tokens, or why this version cannot tell. */
    private static Object tokenizer(GgufFile file) {
        try {
            Tokenizer tokenizer = Tokenizer.of(file.metadata());
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("model", file.metadata().requireString("tokenizer.ggml.model"));
            fields.put("pre", file.metadata().string("tokenizer.ggml.pre").orElse(null));
            fields.put("bos", name(tokenizer, tokenizer.bos()));
            fields.put("eos", name(tokenizer, tokenizer.eos()));
            fields.put("adds_bos", tokenizer.addsBos());
            fields.put("ends", IntStream.range(0, tokenizer.vocabulary()).filter(tokenizer::ends).mapToObj(tokenizer::token).toList());
            return fields;
        } catch (GgufException reason) {
            return Failures.sentence(reason);
        }
    }

    private static String name(Tokenizer tokenizer, OptionalInt id) {
        return id.isPresent() ? tokenizer.token(id.getAsInt()) : null;
    }

    private static Map<String, Object> window(Hyperparameters shape) {
        List<LayerPlan> windowed = shape.plan().stream().filter(plan -> plan.window() > 0).toList();
        if (windowed.isEmpty()) {
            return null;
        }
        // The order of a map of the JDK's own changes from run to run.
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("tokens", windowed.getFirst().window());
        window.put("layers", windowed.size());
        return window;
    }

    /** What can be told of a model that Dipscope does not run: what its metadata say, and why not. */
    private static Map<String, Object> unsupported(GgufFile file, String reason) throws GgufException {
        String architecture = file.metadata().requireString("general.architecture");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("architecture", architecture);
        fields.put("layers", number(file, architecture + ".block_count"));
        fields.put("hidden", number(file, architecture + ".embedding_length"));
        fields.put("intermediate", number(file, architecture + ".feed_forward_length"));
        fields.put("vocabulary", file.metadata().length("tokenizer.ggml.tokens").isPresent() ? file.metadata().length("tokenizer.ggml.tokens").getAsInt() : null);
        fields.put("quantisation", quantisation(file));
        fields.put("file_type", FileType.of(file));
        fields.put("bytes", null);
        fields.put("dip", reason);
        return fields;
    }

    private static Long number(GgufFile file, String key) throws GgufException {
        OptionalLong number = file.metadata().integer(key);
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static Map<String, Integer> quantisation(GgufFile file) {
        Map<String, Integer> types = new TreeMap<>();
        file.tensors().forEach(tensor -> types.merge(tensor.type().name(), 1, Integer::sum));
        return types;
    }
}
