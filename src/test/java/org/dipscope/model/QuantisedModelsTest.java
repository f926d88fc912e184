package org.dipscope.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.Golden;
import org.dipscope.gguf.TensorInfo;
import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.KvCache;
import org.dipscope.memory.Residency;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Masking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files that llama-quantize wrote, mixtures of types and all, against llama.cpp's logits of the same weights in F32;
 * src/test/python/quantised_models.py wrote both.
 */
class QuantisedModelsTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "org", "dipscope", "model", "quantised");
    /** The issue allows 0.05. */
    private static final double BOUND = 1e-4;

    private static List<String> models() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".gguf")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyPositionAgreesWithLlamaCpp(String name) throws IOException {
        JsonNode golden = JsonMapper.builder().build().readTree(FOLDER.resolve(name.replace(".gguf", ".json")).toFile());
        int[] ids = Golden.integers(golden.get("ids"));
        try (LoadedModel model = LoadedModel.open(FOLDER.resolve(name), 2, Progress.SILENT)) {
            assertThat(types(model)).containsExactlyInAnyOrderElementsOf(golden.get("types")::fieldNames);
            ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
            KvCache cache = model.transformer().newCache(64);
            for (int i = 0; i < ids.length; i++) {
                pass.forward(ids, i, 1, cache, Masking.DENSE, Residency.NOTHING);
                compare(golden.get("logits").get(i), pass.lastLogits(), 0, i);
            }
            pass.forward(ids, 0, ids.length, model.transformer().newCache(64), Masking.DENSE, Residency.NOTHING);
            pass.eachLogits((token, row, at) -> compare(golden.get("logits").get(token), row, at, token));
        }
    }

    @Test
    void everyTypeIsAmongThem() throws IOException {
        Set<TensorType> seen = EnumSet.noneOf(TensorType.class);
        for (String name : models()) {
            try (LoadedModel model = LoadedModel.open(FOLDER.resolve(name), 1, Progress.SILENT)) {
                types(model).forEach(type -> seen.add(TensorType.valueOf(type)));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(TensorType.values());
    }

    private static Set<String> types(LoadedModel model) {
        return model.transformer().file().tensors().stream().map(TensorInfo::type).map(TensorType::name).collect(Collectors.toSet());
    }

    private static void compare(JsonNode expected, float[] logits, int at, int position) {
        int best = 0;
        int expectedBest = 0;
        double squares = 0;
        for (int i = 0; i < expected.size(); i++) {
            double difference = logits[at + i] - expected.get(i).doubleValue();
            squares += difference * difference;
            best = logits[at + i] > logits[at + best] ? i : best;
            expectedBest = expected.get(i).doubleValue() > expected.get(expectedBest).doubleValue() ? i : expectedBest;
        }
        assertThat(best).as("top token of position %d", position).isEqualTo(expectedBest);
        assertThat(Math.sqrt(squares / expected.size())).as("rms at position %d", position).isLessThan(BOUND);
    }
}
