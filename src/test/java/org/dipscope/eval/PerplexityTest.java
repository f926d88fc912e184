package org.dipscope.eval;

import org.dipscope.TinyModel;
import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.KvCache;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.MemorySimulator;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.HeardProgress;
import org.dipscope.session.Progress;
import org.dipscope.session.Sampling;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/** The evaluation in batches against one that goes token by token. */
class PerplexityTest {
    /** Longer than a batch, so that a window has a seam. */
    private static final int CONTEXT = ForwardPass.MAX_TOKENS + 30;
    private static final int[] IDS = new SplittableRandom(3).ints(2 * CONTEXT + 100, 0, TinyModel.VOCABULARY).toArray();

    @TempDir
    private Path folder;
    private LoadedModel model;

    @BeforeEach
    void load() throws IOException {
        model = TinyModel.of(TensorType.F32).context(CONTEXT).load(folder);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @ParameterizedTest
    @CsvSource({"dense, 1, 1, false", "dip, 0.6, 1, false", "dip-ca, 0.5, 0.4, false", "dip-ca, 0.5, 0.4, true", "up, 0.7, 1, false"})
    void batchesGiveWhatTokensGive(String method, double density, double gamma, boolean warmUp) {
        Settings settings = settings(method, density, gamma, warmUp);

        Perplexity batched = Perplexity.of(model, IDS, CONTEXT, 2, 5, settings, Progress.SILENT);

        double entropy = 0;
        double throughput = 0;
        double hitRate = 0;
        for (int window = 0; window < 2; window++) {
            MemorySimulator memory = new MemorySimulator(model.summary().bytes(), settings.masking().method().footprint(), settings.memory(), 0, CONTEXT);
            entropy += tokenByToken(settings, 5 + window * CONTEXT, memory);
            throughput += memory.figures().tokensPerSecond() / 2;
            hitRate += memory.figures().hitRate() / 2;
        }
        assertThat(batched.tokensScored()).isEqualTo(2 * (CONTEXT - 1));
        // A mask may fall the other way on a near-tie, so nothing is held to the last digit.
        double expected = Math.exp(entropy / (2 * (CONTEXT - 1)));
        assertThat(batched.perplexity()).isCloseTo(expected, within(1e-3 * expected));
        assertThat(batched.simulatedTokensPerS()).isCloseTo(throughput, within(1e-3 * throughput));
        if (method.equals("dense")) {
            assertThat(batched.hitRate()).isNaN();
        } else {
            assertThat(batched.hitRate()).isCloseTo(hitRate, within(1e-3)).isBetween(0.1, 0.99);
        }
    }

    private double tokenByToken(Settings settings, int first, MemorySimulator memory) {
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        KvCache cache = model.transformer().newCache();
        double entropy = 0;
        for (int i = 0; i < CONTEXT; i++) {
            pass.forward(IDS, first + i, 1, cache, settings.masking(), memory);
            memory.endToken();
            if (i + 1 < CONTEXT) {
                float[] logits = pass.lastLogits();
                double sum = 0;
                for (int id = 0; id < TinyModel.VOCABULARY; id++) {
                    sum += Math.exp(logits[id]);
                }
                entropy += Math.log(sum) - logits[IDS[first + i + 1]];
            }
        }
        return entropy;
    }

    @Test
    void onlyWholeWindowsCountAndNoMoreThanThereAre() {
        HeardProgress heard = new HeardProgress();
        Settings dense = settings("dense", 1, 1, false);
        assertThat(Perplexity.of(model, IDS, 100, 99, 0, dense, heard).tokensScored()).isEqualTo(IDS.length / 100 * 99);
        assertThat(heard.shares()).hasSize(IDS.length / 100).isSorted().endsWith(1.0);
        assertThat(Perplexity.of(model, IDS, 100, 2, IDS.length - 199, dense, Progress.SILENT).tokensScored()).isEqualTo(99);
    }

    @Test
    void whatCannotBeMeasuredIsRefusedInASentence() {
        Settings dense = settings("dense", 1, 1, false);
        refused(1, 1, 0, dense);
        refused(CONTEXT + 1, 1, 0, dense);
        refused(100, 0, 0, dense);
        refused(100, 1, -1, dense);
        refused(100, 1, IDS.length - 99, dense);
        refused(100, 1, IDS.length + 1, dense);
    }

    private void refused(int context, int windows, int firstToken, Settings settings) {
        assertThatIllegalArgumentException().isThrownBy(() -> Perplexity.of(model, IDS, context, windows, firstToken, settings, Progress.SILENT))
                .withMessageEndingWith(".");
    }

    @Test
    void itCanBeCancelled() {
        Progress cancelled = new Progress() {
            @Override
            public void report(double share, String what) {
                throw new IllegalStateException("no window was to come to its end");
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> Perplexity.of(model, IDS, 100, 1, 0, settings("dense", 1, 1, false), cancelled));
    }

    private Settings settings(String method, double density, double gamma, boolean warmUp) {
        // Half of the MLP's bytes beside the static parts, so that some columns are hit and some are not.
        double dram = model.summary().bytes().weights() - model.summary().bytes().mlp() / 2 + CONTEXT * model.summary().bytes().kvPerToken()
                + (method.equals("up") ? model.summary().bytes().up() / 3 : 0);
        return new Settings(new Masking(MaskingMethods.of(method), density, gamma, 2, warmUp, Optional.empty()),
                new MemorySettings(DeviceProfile.phone(dram), CachePolicy.LFU, 0), Sampling.GREEDY);
    }
}
