package org.dipscope.ui.text;

import org.dipscope.memory.ComputeRate;
import org.dipscope.session.ByteSize;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sizes and rates as people type them into a field: as on the command line, with a comma or a point.
 *
 * @param words the language in which what is none is refused
 */
public record Quantities(Words words) {

    /** Bytes from "80 MB", "64MiB" or "80", which means MB; throws {@link IllegalArgumentException} with one sentence for anything else. */
    public double bytes(String text) {
        return read(text, ByteSize::parse, _ -> true, "field.no-size");
    }

    /** Bytes/s from "60", which means GB/s, or "500 MB/s"; throws {@link IllegalArgumentException} with one sentence for anything else, and for 0. */
    public double bandwidth(String text) {
        return read(text, ByteSize::parseBandwidth, value -> value > 0, "field.no-bandwidth");
    }

    /** From "2 TFLOPS" or "80 GFLOP/s"; throws {@link IllegalArgumentException} with one sentence for anything else. */
    public ComputeRate speed(String text) {
        return read(text, ComputeRate::parse, _ -> true, "field.no-speed");
    }

    private <T> T read(String text, Function<String, T> parser, Predicate<T> possible, String refusal) {
        T value;
        try {
            value = parser.apply(text.replace(',', '.'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(words.text(refusal, text), e);
        }
        if (!possible.test(value)) {
            throw new IllegalArgumentException(words.text(refusal, text));
        }
        return value;
    }
}
