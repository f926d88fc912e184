package org.dipscope.eval;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.dipscope.memory.MaskTrace;
import org.dipscope.memory.ModelBytes;
import org.dipscope.memory.Residency;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Keeps the masks of a window, for memories to replay; nothing is resident while it listens. */
final class MaskRecorder implements Residency {
    private static final long[] NONE = {};

    private final ModelBytes bytes;
    private final String method;
    private final Footprint footprint;
    private final List<List<Mask>> masks;
    private int masked;

    MaskRecorder(ModelBytes bytes, String method, Footprint footprint) {
        this.bytes = bytes;
        this.method = method;
        this.footprint = footprint;
        this.masks = IntStream.range(0, 2 * bytes.layers()).<List<Mask>>mapToObj(hook -> new ArrayList<>()).toList();
    }

    @Override
    public long[] resident(int hook) {
        return NONE;
    }

    @Override
    public int masked() {
        return masked;
    }

    @Override
    public void use(int hook, Selection selected) {
        masks.get(hook).add(selected.freeze());
    }

    void endTokens(int tokens) {
        masked += tokens;
    }

    /** The trace of a sequence that had no prompt. */
    MaskTrace trace() {
        Map<Hook, List<List<Mask>>> hooks = new EnumMap<>(Hook.class);
        footprint.hooks().forEach(use -> hooks.put(use.hook(),
                IntStream.range(0, bytes.layers()).mapToObj(layer -> masks.get(use.hook().index(layer))).toList()));
        return new MaskTrace(bytes, method, footprint, 0, masked, masked, hooks);
    }
}
