package org.dipscope.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.Golden;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against numpy in double precision; see src/test/python/relative_entropy.py. */
class RelativeEntropyTest {

    @Test
    void itIsWhatNumpyComputesInDoublePrecision() throws IOException {
        JsonNode cases = JsonMapper.builder().build().readTree(Path.of("src", "test", "resources", "eval", "relative-entropy.json").toFile()).get("cases");
        assertThat(cases).hasSize(5);
        for (JsonNode row : cases) {
            float[] p = Golden.floats(row.get("p"));
            float[] q = Golden.floats(row.get("q"));
            double nats = row.get("nats").doubleValue();

            assertThat(nats(p, q)).isCloseTo(nats, within(2e-6 + 2e-6 * nats));
        }
    }

    @Test
    void aDistributionIsNoDistanceFromItself() {
        float[] p = {1, 2, 3, -4, 5, 6, 7, 8, 9, 10, -11, 12, 13, 14, 15, 16, 17, 18, 19};
        assertThat(nats(p, p)).isZero();
    }

    private static double nats(float[] p, float[] q) {
        return RelativeEntropy.nats(p, 0, VectorMath.logSumExp(p, 0, p.length), q, 0, VectorMath.logSumExp(q, 0, q.length), p.length);
    }
}
