package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Metadata;

import java.util.Optional;

/**
 * The numbers under one architecture's prefix, checked as they are read.
 *
 * @param prefix the architecture's name and a dot
 */
record Keys(Metadata metadata, String prefix) {

    /** A whole number from {@code least} to {@code most}; a list counts where all its elements are equal, as if it were one number. */
    int number(String key, long least, long most) throws GgufException {
        return within(key, uniform(key).isPresent() ? uniform(key).get() : metadata.requireInteger(prefix + key), least, most);
    }

    /** As {@link #number(String, long, long)}, or something else where the file does not say. */
    int number(String key, long least, long most, int otherwise) throws GgufException {
        return present(key) ? number(key, least, most) : otherwise;
    }

    private Optional<Long> uniform(String key) throws GgufException {
        if (metadata.length(prefix + key).isEmpty()) {
            return Optional.empty();
        }
        int[] numbers = metadata.requireIntegers(prefix + key);
        for (int number : numbers) {
            if (number != numbers[0]) {
                throw new GgufException("%s differs from layer to layer, which Dipscope does not run; open a model whose layers are alike.".formatted(prefix + key));
            }
        }
        if (numbers.length == 0) {
            throw new GgufException("%s is an empty list; the file is broken, get it again.".formatted(prefix + key));
        }
        return Optional.of((long) numbers[0]);
    }

    private int within(String key, long value, long least, long most) throws GgufException {
        if (value < least || value > most) {
            throw new GgufException("%s is %d, outside %d to %d; the file is broken, get it again.".formatted(prefix + key, value, least, most));
        }
        return (int) value;
    }

    /** A number above {@code bound}, or something else where the file does not say. */
    double above(double bound, String key, double otherwise) throws GgufException {
        return present(key) ? above(bound, key) : otherwise;
    }

    /** A finite number above {@code bound}. */
    double above(double bound, String key) throws GgufException {
        double value = metadata.requireReal(prefix + key);
        if (!(value > bound) || Double.isInfinite(value)) {
            throw new GgufException("%s is %s, where only a number above %s has a meaning; the file is broken, get it again."
                    .formatted(prefix + key, value, bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound)));
        }
        return value;
    }

    /** A finite number of 0 or more, or something else where the file does not say. */
    double notNegative(String key, double otherwise) throws GgufException {
        return present(key) && metadata.requireReal(prefix + key) == 0 ? 0 : above(0, key, otherwise);
    }

    boolean present(String key) {
        return metadata.keys().contains(prefix + key);
    }

    Optional<String> string(String key) throws GgufException {
        return metadata.string(prefix + key);
    }
}
