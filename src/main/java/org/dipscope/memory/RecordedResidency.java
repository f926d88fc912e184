package org.dipscope.memory;

import org.dipscope.mask.Selection;

/** A memory whose masks are recorded on their way to it. One thread uses it. */
public final class RecordedResidency implements Residency {
    private final Residency residency;
    private final MaskSink sink;
    private int[] uses = new int[64];
    private int ended;
    private boolean used;

    /** Records from here on; the sequence has begun already. */
    public RecordedResidency(Residency residency, MaskSink sink) {
        this.residency = residency;
        this.sink = sink;
    }

    @Override
    public long[] resident(int hook) {
        return residency.resident(hook);
    }

    @Override
    public int masked() {
        return residency.masked();
    }

    @Override
    public void use(int hook, Selection selected) {
        if (hook >= uses.length) {
            uses = java.util.Arrays.copyOf(uses, 2 * hook);
        }
        sink.mask(uses[hook]++ - ended, hook, selected);
        used = true;
        residency.use(hook, selected);
    }

    /** Ends a token. */
    public void endToken() {
        endTokens(1);
    }

    /** Ends so many tokens; those of the dense model have no masks and are not recorded. */
    public void endTokens(int tokens) {
        if (used) {
            sink.ended(tokens);
            ended += tokens;
            used = false;
        }
    }
}
