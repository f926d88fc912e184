package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The widest vectors of this machine, and the tile of rows that they make. */
final class Lanes {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    /** As many 16-bit lanes as there are floats in a vector. */
    static final VectorSpecies<Short> HALVES = VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
    /** As many 8-bit lanes as there are floats in a vector; on 128-bit machines the load is wider than what is used. */
    static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 4)));
    /** Floats in a vector. */
    static final int COUNT = FLOATS.length();
    /** Rows in a tile: a vector of 32-bit words holds eight nibbles a lane. */
    static final int TILE = 8 * COUNT;
    /** Rows that a walk handles at once, a part of a tile. */
    static final int STEP = 2 * COUNT;
    /** With AVX-512 there are 32 vector registers, before it 16. */
    static final boolean MANY_REGISTERS = COUNT >= 16;
    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER);
    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(FLOATS, 8, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(FLOATS, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(FLOATS, 2, 1, true);
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(FLOATS, 1, 1, true);

    private Lanes() {
    }

    /**
     * The sum of a vector's lanes: the halves added, then the halves of that, and so on. The Vector API leaves the order of its own sum
     * open, and the interpreter's is not the compiler's, so that it changes while a program warms up.
     */
    static float sum(FloatVector vector) {
        FloatVector sum = vector;
        if (COUNT >= 16) {
            sum = sum.add(sum.rearrange(BY_8));
        }
        if (COUNT >= 8) {
            sum = sum.add(sum.rearrange(BY_4));
        }
        sum = sum.add(sum.rearrange(BY_2));
        return sum.add(sum.rearrange(BY_1)).lane(0);
    }
}
