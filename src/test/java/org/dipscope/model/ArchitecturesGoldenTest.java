package org.dipscope.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.dipscope.kernel.KvCache;
import org.dipscope.mask.Hook;
import org.dipscope.memory.Residency;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.MaskingMethods;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Tiny models of every architecture, against llama.cpp; {@code src/test/python/tiny_models.py} wrote both sides. */
class ArchitecturesGoldenTest {
    private static final int MASKED_TOKENS = 12;

    /**
     * A run and how far llama.cpp may be. It turns heads by angles that it multiplies up in float, which costs a few units of 1e-5; its GELU is a
     * table of half-precision values, which costs a thousand times what its SiLU does.
     */
    private record Case(String name, double tolerance) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.concat(
                Stream.of("llama3", "llama-linear", "llama-yarn", "mistral", "mistral3", "smollm3", "qwen2", "qwen3", "phi3-near", "phi3-far",
                        "phi3-window", "llama-q4_0", "phi3-q8_0", "qwen3-mixed").map(name -> new Case(name, 2e-4)),
                Stream.of("gemma", "gemma2", "gemma3", "gemma3-one-base", "gemma3-pattern", "gemma2-q4_0").map(name -> new Case(name, 0.01)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithLlamaCppInBatches(Case tiny) throws Exception {
        Golden golden = new Golden(tiny.name);
        try (LoadedModel model = golden.model()) {
            golden.check(batched(model, golden, dense(), golden.ids.length), tiny.tolerance);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithLlamaCppTokenByToken(Case tiny) throws Exception {
        Golden golden = new Golden(tiny.name);
        try (LoadedModel model = golden.model()) {
            golden.check(single(model, golden, dense(), golden.ids.length), tiny.tolerance);
        }
    }

    /** A mask that keeps everything is the dense model, bit for bit; one that does not is another model, alone and in a batch the same. */
    @ParameterizedTest
    @MethodSource("cases")
    void everyMethodMasksIt(Case tiny) throws Exception {
        Golden golden = new Golden(tiny.name);
        try (LoadedModel model = golden.model()) {
            float[][] dense = single(model, golden, dense(), MASKED_TOKENS);
            // What has to learn from a text first is held on every tensor type instead.
            for (MaskingMethod method : MaskingMethods.ALL.stream().filter(one -> one.needs().isEmpty()).toList()) {
                boolean byRows = method.footprint().hooks().stream().anyMatch(use -> use.hook() == Hook.ROWS);
                float[][] all = single(model, golden, new Masking(method, 1, 0.5, 0, false, Optional.empty()), MASKED_TOKENS);
                Masking most = new Masking(method, Math.max(0.75, method.leastDensity()), 0.5, 0, false, Optional.empty());
                float[][] masked = single(model, golden, most, MASKED_TOKENS);
                float[][] batched = batched(model, golden, most, MASKED_TOKENS);
                int alike = 0;
                for (int i = 0; i < MASKED_TOKENS; i++) {
                    if (byRows) {
                        // Rows are multiplied in the file's order, and another order of sums rounds otherwise.
                        assertThat(rms(all[i], dense[i])).as("%s at 1, token %d", method.id(), i).isLessThan(1e-4);
                    } else {
                        assertThat(all[i]).as("%s at 1, token %d", method.id(), i).isEqualTo(dense[i]);
                    }
                    alike += rms(masked[i], batched[i]) < 1e-3 ? 1 : 0;
                }
                // Sums are taken in another order in a batch, and a near-tie of a mask that falls the other way there makes another token of it.
                assertThat(alike).as("%s: tokens that are the same alone and in a batch", method.id()).isGreaterThanOrEqualTo(MASKED_TOKENS - 2);
                if (!method.id().equals("dense")) {
                    assertThat(rms(masked[MASKED_TOKENS - 1], dense[MASKED_TOKENS - 1])).as("%s masks", method.id()).isGreaterThan(1e-3);
                }
            }
        }
    }

    private static Masking dense() {
        return new Masking(MaskingMethods.of("dense"), 1, 1, 0, false, Optional.empty());
    }

    private static float[][] single(LoadedModel model, Golden golden, Masking masking, int tokens) {
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        KvCache cache = golden.cache(model);
        float[][] logits = new float[tokens][];
        for (int i = 0; i < tokens; i++) {
            pass.forward(golden.ids, i, 1, cache, masking, Residency.NOTHING);
            logits[i] = Arrays.copyOf(pass.lastLogits(), golden.vocabulary());
        }
        return logits;
    }

    private static float[][] batched(LoadedModel model, Golden golden, Masking masking, int tokens) {
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        float[][] logits = new float[tokens][];
        KvCache cache = golden.cache(model);
        for (int next = 0; next < tokens; next += ForwardPass.MAX_TOKENS) {
            int first = next;
            pass.forward(golden.ids, first, Math.min(ForwardPass.MAX_TOKENS, tokens - first), cache, masking, Residency.NOTHING);
            pass.eachLogits((token, row, at) -> logits[first + token] = Arrays.copyOfRange(row, at, at + golden.vocabulary()));
        }
        return logits;
    }

    private static double rms(float[] one, float[] other) {
        double squares = 0;
        for (int i = 0; i < one.length; i++) {
            squares += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(squares / one.length);
    }

    /** What llama.cpp said. */
    private static final class Golden {
        private final JsonNode node;
        private final int[] ids;

        Golden(String name) throws IOException {
            try (var in = ArchitecturesGoldenTest.class.getResourceAsStream(name + ".json")) {
                node = new ObjectMapper().readTree(in);
            }
            ids = integers("ids");
        }

        LoadedModel model() throws IOException, URISyntaxException {
            Path file = Path.of(ArchitecturesGoldenTest.class.getResource(node.get("model").asText()).toURI());
            return LoadedModel.open(file, 2, Progress.SILENT);
        }

        KvCache cache(LoadedModel model) {
            return model.transformer().newCache(node.get("context").intValue());
        }

        int vocabulary() {
            return node.get("last").size();
        }

        private int[] integers(String field) {
            int[] values = new int[node.get(field).size()];
            Arrays.setAll(values, i -> node.get(field).get(i).intValue());
            return values;
        }

        /** The best token at every position, and the logits there. */
        void check(float[][] logits, double tolerance) {
            int start = node.get("start").intValue();
            int[] sampled = integers("vocabulary");
            int[] best = integers("best");
            double worst = 0;
            for (int i = start; i < logits.length; i++) {
                JsonNode expected = node.get("logits").get(i - start);
                double squares = 0;
                for (int n = 0; n < sampled.length; n++) {
                    squares += Math.pow(logits[i][sampled[n]] - expected.get(n).doubleValue(), 2);
                }
                double rms = Math.sqrt(squares / sampled.length);
                worst = Math.max(worst, rms);
                assertThat(rms).as("rms at position %d", i).isLessThan(tolerance);
                assertThat(best(logits[i])).as("best token at position %d", i).isEqualTo(best[i - start]);
            }
            for (int n = 0; n < vocabulary(); n++) {
                assertThat((double) logits[logits.length - 1][n] - node.get("last").get(n).doubleValue()).as("logit %d at the end", n)
                        .isBetween(-10 * tolerance, 10 * tolerance);
            }
            if (Boolean.getBoolean("dipscope.tell")) {
                System.out.printf("%s: rms at most %.1e%n", node.get("model").asText(), worst);
            }
        }

        private static int best(float[] row) {
            int best = 0;
            for (int i = 1; i < row.length; i++) {
                best = row[i] > row[best] ? i : best;
            }
            return best;
        }
    }
}
