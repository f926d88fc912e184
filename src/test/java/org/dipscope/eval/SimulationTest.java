package org.dipscope.eval;

import org.dipscope.SharedModel;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.Sampling;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SimulationTest {
    private static final LoadedModel MODEL = SharedModel.get();

    /** By hand: floor(0.574388·576) = 330 of gate's and up's columns and floor(0.351224·1536) = 539 of down's; gate reads itself whole. */
    @ParameterizedTest
    @CsvSource({"dense, 1, 80, 1", "dip, 0.5, 80, 0.4989149305555555", "dip, 0.5, 20, 0.4989149305555555", "dip, 1, 80, 1", "gate, 0.5, 80, 0.5", "up, 1, 80, 1"})
    void aTokenReadsTheShareOfBytesThatItsCountsGive(String method, double density, double dramMegabytes, double share) {
        Masking masking = new Masking(MaskingMethods.of(method), density, 1, 0, false, Optional.empty());
        MemorySettings memory = new MemorySettings(DeviceProfile.phone(dramMegabytes * 1e6), CachePolicy.LFU, 0);
        int[] ids = MODEL.tokenizer().encode("The tide went out, and what it left behind was a line of small, bright stones.", true);

        Simulation simulated = new Evaluator(MODEL, new Windows(ids, 12, 1, 0), Noise.NONE, false)
                .evaluate(new Settings(masking, memory, Sampling.GREEDY), Progress.SILENT).simulate(memory);

        Allocation allocation = Allocation.of(MODEL.summary().bytes(), masking.footprint(), memory.device().dramBytes(), 12);
        assertThat(simulated.readShare(MODEL.summary().bytes(), allocation)).isCloseTo(share, within(1e-9));
    }
}
