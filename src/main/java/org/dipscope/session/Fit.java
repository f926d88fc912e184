package org.dipscope.session;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Trouble;
import org.dipscope.model.MemoryNeed;

import java.util.Locale;
import java.util.Optional;

/**
 * How a model fits into the memory that is there.
 *
 * @param context the most tokens of prompt and answer whose keys and values fit, at most the model's own context
 * @param note    what a person should know of it, if anything: one sentence
 */
record Fit(int context, Optional<String> note) {
    /** A context that a conversation needs at least; a model that cannot have it is refused. */
    static final int LEAST_CONTEXT = 2048;
    /** What the program takes beside the model: masks, scores, a run's history, compiled code. */
    static final long OWN = 192L << 20;
    /** The share of Java's own memory that keys and values may fill. */
    private static final double HEAP_SHARE = 0.8;
    private static final int STEP = 256;

    /**
     * Weighs a need against the memory that is free now. Where that limits anything, Java's garbage is swept first: what an older
     * model left behind is as good as free.
     *
     * @param contextLength the model's own context, in tokens
     * @throws GgufException as {@link #of}
     */
    static Fit now(MemoryNeed need, int contextLength) throws GgufException {
        FreeMemory free = FreeMemory.now();
        if ((long) contextLength * need.kvPerToken() > HEAP_SHARE * free.heap()) {
            System.gc();
            free = FreeMemory.now();
        }
        return of(need, contextLength, free);
    }

    /**
     * Weighs a need against the free memory.
     *
     * @param contextLength the model's own context, in tokens
     * @throws GgufException if weights and the least context do not fit, in one sentence with both figures
     */
    static Fit of(MemoryNeed need, int contextLength, FreeMemory free) throws GgufException {
        int least = Math.min(LEAST_CONTEXT, contextLength);
        long leastKv = least * need.kvPerToken();
        long needed = need.weights() + Math.max(need.joining(), leastKv) + OWN;
        if (needed > free.machine()) {
            throw new GgufException(Trouble.MEMORY, "The model needs %s of memory (%s of weights, %s for %,d tokens of context, and the program's own) and this machine has %s free; close other programs or choose a smaller model."
                    .formatted(ByteSize.rounded(needed), ByteSize.rounded(need.weights()), ByteSize.rounded(leastKv), least, ByteSize.rounded(free.machine())),
                    ByteSize.rounded(needed), ByteSize.rounded(free.machine()));
        }
        // Keys and values lie in Java's heap, and what else lies there needs its share.
        long leastHeap = (long) (leastKv / HEAP_SHARE);
        if (leastHeap > free.heap()) {
            throw new GgufException("The model needs %s of Java's memory for %,d tokens of context and what stands beside them, and Java has %s left; set JAVA_TOOL_OPTIONS=-Xmx%dm and start again."
                    .formatted(ByteSize.rounded(leastHeap), least, ByteSize.rounded(free.heap()), (free.heapLimit() + 2 * leastKv >> 20) + 1));
        }
        long heap = (long) (HEAP_SHARE * free.heap()) / need.kvPerToken();
        long machine = (free.machine() - need.weights() - OWN) / need.kvPerToken();
        if (Math.min(heap, machine) >= contextLength) {
            return new Fit(contextLength, Optional.empty());
        }
        int context = (int) Math.max(least, Math.min(heap, machine) / STEP * STEP);
        String reason = heap < machine ? "the keys and values of more do not fit into the memory that Java may take; JAVA_TOOL_OPTIONS=-Xmx gives it more"
                : "the keys and values of more do not fit into the memory that is free";
        return new Fit(context, Optional.of(String.format(Locale.ROOT, "The context is limited to %,d of the model's %,d tokens, since %s.",
                context, contextLength, reason)));
    }
}
