package org.dipscope.eval;

import com.fasterxml.jackson.databind.JsonNode;
import org.dipscope.Golden;
import org.dipscope.SharedModel;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MemorySettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.Sampling;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Perplexity over WikiText against another implementation's. Masks are chaotic, so a masked row is to land within the spread that
 * rounding noise gave the golden, widened by its width on both sides. The text does not come with Dipscope; without it nothing is held.
 */
class PerplexityGoldenTest {
    private static final Path TEXT = Path.of("..", "shared", "data", "wikitext2-test.txt");
    /** The rows of every run of the tests; {@code -Ddipscope.goldens=all} adds the others, which take a minute or more. */
    private static final Set<String> ALWAYS = Set.of("dense 1 γ 1.0 lfu 80 MB", "dip 0.5 γ 1.0 lfu 80 MB", "dip-ca 0.6 γ 0.5 lfu 80 MB");
    private static final LoadedModel MODEL = SharedModel.get();

    @TestFactory
    Stream<DynamicTest> everyRow() throws IOException {
        assumeTrue(Files.exists(TEXT), "the text is not here");
        int[] ids = MODEL.tokenizer().encode(Files.readString(TEXT), true);
        JsonNode golden = Golden.read("perplexity");
        boolean all = "all".equals(System.getProperty("dipscope.goldens"));
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode row : golden.get("rows")) {
            String name = "%s %s γ %s %s %.0f MB".formatted(row.get("method").asText(), row.get("density"), row.get("gamma"),
                    row.get("policy").asText(), row.get("device").get("dram").doubleValue() / 1e6);
            if (all || ALWAYS.contains(name)) {
                tests.add(dynamicTest(name, () -> check(golden, row, ids)));
            }
        }
        assertThat(tests).hasSize(all ? golden.get("rows").size() : ALWAYS.size());
        return tests.stream();
    }

    private static void check(JsonNode golden, JsonNode row, int[] ids) {
        Masking masking = new Masking(MaskingMethods.of(row.get("method").asText()), row.get("density").doubleValue(),
                row.get("gamma").doubleValue(), 0, false, Optional.empty());
        MemorySettings memory = new MemorySettings(Golden.device(row.get("device")), CachePolicy.of(row.get("policy").asText()), 0);
        int context = golden.get("context").intValue();

        Perplexity measured = Perplexity.of(MODEL, ids, context, golden.get("windows").intValue(), golden.get("first_token").intValue(),
                new Settings(masking, memory, Sampling.GREEDY), Progress.SILENT);

        assertThat(measured.tokensScored()).isEqualTo(row.get("tokens_scored").intValue());
        Allocation allocation = Allocation.of(MODEL.summary().bytes(), masking.method().footprint(), memory.device().dramBytes(), context);
        allocation.capacityColumns().forEach((hook, columns) ->
                assertThat(columns).isEqualTo(row.get("capacity_columns").get(hook.id()).intValue()));
        if (row.get("method").asText().equals("dense")) {
            assertThat(measured.perplexity()).isCloseTo(row.get("perplexity").doubleValue(), within(0.003 * row.get("perplexity").doubleValue()));
            assertThat(measured.simulatedTokensPerS()).isCloseTo(row.get("simulated_tokens_per_s").doubleValue(), within(1e-9));
            assertThat(measured.hitRate()).isNaN();
        } else {
            assertSpread(measured.perplexity(), runs(row, "perplexity_runs"), 0);
            // Where no column is ever resident, the golden's runs are all the same figure, which is added up in another order here.
            assertSpread(measured.simulatedTokensPerS(), runs(row, "simulated_runs"), 1e-12);
            assertThat(measured.hitRate()).isCloseTo(row.get("hit_rate").doubleValue(), within(1e-3));
        }
    }

    private static double[] runs(JsonNode row, String field) {
        JsonNode runs = row.get(field);
        double[] values = new double[runs.size()];
        Arrays.setAll(values, i -> runs.get(i).doubleValue());
        Arrays.sort(values);
        return values;
    }

    private static void assertSpread(double value, double[] runs, double slack) {
        double least = runs[0];
        double most = runs[runs.length - 1];
        double width = most - least + slack * most;
        assertThat(value).isBetween(least - width, most + width);
    }
}
