package org.dipscope.session;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;
import org.dipscope.memory.MemorySimulator;
import org.dipscope.memory.ModelBytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation's masks, turn by turn. What the simulated memory holds follows from them alone, so that its state at any token of the last
 * turn can be had again by using them once more from a cold start.
 */
final class MaskHistory {
    private final List<Turn> turns = new ArrayList<>();

    private record Turn(int promptLength, int totalLength, Settings started, List<Step> steps) {
    }

    private record Step(Settings settings, Optional<Pass> pass) {
    }

    /** Forgets everything. */
    void clear() {
        turns.clear();
    }

    /** Begins a turn. */
    void begin(int promptLength, int totalLength, Settings started) {
        turns.add(new Turn(promptLength, totalLength, started, new ArrayList<>()));
    }

    /** Adds a token of the turn, with the pass that produced it. */
    void add(Settings settings, Optional<Pass> pass) {
        turns.getLast().steps().add(new Step(settings, pass.map(Pass::withoutScores)));
    }

    /** Forgets the last turn's tokens from this one on. */
    void cut(int tokens) {
        List<Step> steps = turns.getLast().steps();
        steps.subList(tokens, steps.size()).clear();
    }

    /** The settings at the start of the last turn. */
    Settings started() {
        return turns.getLast().started();
    }

    /** The settings of each of the last turn's tokens. */
    List<Settings> settings() {
        return turns.getLast().steps().stream().map(Step::settings).toList();
    }

    /** The passes of the last turn. */
    List<Pass> passes() {
        return turns.getLast().steps().stream().map(Step::pass).flatMap(Optional::stream).toList();
    }

    /** The memory after the last token. */
    MemorySimulator replay(ModelBytes bytes) {
        MemorySimulator memory = null;
        for (Turn turn : turns) {
            Footprint footprint = turn.started().masking().footprint();
            if (memory == null) {
                memory = new MemorySimulator(bytes, footprint, turn.started().memory(), turn.promptLength(), turn.totalLength());
            } else {
                memory.change(footprint, turn.started().memory());
                memory.beginTurn(turn.promptLength(), turn.totalLength());
            }
            Settings inForce = turn.started();
            for (Step step : turn.steps()) {
                if (!step.settings().memory().equals(inForce.memory()) || !step.settings().masking().footprint().equals(inForce.masking().footprint())) {
                    memory.change(step.settings().masking().footprint(), step.settings().memory());
                }
                inForce = step.settings();
                if (step.pass().isPresent()) {
                    use(memory, step.pass().get(), bytes.layers());
                }
            }
        }
        return memory;
    }

    private static void use(MemorySimulator memory, Pass pass, int layers) {
        for (int layer = 0; layer < layers; layer++) {
            for (Footprint.Use use : pass.footprint().hooks()) {
                Hook hook = use.hook();
                HookFrame frame = pass.hooks().get(hook).get(layer);
                Selection selected = new Selection(frame.selected().size());
                selected.set(frame.selected());
                memory.use(hook.index(layer), selected);
            }
        }
        memory.endToken();
    }
}
