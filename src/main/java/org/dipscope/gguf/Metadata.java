package org.dipscope.gguf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The keys and values of a GGUF file. A getter answers empty for a key that the file lacks; for a key whose value is of another
 * type it throws a {@link GgufException} that names both, so that a surprising file is never mistaken for a silent one.
 */
public final class Metadata {
    private final Map<String, Value> values;

    /** A value: a Long, Double, Boolean or String, or an {@link Array}. */
    record Value(ValueType type, Object content) {
    }

    /** An array: {@code elements} is a List of String or Array, or an int[], long[], float[], double[] or boolean[]. */
    record Array(ValueType type, int length, Object elements) {
    }

    Metadata(Map<String, Value> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** All keys, in the order of the file. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** The first key, but for one, under which both have a value that is no list and differs, or null. */
    String firstDifference(Metadata other, String except) {
        for (Map.Entry<String, Value> entry : other.values.entrySet()) {
            Value own = values.get(entry.getKey());
            boolean list = entry.getValue().content() instanceof Array;
            if (own != null && !list && !entry.getKey().equals(except) && !entry.getValue().content().equals(own.content())) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** A text. */
    public Optional<String> string(String key) throws GgufException {
        Value value = values.get(key);
        return value == null ? Optional.empty() : Optional.of(typed(key, value, String.class, "a text"));
    }

    /** A number of any integer type, as a signed 64-bit value. */
    public OptionalLong integer(String key) throws GgufException {
        Value value = values.get(key);
        if (value == null) {
            return OptionalLong.empty();
        }
        long number = typed(key, value, Long.class, "an integer");
        if (number < 0 && value.type() == ValueType.UINT64) {
            throw new GgufException("The metadata key " + Quote.of(key) + " is " + Long.toUnsignedString(number)
                    + ", which is larger than any sensible value; the file is damaged, download it again.");
        }
        return OptionalLong.of(number);
    }

    /** A number of any type. */
    public OptionalDouble real(String key) throws GgufException {
        Value value = values.get(key);
        if (value == null) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value.content() instanceof Long ? integer(key).getAsLong() : typed(key, value, Double.class, "a number"));
    }

    /** A flag. */
    public Optional<Boolean> flag(String key) throws GgufException {
        Value value = values.get(key);
        return value == null ? Optional.empty() : Optional.of(typed(key, value, Boolean.class, "a flag"));
    }

    /** A list of texts; unmodifiable. */
    public Optional<List<String>> strings(String key) throws GgufException {
        Array array = array(key, "a list of texts");
        if (array == null) {
            return Optional.empty();
        }
        if (array.type() != ValueType.STRING) {
            throw otherType(key, array, "a list of texts");
        }
        List<String> strings = new ArrayList<>(array.length());
        for (Object element : (List<?>) array.elements()) {
            strings.add((String) element);
        }
        return Optional.of(Collections.unmodifiableList(strings));
    }

    /** A list of integers of any integer type (flags count as 0 and 1), each within an int; the caller's own copy. */
    public Optional<int[]> integers(String key) throws GgufException {
        Array array = array(key, "a list of integers");
        if (array == null) {
            return Optional.empty();
        }
        return Optional.of(switch (array.elements()) {
            case int[] integers -> integers.clone();
            case long[] integers -> narrowed(key, integers, array.type());
            case boolean[] flags -> {
                int[] integers = new int[flags.length];
                Arrays.setAll(integers, i -> flags[i] ? 1 : 0);
                yield integers;
            }
            default -> throw otherType(key, array, "a list of integers");
        });
    }

    /** A list of numbers of either float type, rounded to float; the caller's own copy. */
    public Optional<float[]> reals(String key) throws GgufException {
        Array array = array(key, "a list of numbers");
        if (array == null) {
            return Optional.empty();
        }
        return Optional.of(switch (array.elements()) {
            case float[] reals -> reals.clone();
            case double[] reals -> {
                float[] rounded = new float[reals.length];
                for (int i = 0; i < reals.length; i++) {
                    rounded[i] = (float) reals[i];
                }
                yield rounded;
            }
            default -> throw otherType(key, array, "a list of numbers");
        });
    }

    /** How many elements the list under this key has, or empty if there is no such key or it is no list. */
    public OptionalInt length(String key) {
        Value value = values.get(key);
        return value != null && value.content() instanceof Array array ? OptionalInt.of(array.length()) : OptionalInt.empty();
    }

    /** As {@link #string}, but refuses a file without the key. */
    public String requireString(String key) throws GgufException {
        return string(key).orElseThrow(() -> missing(key));
    }

    /** As {@link #integer}, but refuses a file without the key. */
    public long requireInteger(String key) throws GgufException {
        return integer(key).orElseThrow(() -> missing(key));
    }

    /** As {@link #real}, but refuses a file without the key. */
    public double requireReal(String key) throws GgufException {
        return real(key).orElseThrow(() -> missing(key));
    }

    /** As {@link #flag}, but refuses a file without the key. */
    public boolean requireFlag(String key) throws GgufException {
        return flag(key).orElseThrow(() -> missing(key));
    }

    /** As {@link #strings}, but refuses a file without the key. */
    public List<String> requireStrings(String key) throws GgufException {
        return strings(key).orElseThrow(() -> missing(key));
    }

    /** As {@link #integers}, but refuses a file without the key. */
    public int[] requireIntegers(String key) throws GgufException {
        return integers(key).orElseThrow(() -> missing(key));
    }

    /** As {@link #reals}, but refuses a file without the key. */
    public float[] requireReals(String key) throws GgufException {
        return reals(key).orElseThrow(() -> missing(key));
    }

    private Array array(String key, String wanted) throws GgufException {
        Value value = values.get(key);
        return value == null ? null : typed(key, value, Array.class, wanted);
    }

    private static <T> T typed(String key, Value value, Class<T> type, String wanted) throws GgufException {
        if (!type.isInstance(value.content())) {
            throw new GgufException("The metadata key " + Quote.of(key) + " is " + described(value) + " where " + wanted
                    + " is expected; convert the model again with a current converter.");
        }
        return type.cast(value.content());
    }

    private static GgufException otherType(String key, Array array, String wanted) {
        return new GgufException("The metadata key " + Quote.of(key) + " is " + described(new Value(ValueType.ARRAY, array)) + " where "
                + wanted + " is expected; convert the model again with a current converter.");
    }

    private static String described(Value value) {
        return value.content() instanceof Array array ? "a list of type " + array.type().name().toLowerCase(Locale.ROOT)
                : "of type " + value.type().name().toLowerCase(Locale.ROOT);
    }

    private static int[] narrowed(String key, long[] integers, ValueType type) throws GgufException {
        int[] narrow = new int[integers.length];
        for (int i = 0; i < integers.length; i++) {
            narrow[i] = (int) integers[i];
            if (narrow[i] != integers[i]) {
                throw new GgufException("Element " + i + " of the metadata key " + Quote.of(key) + " is "
                        + (type == ValueType.UINT64 ? Long.toUnsignedString(integers[i]) : Long.toString(integers[i]))
                        + ", which no 32-bit integer holds; the file is damaged, download it again.");
            }
        }
        return narrow;
    }

    private static GgufException missing(String key) {
        return new GgufException("The file lacks the metadata key " + Quote.of(key)
                + ", without which the model cannot be used; convert the model again with a current converter.");
    }
}
