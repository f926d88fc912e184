package org.dipscope.memory;

import org.dipscope.mask.Footprint;

import java.util.Arrays;

/** Adds up the reads of tokens whose hooks come in any order; working memory of one thread. */
final class TokenTally {
    private static final int FIELDS = 4;
    private static final int HIT_RATE = 0;
    private static final int FLASH = 1;
    private static final int DRAM = 2;
    private static final int SECONDS = 3;

    private SimulatorClock clock;
    private double[] sums = new double[FIELDS];

    TokenTally(SimulatorClock clock) {
        this.clock = clock;
    }

    /** Counts by another clock from now on. */
    void use(SimulatorClock newClock) {
        clock = newClock;
    }

    /** Counts one layer's use of a hook. */
    void add(int token, Footprint.Use use, int hits, int wanted) {
        int at = FIELDS * token;
        if (at >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(at + FIELDS, 2 * sums.length));
        }
        int linears = use.linears();
        double column = clock.bytes().columnBytes(use);
        sums[at + HIT_RATE] += linears * (wanted == 0 ? 1 : (double) hits / wanted);
        sums[at + FLASH] += linears * (wanted - hits) * column;
        sums[at + DRAM] += linears * hits * column;
        sums[at + SECONDS] += clock.hookSeconds(use, hits, wanted - hits);
    }

    /** The cost of a token whose hooks were all added, or whose method has none. */
    TokenIo total(int token) {
        int at = FIELDS * token;
        int linears = clock.footprint().sparseLinears() * clock.bytes().layers();
        double overflow = clock.allocation().overflow();
        double fixed = clock.fixedSeconds();
        if (linears == 0) {
            return new TokenIo(Double.NaN, overflow, 0, fixed, 0);
        }
        return new TokenIo(sums[at + HIT_RATE] / linears, sums[at + FLASH] + overflow, sums[at + DRAM], fixed, sums[at + SECONDS]);
    }

    /** Forgets all tokens. */
    void clear() {
        Arrays.fill(sums, 0);
    }
}
