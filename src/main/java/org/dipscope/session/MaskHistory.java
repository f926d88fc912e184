package org.dipscope.session;

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
    ConversationMemory replay(ModelBytes bytes) {
        ConversationMemory memory = new ConversationMemory(bytes, Optional.empty());
        for (Turn turn : turns) {
            memory.beginTurn(turn.promptLength(), turn.totalLength(), turn.started());
            for (Step step : turn.steps()) {
                memory.change(step.settings());
                step.pass().ifPresent(memory::repeat);
            }
        }
        return memory;
    }
}
