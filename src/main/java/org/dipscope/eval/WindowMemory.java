package org.dipscope.eval;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MaskTrace;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.MemorySimulator;
import org.dipscope.memory.ModelBytes;
import org.dipscope.memory.Residency;
import org.dipscope.memory.SimulatedFigures;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Masking;

import java.util.Optional;

/** The memory beside one window: it runs along where the masks ask it, and else the masks are kept for later. */
sealed interface WindowMemory {

    /** A cold one for a window of so many tokens. */
    static WindowMemory of(ModelBytes bytes, Settings settings, int context) {
        Masking masking = settings.masking();
        return dependsOnMemory(masking)
                ? new Live(new MemorySimulator(bytes, masking.footprint(), settings.simulated(), 0, context))
                : new Recorded(new MaskRecorder(bytes, masking.method().id(), masking.footprint()));
    }

    /** Whether what is resident has a say in the masks, so that another memory would have given others. */
    static boolean dependsOnMemory(Masking masking) {
        return masking.asksCache();
    }

    /** The same memory with a policy that can run along: where masks do not ask the memory, which policy it has is of no account. */
    static MemorySettings liveable(MemorySettings memory) {
        return memory.policy().knowsFuture() ? memory.with(CachePolicy.NONE) : memory;
    }

    /** What the masks see. */
    Residency residency();

    /** Ends so many tokens. */
    void endTokens(int tokens);

    /** The masks, where any memory may replay them. */
    Optional<MaskTrace> masks();

    /** The figures, where the memory ran along. */
    Optional<SimulatedFigures> figures();

    /** A memory that runs along. */
    record Live(MemorySimulator simulator) implements WindowMemory {
        @Override
        public Residency residency() {
            return simulator;
        }

        @Override
        public void endTokens(int tokens) {
            simulator.endTokens(tokens);
        }

        @Override
        public Optional<MaskTrace> masks() {
            return Optional.empty();
        }

        @Override
        public Optional<SimulatedFigures> figures() {
            return Optional.of(simulator.figures());
        }
    }

    /** Masks for later. */
    record Recorded(MaskRecorder recorder) implements WindowMemory {
        @Override
        public Residency residency() {
            return recorder;
        }

        @Override
        public void endTokens(int tokens) {
            recorder.endTokens(tokens);
        }

        @Override
        public Optional<MaskTrace> masks() {
            return Optional.of(recorder.trace());
        }

        @Override
        public Optional<SimulatedFigures> figures() {
            return Optional.empty();
        }
    }
}
