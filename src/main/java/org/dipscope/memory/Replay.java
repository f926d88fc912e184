package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;

import java.util.ArrayList;
import java.util.List;

/** Feeds stored masks to the caches of a device; here a policy may know the future. */
public final class Replay {

    private Replay() {
    }

    /** What the device and policy make of the trace, from cold caches. */
    public static ReplayResult of(MaskTrace trace, MemorySettings settings) {
        SimulatorClock clock = SimulatorClock.of(trace.bytes(), trace.footprint(), settings.device(), trace.promptLength(), trace.totalLength());
        TokenTally tally = new TokenTally(clock);
        for (Footprint.Use use : trace.footprint().hooks()) {
            for (int layer = 0; layer < trace.bytes().layers(); layer++) {
                replay(trace, use, layer, settings, clock.allocation(), tally);
            }
        }
        RunningMeans means = new RunningMeans();
        List<TokenIo> tokens = new ArrayList<>(trace.tokens());
        for (int token = 0; token < trace.tokens(); token++) {
            tokens.add(tally.total(token));
            means.add(tokens.getLast());
        }
        SimulatedFigures figures = means.figures(clock);
        return new ReplayResult(settings, clock.allocation(), clock.fixedSeconds(), means.dynamicSeconds(), figures.tokensPerSecond(),
                figures.hitRate(), figures.flashBytesPerToken(), figures.dramBytesPerToken(), figures.firstTokenSeconds(), tokens);
    }

    private static void replay(MaskTrace trace, Footprint.Use use, int layer, MemorySettings settings, Allocation allocation, TokenTally tally) {
        Hook hook = use.hook();
        int columns = trace.bytes().columns(hook);
        List<Mask> masks = trace.masks(hook, layer);
        EvictionOrder order = settings.policy().knowsFuture() ? EvictionOrder.NextUse.of(masks) : EvictionOrder.live(settings.policy());
        int capacity = settings.policy() == CachePolicy.NONE ? 0 : allocation.capacityColumns().get(hook);
        ColumnCache cache = new ColumnCache(columns, hook.index(layer), 0, order, capacity, settings.seed(), new SmallestKeys(columns));
        Selection selection = new Selection(columns);
        for (int token = 0; token < masks.size(); token++) {
            selection.set(masks.get(token));
            cache.use(selection);
            tally.add(token, use, cache.hits(), cache.wanted());
        }
    }
}
