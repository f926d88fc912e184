package org.dipscope.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

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
    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private Lanes() {
    }
}
