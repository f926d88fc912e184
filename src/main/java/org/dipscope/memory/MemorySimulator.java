package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;

import java.util.ArrayList;
import java.util.List;

/**
 * The simulated memory of one sequence beside a running engine: the engine asks what is resident, tells what it selected and ends its
 * tokens; the simulator answers with their cost. One thread uses it. A conversation is one sequence whose lengths change.
 */
public final class MemorySimulator implements Residency {
    private final ModelBytes bytes;
    private final TokenTally tally;
    private Footprint footprint;
    private MemorySettings settings;
    private SimulatorClock clock;
    private ColumnCaches caches;
    private RunningMeans means = new RunningMeans();

    /**
     * A cold memory.
     *
     * @param bytes        the model
     * @param footprint    what the masking method selects and what it reads whole
     * @param settings     device, policy and seed; throws {@link IllegalArgumentException} for a policy that knows the future
     * @param promptLength tokens before the first generated one, ≥ 0
     * @param totalLength  tokens at the end of the sequence at most, ≥ {@code promptLength}
     */
    public MemorySimulator(ModelBytes bytes, Footprint footprint, MemorySettings settings, int promptLength, int totalLength) {
        this.bytes = bytes;
        this.footprint = footprint;
        this.settings = settings;
        this.clock = SimulatorClock.of(bytes, footprint, settings.device(), promptLength, totalLength);
        this.tally = new TokenTally(clock);
        this.caches = coldCaches(0);
    }

    /** How DRAM is spent under the settings in force. */
    public Allocation allocation() {
        return clock.allocation();
    }

    /** The costs under the settings in force. */
    public SimulatorClock clock() {
        return clock;
    }

    /** The caches, to look at. */
    public ColumnCaches caches() {
        return caches;
    }

    @Override
    public long[] resident(int hook) {
        return caches.resident(hook);
    }

    @Override
    public int masked() {
        return caches.masked();
    }

    @Override
    public void use(int hook, Selection selected) {
        int token = caches.pending(hook);
        caches.use(hook, selected);
        tally.add(token, use(hook), caches.hits(hook), caches.wanted(hook));
    }

    /** Ends a token that used every hook of the method. */
    public TokenIo endToken() {
        return endTokens(1).getFirst();
    }

    /**
     * Ends so many tokens, each of which used every hook of the method; a batch may have taken them layer by layer. A token of the
     * dense model is not counted in {@link #masked()}.
     */
    public List<TokenIo> endTokens(int tokens) {
        if (!footprint.hooks().isEmpty()) {
            caches.nextTokens(tokens);
        }
        List<TokenIo> ended = new ArrayList<>(tokens);
        for (int token = 0; token < tokens; token++) {
            TokenIo io = tally.total(token);
            means.add(io);
            ended.add(io);
        }
        tally.clear();
        return ended;
    }

    /**
     * Goes on with other settings, between two tokens. Caches stay where the method's hooks do, and shrink in the policy's order where
     * they must; another method with other hooks starts cold. Throws {@link IllegalArgumentException} for a policy that knows the future.
     */
    public void change(Footprint newFootprint, MemorySettings newSettings) {
        // A policy that cannot run here is refused before anything has changed.
        newSettings.policy().requireLive();
        boolean stays = footprint.hooks().equals(newFootprint.hooks());
        footprint = newFootprint;
        settings = newSettings;
        settle(clock.promptLength(), clock.totalLength(), stays);
    }

    /** Starts the figures of a new turn of the conversation; the caches and {@link #masked()} go on. */
    public void beginTurn(int promptLength, int totalLength) {
        means = new RunningMeans();
        settle(promptLength, totalLength, true);
    }

    /** The means over the tokens since the turn began. */
    public SimulatedFigures figures() {
        return means.figures(clock);
    }

    private void settle(int promptLength, int totalLength, boolean warm) {
        clock = SimulatorClock.of(bytes, footprint, settings.device(), promptLength, totalLength);
        tally.use(clock);
        if (warm) {
            caches.change(bytes, allocation(), settings);
        } else {
            caches = coldCaches(caches.masked());
        }
    }

    private ColumnCaches coldCaches(int masked) {
        return new ColumnCaches(bytes, footprint, allocation(), settings, masked);
    }

    private Footprint.Use use(int hook) {
        List<Footprint.Use> uses = footprint.hooks();
        for (int i = 0; i < uses.size(); i++) {
            Hook candidate = uses.get(i).hook();
            if (candidate.index(hook >> 1) == hook) {
                return uses.get(i);
            }
        }
        throw new IllegalArgumentException("hook " + hook + " is none of the method's.");
    }
}
