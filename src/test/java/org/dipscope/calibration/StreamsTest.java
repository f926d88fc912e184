package org.dipscope.calibration;

import org.dipscope.TinyModel;
import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.BatchProduct;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Masking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StreamsTest {
    private static final int CONTEXT = 60;
    @TempDir
    private Path folder;

    /** Counts how often it is asked whether the work is still wanted. */
    private static final class Asked implements Progress {
        private int times;

        @Override
        public void report(double share, String what) {
            // Nobody watches.
        }

        @Override
        public boolean cancelled() {
            times++;
            return false;
        }
    }

    @Test
    void whatIsComputedBeforeAnythingIsCompiledIsComputedInSmallBatchesAndComesToTheSame() throws IOException {
        try (LoadedModel model = TinyModel.of(TensorType.F32).load(folder)) {
            int[][] windows = new int[2][CONTEXT];
            for (int t = 0; t < CONTEXT; t++) {
                windows[0][t] = t % 7;
                windows[1][t] = t % 7;
            }
            Asked asked = new Asked();
            Streams streams = Streams.of(model, new ForwardPass(model.transformer(), model.workers()), windows, asked);
            List<Integer> batches = new ArrayList<>();

            streams.through(0, Masking.DENSE, (mlp, _, _) -> {
                batches.add(mlp.tokens());
                mlp.gateAndUp(null);
                mlp.activateGate();
                mlp.multiply();
                mlp.down(null);
            });

            assertThat(batches).hasSize(CONTEXT / BatchProduct.GROUP + 1).endsWith(CONTEXT);
            assertThat(asked.times).isEqualTo(2 * batches.size());
            for (int t = 0; t < CONTEXT; t++) {
                assertThat(streams.rows()[t]).as("token %d", t).isEqualTo(streams.rows()[CONTEXT + t]);
            }
        }
    }
}
