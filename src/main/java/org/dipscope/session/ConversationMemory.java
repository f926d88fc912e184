package org.dipscope.session;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Selection;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.MaskSink;
import org.dipscope.memory.MemorySimulator;
import org.dipscope.memory.ModelBytes;
import org.dipscope.memory.RecordedResidency;
import org.dipscope.memory.Residency;
import org.dipscope.memory.SimulatedFigures;
import org.dipscope.memory.TokenIo;

import java.util.Optional;

/**
 * The simulated memory of a conversation, cold at its start: it follows the settings from token to token and knows what its column caches
 * held before and after the last one. One thread uses it.
 */
final class ConversationMemory {
    private final ModelBytes bytes;
    private final Optional<MaskSink> sink;
    private Optional<RecordedResidency> recorded = Optional.empty();
    private MemorySimulator simulator;
    private Settings inForce;
    private Mask[] before = {};
    private Mask[] after = {};

    /**
     * A cold memory.
     *
     * @param sink gets every mask of the turns that begin, if there is one; the masking method's hooks must stay the same then
     */
    ConversationMemory(ModelBytes bytes, Optional<MaskSink> sink) {
        this.bytes = bytes;
        this.sink = sink;
    }

    /** Begins a turn: the caches go on, the figures start anew. */
    void beginTurn(int promptLength, int totalLength, Settings settings) {
        Footprint footprint = settings.masking().footprint();
        if (simulator == null) {
            simulator = new MemorySimulator(bytes, footprint, settings.simulated(), promptLength, totalLength);
        } else {
            // New settings first: the turn's lengths are never weighed against a DRAM that is no longer in force.
            simulator.change(footprint, settings.simulated());
            simulator.beginTurn(promptLength, totalLength);
        }
        inForce = settings;
        after = residents();
        sink.ifPresent(masks -> masks.sequence(promptLength, totalLength));
        recorded = sink.map(masks -> new RecordedResidency(simulator, masks));
    }

    /** Takes settings into force, between two tokens of a turn. */
    void change(Settings settings) {
        if (settings.equals(inForce)) {
            return;
        }
        Footprint footprint = settings.masking().footprint();
        boolean moved = !settings.simulated().equals(inForce.simulated()) || !footprint.equals(inForce.masking().footprint());
        if (moved) {
            simulator.change(footprint, settings.simulated());
        }
        inForce = settings;
        after = moved ? residents() : after;
    }

    /** The settings in force; {@code null} before the first turn. */
    Settings settings() {
        return inForce;
    }

    /** What a masked pass asks, and tells its masks. */
    Residency residency() {
        return recorded.isPresent() ? recorded.get() : simulator;
    }

    /** Ends a token whose masks were all told. */
    TokenIo endToken() {
        TokenIo io = simulator.endToken();
        recorded.ifPresent(RecordedResidency::endToken);
        before = after;
        after = residents();
        return io;
    }

    /** How many masked tokens have ended since the start. */
    int masked() {
        return simulator.masked();
    }

    /** What the last token's mask met in the cache, and what it left there. */
    HookFrame frame(Hook hook, int layer, Mask selected) {
        int index = hook.index(layer);
        return new HookFrame(selected, before[index], after[index]);
    }

    /** Uses the masks of a pass once more, as if it had just been made. */
    void repeat(Pass pass) {
        for (int layer = 0; layer < bytes.layers(); layer++) {
            for (Footprint.Use use : pass.footprint().hooks()) {
                HookFrame frame = pass.hooks().get(use.hook()).get(layer);
                Selection selected = new Selection(frame.selected().size());
                selected.set(frame.selected());
                residency().use(use.hook().index(layer), selected);
            }
        }
        endToken();
    }

    /** What DRAM holds under the settings in force. */
    Allocation allocation() {
        return simulator.allocation();
    }

    /** The turn's figures so far. */
    SimulatedFigures figures() {
        return simulator.figures();
    }

    private Mask[] residents() {
        Mask[] masks = new Mask[2 * bytes.layers()];
        for (Footprint.Use use : inForce.masking().footprint().hooks()) {
            for (int layer = 0; layer < bytes.layers(); layer++) {
                int index = use.hook().index(layer);
                masks[index] = simulator.caches().freeze(index);
            }
        }
        return masks;
    }
}
