package org.dipscope.ui.cache;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MaskTrace;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.MissRatioCurve;
import org.dipscope.memory.ModelBytes;
import org.dipscope.memory.Replay;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.Snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The masks of a run under every policy, on the device that is in force.
 *
 * @param run       the run's number
 * @param firstToken the first token that was played; those before it had the hooks of another method
 * @param outcomes  one a policy, in the registry's order; empty where no token has masks yet
 * @param curves    how often each policy misses at every size of DRAM, in the same order; empty where nobody asked
 */
public record WhatIf(int run, int firstToken, List<PolicyOutcome> outcomes, List<MissRatioCurve> curves) {
    /** Nothing was played. */
    public static final WhatIf NONE = new WhatIf(-1, 0, List.of(), List.of());
    private static final int SIZES = 17;

    public WhatIf {
        outcomes = List.copyOf(outcomes);
        curves = List.copyOf(curves);
    }

    /**
     * Plays the newest tokens that were masked at the same hooks. A run whose masks look at the cache would have chosen others beside
     * another policy; here the masks stay what they are.
     *
     * @param curves    whether every size of DRAM is wanted too, which takes some ten times as long
     * @param cancelled asked between two pieces of work
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    static WhatIf of(Snapshot snapshot, boolean curves, BooleanSupplier cancelled) {
        List<Pass> passes = newest(snapshot);
        if (passes.isEmpty() || passes.getLast().footprint().hooks().isEmpty()) {
            return new WhatIf(snapshot.run().number(), 0, List.of(), List.of());
        }
        ModelBytes bytes = snapshot.run().model().bytes();
        int prompt = snapshot.run().promptTokens();
        // The KV cache is laid out for the whole sequence, which tells how long that is.
        int total = (int) Math.round(snapshot.allocation().kvCache() / bytes.kvPerToken());
        Footprint footprint = passes.getLast().footprint();
        MaskTrace trace = new MaskTrace(bytes, snapshot.settings().masking().method().id(), footprint, prompt, Math.max(prompt, total), passes.size(),
                masks(passes, footprint, bytes.layers()));
        MemorySettings memory = snapshot.settings().memory();
        List<MemorySettings> points = Arrays.stream(CachePolicy.values()).map(memory::with).toList();
        return new WhatIf(snapshot.run().number(), snapshot.tokens().size() - passes.size(),
                Replay.all(List.of(trace), points, _ -> { }, cancelled).stream().map(PolicyOutcome::of).toList(),
                curves ? MissRatioCurve.of(List.of(trace), List.of(CachePolicy.values()), memory, SIZES, cancelled) : List.of());
    }

    private static List<Pass> newest(Snapshot snapshot) {
        List<Pass> passes = new ArrayList<>();
        for (int token = snapshot.tokens().size() - 1; token >= 0; token--) {
            Pass pass = snapshot.tokens().get(token).pass().orElse(null);
            if (pass == null || !passes.isEmpty() && !pass.footprint().equals(passes.getFirst().footprint())) {
                break;
            }
            passes.add(pass);
        }
        return passes.reversed();
    }

    private static Map<Hook, List<List<Mask>>> masks(List<Pass> passes, Footprint footprint, int layers) {
        Map<Hook, List<List<Mask>>> masks = new EnumMap<>(Hook.class);
        for (Footprint.Use use : footprint.hooks()) {
            List<List<Mask>> rows = new ArrayList<>();
            for (int layer = 0; layer < layers; layer++) {
                int row = layer;
                rows.add(passes.stream().map(pass -> pass.hooks().get(use.hook()).get(row)).map(HookFrame::selected).toList());
            }
            masks.put(use.hook(), rows);
        }
        return masks;
    }
}
