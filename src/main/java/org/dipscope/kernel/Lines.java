package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Floats outside of Java's heap that begin on a cache line, given back with the last reference to them. An array's elements begin somewhere
 * within a line, so that each vector of a whole line touches two.
 */
final class Lines {
    /** Bytes of a cache line. */
    static final long LINE = 64;

    private Lines() {
    }

    /** So many zeros. */
    static MemorySegment floats(int count) {
        return Arena.ofAuto().allocate((long) count * Float.BYTES, LINE);
    }

    /** Makes the first {@code count} of them zero, a multiple of {@link Lanes#COUNT}. */
    static void clear(MemorySegment lines, int count) {
        FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        for (int i = 0; i < count; i += Lanes.COUNT) {
            zero.intoMemorySegment(lines, 4L * i, Lanes.ORDER);
        }
    }

    /** A copy of these. */
    static MemorySegment of(float[] values) {
        MemorySegment lines = floats(values.length);
        MemorySegment.copy(values, 0, lines, ValueLayout.JAVA_FLOAT, 0, values.length);
        return lines;
    }
}
