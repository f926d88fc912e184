package org.dipscope.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Percentage;
import org.dipscope.mask.Hook;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Every figure that the independent implementation made of the stored masks. */
class SimulationGoldenTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-7);

    @TestFactory
    List<DynamicTest> everyResult() throws IOException {
        MaskTrace trace = Goldens.trace();
        JsonNode golden = new JsonMapper().readTree(Goldens.SIMULATION.toFile());
        List<DynamicTest> tests = new ArrayList<>();
        golden.get("results").forEach(expected -> tests.add(test(trace, expected, CachePolicy.of(expected.get("policy").asText()))));
        golden.get("dense_results").forEach(expected -> tests.add(test(trace.dense(), expected, CachePolicy.NONE)));
        assertThat(tests).hasSize(48);
        return tests;
    }

    private static DynamicTest test(MaskTrace trace, JsonNode expected, CachePolicy policy) {
        DeviceProfile device = new DeviceProfile("golden", expected.get("dram").asDouble(), 60e9, 1e9, expected.get("concurrent").asBoolean());
        String name = "%s, %s, %s bytes%s".formatted(trace.method(), policy.id(), expected.get("dram"), device.concurrentIo() ? ", concurrent" : "");
        return DynamicTest.dynamicTest(name, () -> {
            ReplayResult result = Replay.of(trace, new MemorySettings(device, policy, 0));
            SoftAssertions softly = new SoftAssertions();
            softly.assertThat(result.fixedSeconds()).as("fixed").isCloseTo(expected.get("fixed_s").asDouble(), CLOSE);
            softly.assertThat(result.dynamicSeconds()).as("dynamic").isCloseTo(expected.get("dynamic_s").asDouble(), CLOSE);
            softly.assertThat(result.tokensPerSecond()).as("tokens/s").isCloseTo(expected.get("tokens_per_s").asDouble(), CLOSE);
            softly.assertThat(result.flashBytesPerToken()).as("flash").isCloseTo(expected.get("flash_bytes_per_token").asDouble(), CLOSE);
            softly.assertThat(result.dramBytesPerToken()).as("dram").isCloseTo(expected.get("dram_bytes_per_token").asDouble(), CLOSE);
            softly.assertThat(result.firstTokenSeconds()).as("first token").isCloseTo(expected.get("ttft_s").asDouble(), CLOSE);
            softly.assertThat(result.allocation().staticBytes()).as("static").isCloseTo(expected.get("static_bytes").asDouble(), CLOSE);
            softly.assertThat(result.allocation().overflow()).as("overflow").isCloseTo(expected.get("overflow_bytes").asDouble(), CLOSE);
            if (expected.get("hit_rate").isNull()) {
                softly.assertThat(result.hitRate()).as("hit rate").isNaN();
            } else {
                softly.assertThat(result.hitRate()).as("hit rate").isCloseTo(expected.get("hit_rate").asDouble(), CLOSE);
            }
            softly.assertThat(result.allocation().capacityColumns()).as("capacities").hasSize(expected.get("capacity_columns").size());
            expected.get("capacity_columns").properties().forEach(entry -> softly.assertThat(result.allocation().capacityColumns())
                    .as("capacities").containsEntry(Hook.of(entry.getKey()), entry.getValue().asInt()));
            softly.assertAll();
        });
    }
}
