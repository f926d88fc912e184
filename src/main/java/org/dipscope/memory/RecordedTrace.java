package org.dipscope.memory;

import java.util.List;

/**
 * A whole trace file: sequences of one model and method, each of which starts from cold caches.
 *
 * @param header    what it says of itself
 * @param sequences 1 or more
 */
public record RecordedTrace(TraceHeader header, List<MaskTrace> sequences) {

    public RecordedTrace {
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("it has no token with masks; record a run of a masking method, two tokens or more.");
        }
        sequences = List.copyOf(sequences);
    }

    /** The masked tokens of all sequences. */
    public int tokens() {
        return sequences.stream().mapToInt(MaskTrace::tokens).sum();
    }

    /** The same lengths by the dense model, which has no masks. */
    public List<MaskTrace> dense() {
        return sequences.stream().map(MaskTrace::dense).toList();
    }
}
