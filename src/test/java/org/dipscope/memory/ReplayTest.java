package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ReplayTest {

    @Test
    void allPointsTogetherGiveWhatEachGivesAlone() throws IOException {
        MaskTrace trace = Goldens.trace();
        List<MemorySettings> points = new ArrayList<>();
        for (CachePolicy policy : CachePolicy.values()) {
            for (double dram : new double[] {40e6, 64e6, 80e6, 200e6}) {
                for (LayerBudget budget : LayerBudget.values()) {
                    points.add(settings(dram, policy).with(budget));
                }
            }
        }
        List<ReplayResult> together = Replay.all(List.of(trace), points);
        for (int i = 0; i < points.size(); i++) {
            assertThat(together.get(i)).as("%s", points.get(i)).isEqualTo(Replay.of(trace, points.get(i)));
        }
    }

    @ParameterizedTest
    @EnumSource(value = CachePolicy.class, names = {"BELADY", "OPTIMAL"}, mode = EnumSource.Mode.EXCLUDE)
    void aRunBesideAnEngineAndItsReplayAgree(CachePolicy policy) throws IOException {
        MaskTrace trace = Goldens.trace();
        for (LayerBudget budget : LayerBudget.values()) {
            MemorySettings settings = settings(76e6, policy).with(budget).with(new Pinning(8, java.util.Optional.empty()));
            MemorySimulator live = new MemorySimulator(trace.bytes(), trace.footprint(), settings, trace.promptLength(), trace.totalLength());
            List<TokenIo> costs = new ArrayList<>();
            for (int token = 0; token < trace.tokens(); token++) {
                for (Footprint.Use use : trace.footprint().hooks()) {
                    for (int layer = 0; layer < trace.bytes().layers(); layer++) {
                        Selection selection = new Selection(trace.bytes().columns(use.hook()));
                        selection.set(trace.masks(use.hook(), layer).get(token));
                        live.use(use.hook().index(layer), selection);
                    }
                }
                costs.add(live.endToken());
            }
            ReplayResult replayed = Replay.of(trace, settings);
            assertThat(costs).isEqualTo(replayed.tokens());
            assertThat(live.caches().statistics()).isEqualTo(replayed.statistics());
        }
    }

    @Test
    void severalSequencesGiveTheMeanOverThem() throws IOException {
        MaskTrace trace = Goldens.trace();
        MaskTrace longer = new MaskTrace(trace.bytes(), trace.method(), trace.footprint(), 0, 900, trace.tokens(), trace.masks());
        MemorySettings settings = settings(80e6, CachePolicy.LFU);
        ReplayResult both = Replay.all(List.of(trace, longer), List.of(settings)).getFirst();
        assertThat(both.tokensPerSecond()).isCloseTo((Replay.of(trace, settings).tokensPerSecond() + Replay.of(longer, settings).tokensPerSecond()) / 2, within(1e-9));
        assertThat(both.tokens()).hasSize(2 * trace.tokens());
    }

    @Test
    void bytesAreColumnsTimesTheirSize() throws IOException {
        MaskTrace trace = Goldens.trace();
        for (CachePolicy policy : CachePolicy.values()) {
            ReplayResult result = Replay.of(trace, settings(78e6, policy));
            double wanted = 0;
            for (Footprint.Use use : trace.footprint().hooks()) {
                wanted += trace.masks().get(use.hook()).stream().flatMap(List::stream).mapToInt(org.dipscope.mask.Mask::count).sum()
                        * trace.bytes().columnBytes(use) * use.linears();
            }
            assertThat(result.flashBytesPerToken() + result.dramBytesPerToken()).as("%s", policy).isCloseTo(wanted / trace.tokens(), within(1e-6));
            assertThat(result.statistics().hits() + result.statistics().misses()).isEqualTo(result.statistics().wanted());
        }
    }

    @Test
    void aGlobalPoolNeverHoldsMoreBytesThanThereAre() throws IOException {
        MaskTrace trace = Goldens.trace();
        for (CachePolicy policy : CachePolicy.live()) {
            MemorySettings settings = settings(76e6, policy).with(LayerBudget.GLOBAL);
            Allocation allocation = Allocation.of(trace.bytes(), trace.footprint(), 76e6, trace.totalLength());
            ColumnCaches caches = new ColumnCaches(trace.bytes(), trace.footprint(), allocation, settings, 0);
            for (int token = 0; token < 2 * trace.tokens(); token++) {
                double bytes = 0;
                for (Footprint.Use use : trace.footprint().hooks()) {
                    for (int layer = 0; layer < trace.bytes().layers(); layer++) {
                        Selection selection = new Selection(trace.bytes().columns(use.hook()));
                        selection.set(trace.masks(use.hook(), layer).get(token % trace.tokens()));
                        caches.use(use.hook().index(layer), selection);
                        bytes += caches.held(use.hook().index(layer)) * use.linears() * trace.bytes().columnBytes(use);
                    }
                }
                caches.nextToken();
                assertThat(bytes).as("%s, token %d", policy, token).isLessThanOrEqualTo(allocation.dynamicBytes());
            }
            boolean shared = java.util.stream.IntStream.range(0, 30).map(layer -> caches.capacity(Hook.DOWN.index(layer))).distinct().count() > 1;
            assertThat(shared).as("%s gives layers different shares", policy).isEqualTo(policy != CachePolicy.NONE);
        }
    }

    @Test
    void aReplayCanBeCancelled() throws IOException {
        MaskTrace trace = Goldens.trace();
        assertThatThrownBy(() -> Replay.all(List.of(trace), List.of(settings(80e6, CachePolicy.LRU)), done -> { }, () -> true))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void missRatios_equalThoseOfAReplayAtTheSameCapacity_andOptimalMissesLeast() throws IOException {
        MaskTrace trace = Goldens.trace();
        List<MissRatioCurve> curves = MissRatioCurve.of(List.of(trace), List.of(CachePolicy.values()), settings(0, CachePolicy.LFU), 9);
        MissRatioCurve best = curves.getLast();
        for (MissRatioCurve curve : curves) {
            assertThat(curve.missRatio().getFirst()).isEqualTo(1);
            for (int i = 0; i < 9; i++) {
                assertThat(best.missRatio().get(i)).isLessThanOrEqualTo(curve.missRatio().get(i));
            }
        }
        double dram = curves.get(2).dramBytes().get(4);
        ReplayResult half = Replay.of(trace, settings(dram, CachePolicy.LFU));
        double flash = half.flashBytesPerToken();
        assertThat(half.allocation().capacityColumns().get(Hook.INPUT)).isEqualTo(288);
        assertThat(curves.get(2).missRatio().get(4)).isCloseTo(flash / (flash + half.dramBytesPerToken()), within(1e-12));
    }

    private static MemorySettings settings(double dram, CachePolicy policy) {
        return new MemorySettings(DeviceProfile.phone(dram), policy, 0);
    }
}
