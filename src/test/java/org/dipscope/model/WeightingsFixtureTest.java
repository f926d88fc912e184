package org.dipscope.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.Golden;
import org.dipscope.SharedModel;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.MemorySimulator;
import org.dipscope.memory.Residency;
import org.dipscope.session.LoadedModel;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Weighting;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Every way in which DIP-CA asks the cache, one layer's MLP on real activations, against numpy's masks and hits
 * ({@code src/test/python/weightings_fixture.py}). The caches see numpy's masks, so that a near-tie cannot carry over to later tokens.
 */
class WeightingsFixtureTest {
    private static final double OUTPUT_TOLERANCE = 0.005;
    /** The scores of the down hook are the engine's own floats: a column whose score is the last one's but for rounding may fall on either side. */
    private static final int NEAR_TIES = 2;
    private static final LoadedModel MODEL = SharedModel.get();

    private final JsonNode golden = Golden.read("layers");
    private final JsonNode fixture = read();
    private final ForwardPass pass = new ForwardPass(MODEL.transformer(), MODEL.workers());

    private static JsonNode read() {
        try {
            return JsonMapper.builder().build().readTree(Path.of("src", "test", "resources", "fixtures", "weightings.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCase() {
        assertThat(fixture.get("cases").size()).isEqualTo(24);
        return StreamSupport.stream(fixture.get("cases").spliterator(), false).map(node ->
                dynamicTest("layer %s, %s γ %s, top %s, m %s, warm-up %s, %s, %s, %s bytes".formatted(node.get("layer"), node.get("weighting").asText(), node.get("gamma"),
                        node.get("fixed_top_n"), node.get("top_m"), node.get("warm_up"), node.get("scoring").asText(), node.get("policy").asText(), node.get("dram")),
                        () -> new Case(node).check()));
    }

    /** One layer under one setting. */
    private final class Case implements Residency {
        private final JsonNode node;
        private final int layer;
        private final Masking masking;
        private final MemorySimulator memory;
        private int token;

        Case(JsonNode node) {
            this.node = node;
            this.layer = node.get("layer").intValue();
            this.masking = new Masking(MaskingMethods.of("dip-ca"), node.get("density").doubleValue(), node.get("gamma").doubleValue(),
                    node.get("fixed_top_n").intValue(), node.get("warm_up").booleanValue(), Optional.empty(), Weighting.of(node.get("weighting").asText()),
                    node.get("top_m").doubleValue(), Scoring.of(node.get("scoring").asText()), Optional.empty());
            DeviceProfile device = Golden.device(golden.get("device")).withDram(node.get("dram").doubleValue());
            this.memory = new MemorySimulator(MODEL.summary().bytes(), masking.footprint(), new MemorySettings(device, CachePolicy.of(node.get("policy").asText()), 0),
                    0, golden.get("total_len").intValue());
        }

        void check() {
            for (Hook hook : new Hook[] {Hook.INPUT, Hook.DOWN}) {
                assertThat(memory.allocation().capacityColumns().get(hook)).isEqualTo(node.get("capacity_columns").get(hook.id()).intValue());
            }
            JsonNode inputs = StreamSupport.stream(golden.get("layers").spliterator(), false)
                    .filter(other -> other.get("layer").intValue() == layer).findFirst().orElseThrow().get("inputs");
            for (token = 0; token < fixture.get("tokens").intValue(); token++) {
                float[] output = pass.mlp(layer, new float[][] {Golden.floats(inputs.get(token))}, masking, this)[0];
                double square = 0;
                for (float value : output) {
                    square += (double) value * value;
                }
                double norm = node.get("output_norms").get(token).doubleValue();
                assertThat(Math.abs(Math.sqrt(square) - norm)).as("norm of token %d", token).isLessThan(OUTPUT_TOLERANCE * norm);
            }
        }

        @Override
        public long[] resident(int index) {
            return memory.resident(index);
        }

        @Override
        public int masked() {
            return token;
        }

        @Override
        public void use(int index, Selection selected) {
            Hook hook = index == Hook.INPUT.index(layer) ? Hook.INPUT : Hook.DOWN;
            Mask own = selected.freeze();
            Mask expected = Mask.ofHex(selected.size(), node.get("masks").get(hook.id()).get(token).asText());
            assertThat(own.count()).isEqualTo(node.get("keep").get(hook.id()).intValue()).isEqualTo(expected.count());
            assertThat(own.andNot(expected).count()).as("columns of the %s mask of token %d that numpy does not have", hook.id(), token)
                    .isLessThanOrEqualTo(hook == Hook.INPUT ? 0 : NEAR_TIES);
            Mask before = Mask.copyOf(selected.size(), memory.resident(index));
            assertThat(before.overlap(expected)).as("hits of token %d", token).isEqualTo(node.get("hits").get(hook.id()).get(token).intValue());
            Selection forced = new Selection(selected.size());
            forced.set(expected);
            memory.use(index, forced);
        }
    }
}
