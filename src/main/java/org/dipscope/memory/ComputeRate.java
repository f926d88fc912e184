package org.dipscope.memory;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a device computes. No preset has one, since no maker's data sheet says what these products reach; it is measured on this machine or typed.
 *
 * @param operationsPerSecond floating-point operations/s, &gt; 0
 * @param measured            whether it is this machine's own, and not what somebody typed for a device
 */
public record ComputeRate(double operationsPerSecond, boolean measured) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,15})?) ?([GT])(?:FLOPS?|FLOP/s)?", Pattern.CASE_INSENSITIVE);

    public ComputeRate {
        if (!(operationsPerSecond > 0) || Double.isInfinite(operationsPerSecond)) {
            throw new IllegalArgumentException("%s operations/s compute nothing; give more than 0.".formatted(operationsPerSecond));
        }
    }

    /** What somebody typed, such as "2TFLOPS" or "80 GFLOP/s"; throws {@link IllegalArgumentException} with one sentence for anything else. */
    public static ComputeRate parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        double found = matcher.matches() ? Double.parseDouble(matcher.group(1)) * (matcher.group(2).equalsIgnoreCase("T") ? 1e12 : 1e9) : 0;
        if (found <= 0) {
            throw new IllegalArgumentException("'%s' is no speed of computing; write one such as 2TFLOPS or 80GFLOPS.".formatted(text));
        }
        return new ComputeRate(found, false);
    }

    /** Three digits with their unit: "83.4 GFLOP/s". */
    public String text() {
        boolean tera = operationsPerSecond >= 999.5e9;
        return BigDecimal.valueOf(operationsPerSecond / (tera ? 1e12 : 1e9)).round(new MathContext(3)).stripTrailingZeros().toPlainString() + (tera ? " TFLOP/s" : " GFLOP/s");
    }
}
