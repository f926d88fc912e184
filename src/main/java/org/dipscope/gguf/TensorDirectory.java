package org.dipscope.gguf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the tensor directory and checks it as a whole against the file: names, sizes, alignment, bounds, overlaps. */
final class TensorDirectory {
    /** A name's length and one byte, the number of dimensions, one dimension, type and offset. */
    static final int LEAST_ENTRY_BYTES = 8 + 1 + 4 + 8 + 4 + 8;

    private static final int MOST_DIMENSIONS = 4;

    private final Cursor cursor;
    private final long fileBytes;
    private final long alignment;

    TensorDirectory(Cursor cursor, long fileBytes, long alignment) {
        this.cursor = cursor;
        this.fileBytes = fileBytes;
        this.alignment = alignment;
    }

    Map<String, TensorInfo> read(int count) throws GgufException {
        List<TensorInfo> relative = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            cursor.enter("tensor", i + 1, count);
            relative.add(entry());
        }
        long data = (cursor.position() + alignment - 1) & -alignment;
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (TensorInfo info : relative) {
            TensorInfo placed = placed(info, data);
            if (tensors.put(placed.name(), placed) != null) {
                throw new GgufException("The tensor " + Quote.of(placed.name())
                        + " stands in the directory twice; the file is damaged, download it again.");
            }
        }
        requireApart(tensors);
        return Collections.unmodifiableMap(tensors);
    }

    private TensorInfo entry() throws GgufException {
        long at = cursor.position();
        String name = cursor.string();
        if (name.isEmpty()) {
            throw new GgufException("At byte " + at + ", " + cursor.place() + " has no name; the file is damaged, download it again.");
        }
        cursor.enter("the directory entry of tensor", name);
        List<Long> shape = shape(name);
        TensorType type = TensorType.byId(cursor.int32(), name);
        long bytes = bytes(name, shape, type);
        return new TensorInfo(name, shape, type, cursor.int64(), bytes);
    }

    private List<Long> shape(String name) throws GgufException {
        int dimensions = cursor.int32();
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new GgufException("Tensor " + Quote.of(name) + " has " + Integer.toUnsignedString(dimensions)
                    + " dimensions where 1 to " + MOST_DIMENSIONS + " are possible; the file is damaged, download it again.");
        }
        List<Long> shape = new ArrayList<>(dimensions);
        for (int i = 0; i < dimensions; i++) {
            long dimension = cursor.int64();
            if (dimension < 1) {
                throw new GgufException("Dimension " + (i + 1) + " of tensor " + Quote.of(name) + " is "
                        + Long.toUnsignedString(dimension) + ", which no tensor can have; the file is damaged, download it again.");
            }
            shape.add(dimension);
        }
        // Some writers give every tensor the same number of dimensions.
        while (shape.size() > 2 && shape.getLast() == 1) {
            shape.removeLast();
        }
        return shape;
    }

    private static long bytes(String name, List<Long> shape, TensorType type) throws GgufException {
        if (shape.getFirst() % type.blockElements() != 0) {
            throw new GgufException("The rows of tensor " + Quote.of(name) + " have " + shape.getFirst() + " values, which is no multiple of "
                    + type + "'s blocks of " + type.blockElements() + "; the file is damaged, download it again.");
        }
        try {
            long elements = 1;
            for (long dimension : shape) {
                elements = Math.multiplyExact(elements, dimension);
            }
            return type.bytes(elements);
        } catch (ArithmeticException e) {
            throw new GgufException("Tensor " + Quote.of(name) + " announces the dimensions " + shape
                    + ", more values than any file can hold; the file is damaged, download it again.", e);
        }
    }

    private TensorInfo placed(TensorInfo info, long data) throws GgufException {
        long offset = info.offset();
        if (offset < 0 || data > fileBytes || offset > fileBytes - data || info.bytes() > fileBytes - data - offset) {
            throw new GgufException(Trouble.DAMAGED, "Tensor " + Quote.of(info.name()) + " takes " + info.bytes() + " bytes from byte "
                    + Long.toUnsignedString(offset) + " of the data, which begin at byte " + data + ", but the file ends at byte "
                    + fileBytes + "; it is truncated or damaged, download it again.");
        }
        if (offset % alignment != 0) {
            throw new GgufException(Trouble.DAMAGED, "Tensor " + Quote.of(info.name()) + " begins at byte " + offset + " of the data, which is no multiple of the "
                    + "file's alignment of " + alignment + "; the file is damaged, download it again.");
        }
        return new TensorInfo(info.name(), info.shape(), info.type(), data + offset, info.bytes());
    }

    private static void requireApart(Map<String, TensorInfo> tensors) throws GgufException {
        List<TensorInfo> ordered = new ArrayList<>(tensors.values());
        ordered.sort(Comparator.comparingLong(TensorInfo::offset));
        for (int i = 1; i < ordered.size(); i++) {
            TensorInfo before = ordered.get(i - 1);
            TensorInfo after = ordered.get(i);
            if (before.offset() + before.bytes() > after.offset()) {
                throw new GgufException("The tensors " + Quote.of(before.name()) + " and " + Quote.of(after.name())
                        + " overlap at byte " + after.offset() + "; the file is damaged, download it again.");
            }
        }
    }
}
