package org.dipscope.gguf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the keys and values of a header. Nothing is allocated for a count before the rest of the file was seen to hold it. */
final class MetadataReader {
    private static final int LONGEST_KEY = 65535;
    private static final int DEEPEST_ARRAY = 4;

    private final Cursor cursor;

    MetadataReader(Cursor cursor) {
        this.cursor = cursor;
    }

    Metadata read(int pairs) throws GgufException {
        Map<String, Metadata.Value> values = new LinkedHashMap<>();
        for (int i = 0; i < pairs; i++) {
            cursor.enter("metadata key", i + 1, pairs);
            long at = cursor.position();
            String key = cursor.string();
            if (key.isEmpty() || key.length() > LONGEST_KEY) {
                throw new GgufException("At byte " + at + ", " + cursor.place() + " is " + (key.isEmpty() ? "empty" : "longer than "
                        + LONGEST_KEY + " characters") + "; the file is damaged, download it again.");
            }
            cursor.enter("the value of metadata key", key);
            if (values.put(key, value()) != null) {
                throw new GgufException("The metadata key " + Quote.of(key) + " stands in the file twice, the second time at byte " + at
                        + "; the file is damaged, download it again.");
            }
        }
        return new Metadata(values);
    }

    private Metadata.Value value() throws GgufException {
        ValueType type = type();
        return new Metadata.Value(type, type == ValueType.ARRAY ? array(1) : scalar(type));
    }

    private ValueType type() throws GgufException {
        long at = cursor.position();
        int id = cursor.int32();
        ValueType type = ValueType.byId(id);
        if (type == null) {
            throw new GgufException("At byte " + at + ", " + cursor.place() + " is of the unknown type " + Integer.toUnsignedString(id)
                    + "; the file is damaged or newer than this program, download it again or choose another one.");
        }
        return type;
    }

    private Object scalar(ValueType type) throws GgufException {
        return switch (type) {
            case FLOAT32 -> (double) Float.intBitsToFloat(cursor.int32());
            case FLOAT64 -> Double.longBitsToDouble(cursor.int64());
            case BOOL -> flag();
            case STRING -> cursor.string();
            default -> integer(type);
        };
    }

    private long integer(ValueType type) throws GgufException {
        return switch (type) {
            case UINT8 -> Byte.toUnsignedLong(cursor.int8());
            case INT8 -> cursor.int8();
            case UINT16 -> Short.toUnsignedLong(cursor.int16());
            case INT16 -> cursor.int16();
            case UINT32 -> Integer.toUnsignedLong(cursor.int32());
            case INT32 -> cursor.int32();
            case UINT64, INT64 -> cursor.int64();
            default -> throw new AssertionError(type);
        };
    }

    private boolean flag() throws GgufException {
        long at = cursor.position();
        byte value = cursor.int8();
        if (value != 0 && value != 1) {
            throw new GgufException("At byte " + at + ", " + cursor.place() + " is a flag with the value " + (value & 0xFF)
                    + " where only 0 and 1 have a meaning; the file is damaged, download it again.");
        }
        return value == 1;
    }

    private Metadata.Array array(int depth) throws GgufException {
        if (depth > DEEPEST_ARRAY) {
            throw new GgufException("At byte " + cursor.position() + ", " + cursor.place() + " nests arrays more than " + DEEPEST_ARRAY
                    + " deep; the file is damaged, download it again.");
        }
        ValueType type = type();
        int length = cursor.count(type.bytes(), "array elements");
        return new Metadata.Array(type, length, elements(type, length, depth));
    }

    private Object elements(ValueType type, int length, int depth) throws GgufException {
        switch (type) {
            case STRING -> {
                List<String> strings = new ArrayList<>(length);
                for (int i = 0; i < length; i++) {
                    strings.add(cursor.string());
                }
                return strings;
            }
            case ARRAY -> {
                List<Metadata.Array> arrays = new ArrayList<>(length);
                for (int i = 0; i < length; i++) {
                    arrays.add(array(depth + 1));
                }
                return arrays;
            }
            case BOOL -> {
                boolean[] flags = new boolean[length];
                for (int i = 0; i < length; i++) {
                    flags[i] = flag();
                }
                return flags;
            }
            case FLOAT32 -> {
                float[] reals = new float[length];
                for (int i = 0; i < length; i++) {
                    reals[i] = Float.intBitsToFloat(cursor.int32());
                }
                return reals;
            }
            case FLOAT64 -> {
                double[] reals = new double[length];
                for (int i = 0; i < length; i++) {
                    reals[i] = Double.longBitsToDouble(cursor.int64());
                }
                return reals;
            }
            case UINT32, UINT64, INT64 -> {
                long[] integers = new long[length];
                for (int i = 0; i < length; i++) {
                    integers[i] = integer(type);
                }
                return integers;
            }
            default -> {
                int[] integers = new int[length];
                for (int i = 0; i < length; i++) {
                    integers[i] = (int) integer(type);
                }
                return integers;
            }
        }
    }
}
