package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class MemorySimulatorTest {
    private static final ModelBytes SMALL = new ModelBytes(1000, 500, 10, 4800, 4800, 2400, 2, 12, 20);
    private static final MemorySettings ROOMY = settings(9_000, CachePolicy.LRU);

    @Test
    void live_costsWhatTheReplayCosts() throws Exception {
        MaskTrace trace = Goldens.trace();
        for (CachePolicy policy : List.of(CachePolicy.NONE, CachePolicy.LRU, CachePolicy.LFU)) {
            MemorySettings settings = new MemorySettings(DeviceProfile.phone(80e6), policy, 0);
            MemorySimulator live = new MemorySimulator(trace.bytes(), trace.footprint(), settings, trace.promptLength(), trace.totalLength());
            List<TokenIo> tokens = new ArrayList<>();
            for (int token = 0; token < trace.tokens(); token++) {
                feed(live, trace, token);
                tokens.add(live.endToken());
            }
            ReplayResult replay = Replay.of(trace, settings);
            assertThat(tokens).usingRecursiveFieldByFieldElementComparator().usingComparatorForType(MemorySimulatorTest::close, Double.class).isEqualTo(replay.tokens());
            assertThat(live.figures().hitRate()).isCloseTo(replay.hitRate(), within(1e-12));
            assertThat(live.figures().tokensPerSecond()).isCloseTo(replay.tokensPerSecond(), within(1e-9));
            assertThat(live.figures().denseTokensPerSecond()).isCloseTo(Replay.of(trace.dense(), settings).tokensPerSecond(), within(1e-9));
            assertThat(live.masked()).isEqualTo(trace.tokens());
        }
    }

    @Test
    void aBatchLayerByLayer_costsWhatTokenAfterTokenCosts() throws Exception {
        MaskTrace trace = Goldens.trace();
        MemorySettings settings = new MemorySettings(DeviceProfile.phone(64e6), CachePolicy.LFU, 3);
        MemorySimulator batch = new MemorySimulator(trace.bytes(), trace.footprint(), settings, 0, 24);
        for (int layer = 0; layer < trace.bytes().layers(); layer++) {
            for (Footprint.Use use : trace.footprint().hooks()) {
                for (int token = 0; token < trace.tokens(); token++) {
                    use(batch, use.hook(), layer, trace.masks(use.hook(), layer).get(token));
                }
            }
        }
        MemorySimulator single = new MemorySimulator(trace.bytes(), trace.footprint(), settings, 0, 24);
        List<TokenIo> tokens = new ArrayList<>();
        for (int token = 0; token < trace.tokens(); token++) {
            feed(single, trace, token);
            tokens.add(single.endToken());
        }
        assertThat(batch.endTokens(trace.tokens())).usingRecursiveFieldByFieldElementComparator()
                .usingComparatorForType(MemorySimulatorTest::close, Double.class).isEqualTo(tokens);
        assertThat(batch.masked()).isEqualTo(trace.tokens());
        for (int hook = 0; hook < 60; hook++) {
            assertThat(batch.caches().freeze(hook)).isEqualTo(single.caches().freeze(hook));
        }
    }

    @Test
    void everyByte_isAColumn() {
        Random random = new Random(8);
        for (int round = 0; round < 300; round++) {
            MemorySimulator simulator = new MemorySimulator(SMALL, Goldens.DIP, settings(2_000 + random.nextInt(12_000), CachePolicy.LFU), 5, 30);
            for (int token = 0; token < 10; token++) {
                double hits = 0;
                double misses = 0;
                for (int layer = 0; layer < 2; layer++) {
                    for (Footprint.Use use : Goldens.DIP.hooks()) {
                        Mask mask = randomMask(random, SMALL.columns(use.hook()));
                        int found = mask.overlap(simulator.caches().freeze(use.hook().index(layer)));
                        use(simulator, use.hook(), layer, mask);
                        hits += use.linears() * found * SMALL.columnBytes(use);
                        misses += use.linears() * (mask.count() - found) * SMALL.columnBytes(use);
                        assertThat(simulator.caches().held(use.hook().index(layer)))
                                .isLessThanOrEqualTo(simulator.allocation().capacityColumns().get(use.hook()));
                    }
                }
                TokenIo io = simulator.endToken();
                assertThat(io.dramBytes()).isCloseTo(hits, within(1e-6));
                assertThat(io.flashBytes()).isCloseTo(misses + simulator.allocation().overflow(), within(1e-6));
                assertThat(io.hitRate()).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void anEmptyMask_hitsWhollyAndReadsNothing() {
        MemorySimulator simulator = new MemorySimulator(SMALL, Goldens.DIP, ROOMY, 0, 10);
        for (int hook = 0; hook < 4; hook++) {
            simulator.use(hook, new Selection(hook % 2 == 0 ? 12 : 20));
        }
        assertThat(simulator.endToken()).isEqualTo(new TokenIo(1, 0, 0, simulator.clock().fixedSeconds(), 0));
    }

    @Test
    void theDenseModel_readsItsOverflowAndCountsNoMaskedToken() {
        MemorySimulator simulator = new MemorySimulator(SMALL, Footprint.DENSE, ROOMY, 0, 10);
        TokenIo io = simulator.endToken();
        assertThat(io.hitRate()).isNaN();
        assertThat(io.flashBytes()).isEqualTo(1000 + 500 + 100 + 12_000 - 9_000);
        assertThat(io.dynamicSeconds()).isZero();
        assertThat(simulator.masked()).isZero();
        assertThat(simulator.figures().tokensPerSecond()).isEqualTo(simulator.figures().denseTokensPerSecond());
        assertThat(simulator.figures().hitRate()).isNaN();
    }

    @Test
    void beforeTheFirstToken_thereAreNoMeansYet() {
        SimulatedFigures figures = new MemorySimulator(SMALL, Goldens.DIP, ROOMY, 0, 10).figures();
        assertThat(figures.tokens()).isZero();
        assertThat(figures.hitRate()).isNaN();
        assertThat(figures.tokensPerSecond()).isNaN();
        assertThat(figures.denseTokensPerSecond()).isPositive();
        assertThat(figures.firstTokenSeconds()).isPositive();
    }

    @Test
    void lessDram_keepsWhatStillFits() {
        MemorySimulator simulator = warm();
        Mask before = simulator.caches().freeze(0);
        simulator.change(Goldens.DIP, settings(5_000, CachePolicy.LRU));
        Mask after = simulator.caches().freeze(0);
        int capacity = simulator.allocation().capacityColumns().get(Hook.INPUT);
        assertThat(capacity).isBetween(1, before.count() - 1);
        assertThat(after.count()).isEqualTo(capacity);
        assertThat(after.andNot(before).count()).isZero();
        assertThat(simulator.masked()).isEqualTo(1);
    }

    @Test
    void moreDramAndAnotherPolicy_keepEverything() {
        MemorySimulator simulator = warm();
        Mask before = simulator.caches().freeze(1);
        simulator.change(Goldens.DIP, settings(20_000, CachePolicy.LFU));
        assertThat(simulator.caches().freeze(1)).isEqualTo(before);
    }

    @Test
    void noPolicy_keepsNothing() {
        MemorySimulator simulator = warm();
        simulator.change(Goldens.DIP, settings(9_000, CachePolicy.NONE));
        assertThat(simulator.caches().held(0)).isZero();
    }

    @Test
    void otherHooks_startColdAndGoOnCounting() {
        MemorySimulator simulator = warm();
        simulator.change(Goldens.GATE, ROOMY);
        assertThat(simulator.caches().freeze(Hook.ROWS.index(1)).count()).isZero();
        assertThat(simulator.masked()).isEqualTo(1);
        simulator.use(0, Traces.selection(20, Set.of(3)));
        simulator.use(2, Traces.selection(20, Set.of(4)));
        simulator.endToken();
        assertThat(simulator.masked()).isEqualTo(2);
        assertThatThrownBy(() -> simulator.use(1, new Selection(20))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNewTurn_keepsCachesAndCount_andStartsItsOwnFigures() {
        MemorySimulator simulator = warm();
        Mask before = simulator.caches().freeze(3);
        simulator.beginTurn(12, 20);
        assertThat(simulator.caches().freeze(3)).isEqualTo(before);
        assertThat(simulator.masked()).isEqualTo(1);
        assertThat(simulator.figures().tokens()).isZero();
        assertThat(simulator.allocation().kvCache()).isEqualTo(200);
    }

    @Test
    void aTokenThatLeftOutAHook_isNoticed() {
        MemorySimulator simulator = new MemorySimulator(SMALL, Goldens.DIP, ROOMY, 0, 10);
        simulator.use(0, new Selection(12));
        assertThatThrownBy(simulator::endToken).isInstanceOf(IllegalStateException.class).hasMessageContaining("hook 1");
    }

    @Test
    void belady_isRefusedBesideAnEngine() {
        assertThatThrownBy(() -> new MemorySimulator(SMALL, Goldens.DIP, settings(9_000, CachePolicy.BELADY), 0, 10))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("replay");
    }

    private static MemorySimulator warm() {
        MemorySimulator simulator = new MemorySimulator(SMALL, Goldens.DIP, ROOMY, 4, 10);
        for (int layer = 0; layer < 2; layer++) {
            simulator.use(2 * layer, Traces.selection(12, Set.of(0, 1, 2, 5, 7, 11)));
            simulator.use(2 * layer + 1, Traces.selection(20, Set.of(3, 4, 19)));
        }
        simulator.endToken();
        return simulator;
    }

    private static void feed(MemorySimulator simulator, MaskTrace trace, int token) {
        for (int layer = 0; layer < trace.bytes().layers(); layer++) {
            for (Footprint.Use use : trace.footprint().hooks()) {
                use(simulator, use.hook(), layer, trace.masks(use.hook(), layer).get(token));
            }
        }
    }

    private static void use(MemorySimulator simulator, Hook hook, int layer, Mask mask) {
        Selection selection = new Selection(mask.size());
        selection.set(mask);
        simulator.use(hook.index(layer), selection);
    }

    private static Mask randomMask(Random random, int columns) {
        return Mask.of(columns, random.ints(random.nextInt(columns), 0, columns).toArray());
    }

    private static MemorySettings settings(double dram, CachePolicy policy) {
        return new MemorySettings(DeviceProfile.phone(dram), policy, 0);
    }

    private static int close(Double a, Double b) {
        return Math.abs(a - b) <= 1e-9 * Math.abs(b) ? 0 : Double.compare(a, b);
    }
}
