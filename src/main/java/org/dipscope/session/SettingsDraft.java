package org.dipscope.session;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.ColumnFrequencies;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.LayerBudget;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Pinning;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;

import java.util.Optional;

/**
 * Settings being put together. Values that only work together, such as a method and a density that it can reach, are judged when
 * all of them are there.
 */
final class SettingsDraft {
    private final DeviceProfile before;
    MaskingMethod method;
    double density;
    double gamma;
    int fixedTopN;
    boolean warmUp;
    Optional<Split> split;
    Weighting weighting;
    double topM;
    Scoring scoring;
    Optional<Calibration> calibration;
    double dram;
    double dramBandwidth;
    double flashBandwidth;
    boolean concurrentIo;
    CachePolicy policy;
    long cacheSeed;
    LayerBudget budget;
    int pinnedTokens;
    private final Optional<ColumnFrequencies> frequencies;
    double temperature;
    int topK;
    double topP;
    double minP;
    double repeatPenalty;
    long seed;
    int maxTokens;

    SettingsDraft(Settings settings) {
        Masking masking = settings.masking();
        method = masking.method();
        density = masking.density();
        gamma = masking.gamma();
        fixedTopN = masking.fixedTopN();
        warmUp = masking.warmUp();
        split = masking.split();
        weighting = masking.weighting();
        topM = masking.topM();
        scoring = masking.scoring();
        calibration = masking.calibration();
        before = settings.memory().device();
        dram = before.dramBytes();
        dramBandwidth = before.dramBandwidth();
        flashBandwidth = before.flashBandwidth();
        concurrentIo = before.concurrentIo();
        policy = settings.memory().policy();
        cacheSeed = settings.memory().seed();
        budget = settings.memory().budget();
        pinnedTokens = settings.memory().pinning().tokens();
        frequencies = settings.memory().pinning().calibrated();
        Sampling sampling = settings.sampling();
        temperature = sampling.temperature();
        topK = sampling.topK();
        topP = sampling.topP();
        minP = sampling.minP();
        repeatPenalty = sampling.repeatPenalty();
        seed = sampling.seed();
        maxTokens = sampling.maxTokens();
    }

    /** The settings; throws {@link IllegalArgumentException} with one sentence where they do not work. */
    Settings settings() {
        return new Settings(
                new Masking(method, density, gamma, fixedTopN, warmUp, split, weighting, topM, scoring, calibration),
                new MemorySettings(device(), policy, cacheSeed, budget, new Pinning(pinnedTokens, frequencies)),
                new Sampling(temperature, topK, topP, minP, repeatPenalty, seed, maxTokens));
    }

    private DeviceProfile device() {
        if (sameReading(before)) {
            return before.withDram(dram);
        }
        DeviceProfile phone = DeviceProfile.phone(dram);
        return sameReading(phone) ? phone : new DeviceProfile("Custom device", dram, dramBandwidth, flashBandwidth, concurrentIo);
    }

    private boolean sameReading(DeviceProfile device) {
        return device.dramBandwidth() == dramBandwidth && device.flashBandwidth() == flashBandwidth && device.concurrentIo() == concurrentIo;
    }
}
