package org.dipscope.session;

import org.dipscope.memory.MemorySettings;
import org.dipscope.sparsity.Masking;

/** Everything that a person may change between two tokens, as one immutable value. */
public record Settings(Masking masking, MemorySettings memory, Sampling sampling) {

    /** The same settings with another masking. */
    public Settings with(Masking other) {
        return new Settings(other, memory, sampling);
    }

    /** The same settings with another memory. */
    public Settings with(MemorySettings other) {
        return new Settings(masking, other, sampling);
    }

    /** The same settings with another sampling. */
    public Settings with(Sampling other) {
        return new Settings(masking, memory, other);
    }
}
