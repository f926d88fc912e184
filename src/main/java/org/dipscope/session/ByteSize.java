package org.dipscope.session;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and bandwidths as people write them: {@code 80MB}, {@code 64MiB}, {@code 60GB/s}; decimal units unless they say i. */
public final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,30}(?:\\.\\d{1,30})?) ?([A-Za-z]*)");
    /** From here on a number alone surely counts bytes: nobody means a terabyte of DRAM. */
    private static final BigDecimal LEAST_BYTES = BigDecimal.valueOf(1_000_000);
    private static final List<Unit> DECIMAL = List.of(unit("GB", 1_000_000_000), unit("MB", 1_000_000), unit("kB", 1000), unit("B", 1));
    private static final List<Unit> BINARY = List.of(unit("GiB", 1 << 30), unit("MiB", 1 << 20), unit("KiB", 1 << 10));

    private record Unit(String name, BigDecimal bytes) {
    }

    private ByteSize() {
    }

    /**
     * The bytes that the text means. A number alone counts MB below a million and bytes from there on.
     *
     * @throws IllegalArgumentException with one sentence if it is no size
     */
    public static double parse(String text) {
        return parse(text, BigDecimal.valueOf(1_000_000));
    }

    private static double parse(String text, BigDecimal bare) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'%s' is no size; write one such as 80MB or 64MiB.".formatted(text));
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (matcher.group(2).isEmpty()) {
            return (number.compareTo(LEAST_BYTES) < 0 ? number.multiply(bare) : number).doubleValue();
        }
        Unit unit = named(matcher.group(2)).orElseThrow(() -> new IllegalArgumentException(
                "'%s' is no unit of '%s'; write B, kB, MB, GB, KiB, MiB or GiB.".formatted(matcher.group(2), text)));
        return number.multiply(unit.bytes()).doubleValue();
    }

    /**
     * The bytes per second that the text means, {@code /s} or not. A number alone counts GB/s below a million and bytes from there on.
     *
     * @throws IllegalArgumentException with one sentence if it is no bandwidth
     */
    public static double parseBandwidth(String text) {
        String stripped = text.strip();
        String size = stripped.endsWith("/s") ? stripped.substring(0, stripped.length() - 2) : stripped;
        try {
            return parse(size, BigDecimal.valueOf(1_000_000_000));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'%s' is no bandwidth; write one such as 60GB/s.".formatted(text), e);
        }
    }

    /** The shortest text that {@link #parse} reads back to exactly these bytes, finite and ≥ 0. */
    public static String format(double bytes) {
        BigDecimal exact = BigDecimal.valueOf(bytes);
        for (Unit unit : DECIMAL) {
            BigDecimal number = exact.divide(unit.bytes(), MathContext.UNLIMITED).stripTrailingZeros();
            if (number.compareTo(BigDecimal.ONE) >= 0 && number.scale() <= 3) {
                return number.toPlainString() + unit.name();
            }
            // Between two units a binary one may be the round number: 64MiB rather than 67108864B.
            Optional<String> binary = BINARY.stream().filter(candidate -> candidate.name().charAt(0) == unit.name().toUpperCase(Locale.ROOT).charAt(0))
                    .filter(candidate -> exact.signum() > 0 && exact.remainder(candidate.bytes()).signum() == 0)
                    .map(candidate -> exact.divide(candidate.bytes()).stripTrailingZeros().toPlainString() + candidate.name()).findFirst();
            if (binary.isPresent()) {
                return binary.get();
            }
        }
        return exact.stripTrailingZeros().toPlainString() + "B";
    }

    /** {@link #format} with {@code /s}. */
    public static String formatBandwidth(double bytesPerSecond) {
        return format(bytesPerSecond) + "/s";
    }

    /** The bytes to three digits, for people: {@code 78.7 MB}. */
    public static String rounded(double bytes) {
        BigDecimal shown = BigDecimal.valueOf(bytes).round(new MathContext(3, RoundingMode.HALF_UP));
        Unit unit = DECIMAL.stream().filter(candidate -> shown.compareTo(candidate.bytes()) >= 0).findFirst().orElse(DECIMAL.getLast());
        return shown.divide(unit.bytes(), MathContext.UNLIMITED).stripTrailingZeros().toPlainString() + " " + unit.name();
    }

    private static Optional<Unit> named(String name) {
        return java.util.stream.Stream.concat(DECIMAL.stream(), BINARY.stream()).filter(unit -> unit.name().equalsIgnoreCase(name)).findFirst();
    }

    private static Unit unit(String name, long bytes) {
        return new Unit(name, BigDecimal.valueOf(bytes));
    }
}
