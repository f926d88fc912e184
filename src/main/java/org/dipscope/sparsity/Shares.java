package org.dipscope.sparsity;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Arithmetic on shares of columns, in double precision exactly as the method's definition writes it. */
final class Shares {

    private Shares() {
    }

    /** {@code floor(share · n)}, within {@code [0, n]}. */
    static int floor(double share, int n) {
        return Math.clamp((long) Math.floor(share * n), 0, n);
    }

    /** A least density as a person reads it: four digits, rounded up so that it is itself allowed. */
    static String rounded(double share) {
        return BigDecimal.valueOf(share).setScale(4, RoundingMode.CEILING).stripTrailingZeros().toPlainString();
    }
}
