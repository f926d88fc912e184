package org.dipscope.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Floats outside of Java's heap that begin on a cache line, given back with the last reference to them. An array's elements begin somewhere
 * within a line, so that each vector of a whole line touches two.
 */
final class Lines {
    private static final long LINE = 64;

    private Lines() {
    }

    /** So many zeros. */
    static MemorySegment floats(int count) {
        return Arena.ofAuto().allocate((long) count * Float.BYTES, LINE);
    }

    /** A copy of these. */
    static MemorySegment of(float[] values) {
        MemorySegment lines = floats(values.length);
        MemorySegment.copy(values, 0, lines, ValueLayout.JAVA_FLOAT, 0, values.length);
        return lines;
    }
}
