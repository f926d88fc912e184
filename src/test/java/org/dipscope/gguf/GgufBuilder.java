package org.dipscope.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes small GGUF files for tests, sound ones and, through the raw methods, unsound ones. */
public final class GgufBuilder {
    private final Bytes pairs = new Bytes();
    private final Bytes directory = new Bytes();
    private final List<byte[]> data = new ArrayList<>();
    private int magic = 0x46554747;
    private int version = 3;
    private int alignment = 32;
    private long pairCount;
    private long tensorCount;
    private long dataBytes;

    /** A little-endian output. */
    public static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        public Bytes int8(int value) {
            out.write(value);
            return this;
        }

        public Bytes int16(int value) {
            return int8(value).int8(value >> 8);
        }

        public Bytes int32(int value) {
            return int16(value).int16(value >> 16);
        }

        public Bytes int64(long value) {
            return int32((int) value).int32((int) (value >> 32));
        }

        public Bytes float32(float value) {
            return int32(Float.floatToRawIntBits(value));
        }

        public Bytes text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return int64(bytes.length).raw(bytes);
        }

        public Bytes raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        public int size() {
            return out.size();
        }

        public byte[] toArray() {
            return out.toByteArray();
        }
    }

    public GgufBuilder magic(int value) {
        magic = value;
        return this;
    }

    public GgufBuilder version(int value) {
        version = value;
        return this;
    }

    /** The alignment that this writer keeps; write the key {@code general.alignment} to tell it to the reader. */
    public GgufBuilder alignment(int value) {
        alignment = value;
        return this;
    }

    /** Announces so many pairs and tensors more (or fewer) than are written. */
    public GgufBuilder miscount(long morePairs, long moreTensors) {
        pairCount += morePairs;
        tensorCount += moreTensors;
        return this;
    }

    public GgufBuilder string(String key, String value) {
        pair(key, 8).text(value);
        return this;
    }

    public GgufBuilder uint32(String key, int value) {
        pair(key, 4).int32(value);
        return this;
    }

    public GgufBuilder float32(String key, float value) {
        pair(key, 6).float32(value);
        return this;
    }

    public GgufBuilder flag(String key, boolean value) {
        pair(key, 7).int8(value ? 1 : 0);
        return this;
    }

    public GgufBuilder strings(String key, List<String> values) {
        Bytes bytes = array(key, 8, values.size());
        values.forEach(bytes::text);
        return this;
    }

    public GgufBuilder int32s(String key, int... values) {
        Bytes bytes = array(key, 5, values.length);
        for (int value : values) {
            bytes.int32(value);
        }
        return this;
    }

    public GgufBuilder float32s(String key, float... values) {
        Bytes bytes = array(key, 6, values.length);
        for (float value : values) {
            bytes.float32(value);
        }
        return this;
    }

    /** Begins a pair of any type; the caller writes the value itself. */
    public Bytes pair(String key, int type) {
        pairCount++;
        return pairs.text(key).int32(type);
    }

    /** Begins an array of any element type and announced length; the caller writes the elements. */
    public Bytes array(String key, int type, long length) {
        return pair(key, 9).int32(type).int64(length);
    }

    public GgufBuilder tensor(String name, TensorType type, byte[] content, long... shape) {
        long offset = dataBytes;
        data.add(content);
        dataBytes = align(dataBytes + content.length);
        return entry(name, type.id(), offset, shape);
    }

    /** A directory entry alone, with whatever it claims. */
    public GgufBuilder entry(String name, int type, long offset, long... shape) {
        tensorCount++;
        directory.text(name).int32(shape.length);
        for (long dimension : shape) {
            directory.int64(dimension);
        }
        directory.int32(type).int64(offset);
        return this;
    }

    /** Everything before the data, not padded. */
    public byte[] header() {
        return new Bytes().int32(magic).int32(version).int64(tensorCount).int64(pairCount).raw(pairs.toArray())
                .raw(directory.toArray()).toArray();
    }

    /** The whole file. */
    public byte[] build() {
        byte[] header = header();
        ByteBuffer file = ByteBuffer.allocate((int) (align(header.length) + dataBytes)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(header);
        file.position((int) align(header.length));
        for (byte[] content : data) {
            int at = file.position();
            file.put(content);
            file.position(at + (int) align(content.length));
        }
        return file.array();
    }

    private long align(long at) {
        return (at + alignment - 1) / alignment * alignment;
    }
}
