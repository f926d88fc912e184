package org.dipscope.calibration;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The ridges that every fit tries, and how often which of them was best. */
final class Ridges {
    /** Stands for no correction at all. */
    static final double NONE = Double.POSITIVE_INFINITY;
    private static final MathContext DIGITS = new MathContext(6);
    private static final double[] FACTORS = {0.1, 1, 10};

    private final double middle;
    private final Map<Double, Integer> chosen = new TreeMap<>();

    /** The recipe's ridge, ten times less and ten times more. */
    Ridges(double middle) {
        this.middle = middle;
    }

    double[] tried() {
        double[] tried = new double[FACTORS.length];
        for (int i = 0; i < tried.length; i++) {
            tried[i] = FACTORS[i] * middle;
        }
        return tried;
    }

    void count(double best) {
        chosen.merge(best, 1, Integer::sum);
    }

    /** Each ridge that was best, and how often, in the order of their size. */
    @Override
    public String toString() {
        return chosen.entrySet().stream().map(entry -> "%s=%d".formatted(word(entry.getKey()), entry.getValue())).collect(Collectors.joining(", "));
    }

    private static String word(double ridge) {
        return ridge == NONE ? "none" : BigDecimal.valueOf(ridge).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
