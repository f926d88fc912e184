package org.dipscope.session;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.ModelBytes;
import org.dipscope.sparsity.DipCacheAware;
import org.dipscope.sparsity.Masking;

import java.util.Optional;

/** What a person starts with. */
public final class DefaultSettings {
    /** The embedded model, known by what it weighs. */
    private static final ModelBytes EMBEDDED = new ModelBytes(16_588_800, 30_081_024, 23_040, 16_588_800, 16_588_800, 16_588_800, 30, 576, 1536);
    private static final double EMBEDDED_DRAM = 80e6;
    private static final double SHARE_OF_MODEL = 0.8;

    private DefaultSettings() {
    }

    /** The embedded model's. */
    public static Settings embedded() {
        return withDram(EMBEDDED_DRAM);
    }

    /** A loaded model's. */
    public static Settings of(ModelSummary model) {
        return of(model.bytes(), model.fileBytes());
    }

    /**
     * A model's: a DRAM that does not hold it whole, so that there is something to see.
     *
     * @param bytes what the simulator counts
     * @param size  the whole model in bytes
     */
    public static Settings of(ModelBytes bytes, double size) {
        return bytes.equals(EMBEDDED) ? embedded() : withDram(Math.floor(SHARE_OF_MODEL * size));
    }

    private static Settings withDram(double bytes) {
        return new Settings(
                new Masking(new DipCacheAware(), 0.6, 0.5, 0, false, Optional.empty()),
                new MemorySettings(DeviceProfile.phone(bytes), CachePolicy.LFU, 0),
                Sampling.GREEDY);
    }
}
