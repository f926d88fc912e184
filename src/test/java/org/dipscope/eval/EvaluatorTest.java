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
import org.dipscope.session.Progress;
import org.dipscope.session.Sampler;
import org.dipscope.session.Sampling;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class EvaluatorTest {
    private static final int CONTEXT = 96;
    private static final int[] IDS = new SplittableRandom(8).ints(2 * CONTEXT + 5, TinyModel.SPECIALS, TinyModel.VOCABULARY).toArray();
    private static final Windows WINDOWS = new Windows(IDS, CONTEXT, 2, 0);

    @TempDir
    private Path folder;
    private LoadedModel model;

    @BeforeEach
    void load() throws IOException {
        model = TinyModel.of(TensorType.F32).load(folder);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void keepingEverythingIsTheDenseModel() {
        Evaluation everything = evaluate(settings("dip", 1, 1, CachePolicy.LFU), Noise.NONE, true);

        Divergence divergence = everything.divergence().orElseThrow();
        assertThat(divergence.mean().value()).isCloseTo(0, within(1e-6));
        assertThat(divergence.tail().value()).isCloseTo(0, within(1e-6));
        assertThat(divergence.agreement().value()).isEqualTo(1);
        assertThat(divergence.alike().value()).isEqualTo(divergence.generated()).isEqualTo(64);
    }

    @Test
    void divergenceIsThatOfTheTwoDistributionsTokenByToken() {
        Settings settings = settings("dip", 0.4, 1, CachePolicy.LFU);
        double nats = 0;
        int agreements = 0;
        for (int window = 0; window < 2; window++) {
            double[][] dense = distributions(Masking.DENSE, window);
            double[][] sparse = distributions(settings.masking(), window);
            for (int token = 0; token < CONTEXT - 1; token++) {
                for (int id = 0; id < TinyModel.VOCABULARY; id++) {
                    nats += Math.exp(dense[token][id]) * (dense[token][id] - sparse[token][id]);
                }
                agreements += best(dense[token]) == best(sparse[token]) ? 1 : 0;
            }
        }

        Divergence divergence = evaluate(settings, Noise.NONE, true).divergence().orElseThrow();

        assertThat(divergence.mean().value()).isCloseTo(nats / (2 * (CONTEXT - 1)), within(1e-3 * nats / (2 * (CONTEXT - 1))));
        assertThat(divergence.agreement().value()).isCloseTo(agreements / (2.0 * (CONTEXT - 1)), within(0.011));
        assertThat(divergence.tail().value()).isGreaterThan(divergence.mean().value());
    }

    @Test
    void theFirstTokenThatDiffersIsWhereTheTwoAnswersPart() {
        Settings settings = settings("dip", 0.5, 1, CachePolicy.LFU);

        Divergence divergence = evaluate(settings, Noise.NONE, true).divergence().orElseThrow();

        for (int window = 0; window < 2; window++) {
            int[] dense = answer(Masking.DENSE, window);
            int[] sparse = answer(settings.masking(), window);
            int mismatch = Arrays.mismatch(dense, sparse);
            assertThat(divergence.each().get(window)).isEqualTo(mismatch < 0 ? dense.length : mismatch);
        }
        assertThat(divergence.each()).as("a test in which something differs").anyMatch(alike -> alike < 64);
    }

    /** A model with two sets of rotary factors turns a window as it would a conversation of that length, not as its longest one. */
    @Test
    void aWindowIsTurnedByItsOwnLength() throws IOException {
        model.close();
        model = TinyModel.of(TensorType.F32).vector("rope_factors_short.weight", 8).vector("rope_factors_long.weight", 8)
                .with(file -> file.uint32("llama.rope.scaling.original_context_length", CONTEXT)).load(folder);

        Evaluation evaluation = evaluate(settings("dense", 1, 1, CachePolicy.LFU), Noise.NONE, true);

        assertThat(evaluation.perplexity().value()).isCloseTo(perplexity(CONTEXT), within(1e-5 * perplexity(CONTEXT)))
                .isNotCloseTo(perplexity(CONTEXT + 1), within(1e-3 * perplexity(CONTEXT)));
        assertThat(evaluation.divergence().orElseThrow().alike().value()).isEqualTo(64);
    }

    private double perplexity(int tokens) {
        double nats = 0;
        for (int window = 0; window < 2; window++) {
            double[][] rows = distributions(Masking.DENSE, window, model.transformer().newCache(tokens));
            for (int token = 0; token < CONTEXT - 1; token++) {
                nats -= rows[token][IDS[window * CONTEXT + token + 1]];
            }
        }
        return Math.exp(nats / (2 * (CONTEXT - 1)));
    }

    private double[][] distributions(Masking masking, int window) {
        return distributions(masking, window, model.transformer().newCache());
    }

    private double[][] distributions(Masking masking, int window, KvCache cache) {
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        MemorySimulator memory = memory(masking);
        double[][] rows = new double[CONTEXT - 1][];
        for (int token = 0; token < CONTEXT - 1; token++) {
            pass.forward(IDS, window * CONTEXT + token, 1, cache, masking, memory);
            memory.endToken();
            float[] logits = pass.lastLogits();
            double[] row = new double[TinyModel.VOCABULARY];
            Arrays.setAll(row, id -> logits[id]);
            double sum = Math.log(Arrays.stream(row).map(Math::exp).sum());
            rows[token] = Arrays.stream(row).map(logit -> logit - sum).toArray();
        }
        return rows;
    }

    private int[] answer(Masking masking, int window) {
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        KvCache cache = model.transformer().newCache();
        MemorySimulator memory = memory(masking);
        int[] ids = Arrays.copyOfRange(IDS, window * CONTEXT, window * CONTEXT + CONTEXT / 2);
        int prompt = ids.length;
        pass.encode(ids, 0, cache, () -> false);
        ids = Arrays.copyOf(ids, prompt + 64);
        for (int i = prompt; i < ids.length; i++) {
            if (i > prompt) {
                pass.forward(ids, i - 1, 1, cache, masking, memory);
                memory.endToken();
            }
            ids[i] = Sampler.best(pass.lastLogits(), TinyModel.VOCABULARY);
        }
        return Arrays.copyOfRange(ids, prompt, ids.length);
    }

    private MemorySimulator memory(Masking masking) {
        return new MemorySimulator(model.summary().bytes(), masking.method().footprint(), settings("dip", 0.5, 1, CachePolicy.LFU).memory(), 0, CONTEXT);
    }

    private static int best(double[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    @Test
    void noiseSpreadsAFigureAndRepeats() {
        Settings settings = settings("dip", 0.4, 1, CachePolicy.LFU);
        Noise noise = new Noise(1e-2, 3, 7);

        Evaluation once = evaluate(settings, noise, true);
        Evaluation again = evaluate(settings, noise, true);
        Evaluation plain = evaluate(settings, Noise.NONE, false);

        assertThat(once.runs()).isEqualTo(4);
        assertThat(once.perplexity()).isEqualTo(again.perplexity());
        assertThat(once.simulate(settings.memory())).isEqualTo(again.simulate(settings.memory()));
        assertThat(once.perplexity().width()).isPositive();
        assertThat(once.perplexity().value()).isEqualTo(plain.perplexity().value());
        assertThat(evaluate(settings, new Noise(1e-2, 3, 8), false).perplexity()).isNotEqualTo(once.perplexity());
        assertThat(plain.perplexity().width()).isZero();
    }

    @Test
    void theSmallerTheNoiseTheNarrowerTheBandAndTheDenseModelHasNone() {
        Settings settings = settings("dip", 1, 1, CachePolicy.LFU);
        double wide = evaluate(settings, new Noise(1e-2, 3, 0), false).perplexity().width();
        double narrow = evaluate(settings, new Noise(1e-5, 3, 0), false).perplexity().width();

        assertThat(narrow).isPositive().isLessThan(wide / 100);
        assertThat(evaluate(settings("dense", 1, 1, CachePolicy.LFU), Noise.ROUNDING, false).runs()).isEqualTo(1);
    }

    @Test
    void aReplayGivesWhatTheMemoryBesideTheMasksGives() {
        Settings settings = settings("dip", 0.5, 1, CachePolicy.LRU);
        Evaluation evaluation = evaluate(settings, Noise.NONE, false);
        for (CachePolicy policy : new CachePolicy[] {CachePolicy.NONE, CachePolicy.LRU, CachePolicy.LFU}) {
            MemorySettings memory = new MemorySettings(settings.memory().device(), policy, 3);
            double throughput = 0;
            double hitRate = 0;
            double flash = 0;
            for (int window = 0; window < 2; window++) {
                MemorySimulator simulator = new MemorySimulator(model.summary().bytes(), settings.masking().method().footprint(), memory, 0, CONTEXT);
                new ForwardPass(model.transformer(), model.workers())
                        .forward(IDS, window * CONTEXT, CONTEXT, model.transformer().newCache(), settings.masking(), simulator);
                simulator.endTokens(CONTEXT);
                throughput += simulator.figures().tokensPerSecond() / 2;
                hitRate += simulator.figures().hitRate() / 2;
                flash += simulator.figures().flashBytesPerToken() / 2;
            }

            Simulation replayed = evaluation.simulate(memory);

            assertThat(replayed.tokensPerSecond().value()).isCloseTo(throughput, within(1e-9 * throughput));
            assertThat(replayed.hitRate().value()).isCloseTo(hitRate, within(1e-9));
            assertThat(replayed.flashBytesPerToken().value()).isCloseTo(flash, within(1e-9 * flash));
        }
        assertThat(evaluation.simulate(new MemorySettings(settings.memory().device(), CachePolicy.BELADY, 0)).hitRate().value())
                .isGreaterThan(evaluation.simulate(settings.memory()).hitRate().value());
    }

    @Test
    void masksThatAskTheMemoryCannotBeMadeByOneThatKnowsTheFuture() {
        assertThat(Evaluator.dependsOnMemory(settings("dip-ca", 0.5, 0.5, CachePolicy.LRU).masking())).isTrue();
        assertThat(Evaluator.dependsOnMemory(settings("dip-ca", 0.5, 1, CachePolicy.LRU).masking())).isFalse();
        assertThat(Evaluator.dependsOnMemory(settings("dip", 0.5, 0.5, CachePolicy.LRU).masking())).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> evaluate(settings("dip-ca", 0.5, 0.5, CachePolicy.BELADY), Noise.NONE, false))
                .withMessageEndingWith(".");
    }

    @Test
    void noiseBeyondReasonIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Noise(0.2, 3, 0)).withMessageEndingWith(".");
        assertThatIllegalArgumentException().isThrownBy(() -> new Noise(-1e-6, 3, 0)).withMessageEndingWith(".");
        assertThatIllegalArgumentException().isThrownBy(() -> new Noise(Double.NaN, 3, 0)).withMessageEndingWith(".");
        assertThatIllegalArgumentException().isThrownBy(() -> new Noise(1e-6, -1, 0)).withMessageEndingWith(".");
        assertThatIllegalArgumentException().isThrownBy(() -> new Noise(1e-6, 101, 0)).withMessageEndingWith(".");
    }

    private Evaluation evaluate(Settings settings, Noise noise, boolean diverges) {
        return new Evaluator(model, WINDOWS, noise, diverges).evaluate(settings, Progress.SILENT);
    }

    private Settings settings(String method, double density, double gamma, CachePolicy policy) {
        double dram = model.summary().bytes().weights() - model.summary().bytes().mlp() / 2 + CONTEXT * model.summary().bytes().kvPerToken();
        return new Settings(new Masking(MaskingMethods.of(method), density, gamma, 0, false, Optional.empty()),
                new MemorySettings(DeviceProfile.phone(dram), policy, 0), Sampling.GREEDY);
    }
}
