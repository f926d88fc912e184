package org.dipscope.sparsity;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The named arrays of a calibration file, little-endian. What is read is checked for its length first. */
public final class CalibrationSections {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Map<String, MemorySegment> sections = new LinkedHashMap<>();

    /** The sections by name, in their order. */
    Map<String, MemorySegment> all() {
        return sections;
    }

    /** Whether there is one of this name. */
    boolean has(String name) {
        return sections.containsKey(name);
    }

    /** How many bytes a section has; 0 for one that is not there. */
    long size(String name) {
        MemorySegment section = sections.get(name);
        return section == null ? 0 : section.byteSize();
    }

    /** Adds bytes as they are. */
    void put(String name, MemorySegment bytes) {
        sections.put(name, bytes);
    }

    /** Adds rows of 32-bit floats. */
    void putFloats(String name, float[][] rows) {
        long count = 0;
        for (float[] row : rows) {
            count += row.length;
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(4 * count)]);
        long at = 0;
        for (float[] row : rows) {
            MemorySegment.copy(row, 0, bytes, FLOAT, at, row.length);
            at += 4L * row.length;
        }
        put(name, bytes);
    }

    /** Adds rows of floats as 16-bit halves. */
    void putHalves(String name, float[][] rows) {
        long count = 0;
        for (float[] row : rows) {
            count += row.length;
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(2 * count)]);
        long at = 0;
        for (float[] row : rows) {
            for (float value : row) {
                bytes.set(SHORT, at, Float.floatToFloat16(value));
                at += 2;
            }
        }
        put(name, bytes);
    }

    /** The bytes of a section; throws {@link IllegalArgumentException} unless there are exactly so many. */
    MemorySegment bytes(String name, long size) {
        MemorySegment section = sections.get(name);
        if (section == null || section.byteSize() != size) {
            throw new IllegalArgumentException("its part '%s' has %d bytes where %d belong".formatted(name, size(name), size));
        }
        return section;
    }

    /** Rows of 32-bit floats; throws {@link IllegalArgumentException} unless there are exactly so many and all are finite. */
    float[][] floats(String name, int rows, int width) {
        MemorySegment section = bytes(name, 4L * rows * width);
        float[][] values = new float[rows][width];
        for (int row = 0; row < rows; row++) {
            MemorySegment.copy(section, FLOAT, 4L * row * width, values[row], 0, width);
            requireFinite(name, values[row]);
        }
        return values;
    }

    /** Rows of 16-bit halves; throws {@link IllegalArgumentException} unless there are exactly so many and all are finite. */
    float[][] halves(String name, int rows, int width) {
        MemorySegment section = bytes(name, 2L * rows * width);
        float[][] values = new float[rows][width];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < width; i++) {
                values[row][i] = Float.float16ToFloat(section.get(SHORT, 2L * ((long) row * width + i)));
            }
            requireFinite(name, values[row]);
        }
        return values;
    }

    private static void requireFinite(String name, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("its part '%s' has a number that is not finite".formatted(name));
            }
        }
    }
}
