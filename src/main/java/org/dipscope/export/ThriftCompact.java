package org.dipscope.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Writes structures in Thrift's compact protocol, as far as Parquet's metadata need it. Fields come in ascending order of their numbers. */
final class ThriftCompact {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST = 15;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Deque<Integer> last = new ArrayDeque<>();

    /** The bytes of one structure. */
    static byte[] struct(Consumer<ThriftCompact> fields) {
        ThriftCompact writer = new ThriftCompact();
        writer.body(fields);
        return writer.bytes.toByteArray();
    }

    private void body(Consumer<ThriftCompact> fields) {
        last.push(0);
        fields.accept(this);
        last.pop();
        bytes.write(0);
    }

    void i32(int field, int value) {
        header(field, I32);
        varint(zigzag(value));
    }

    void i64(int field, long value) {
        header(field, I64);
        varint(zigzag(value));
    }

    void text(int field, String value) {
        header(field, BINARY);
        text(value);
    }

    void struct(int field, Consumer<ThriftCompact> fields) {
        header(field, STRUCT);
        body(fields);
    }

    void i32s(int field, List<Integer> values) {
        list(field, I32, values.size());
        values.forEach(value -> varint(zigzag(value)));
    }

    void texts(int field, List<String> values) {
        list(field, BINARY, values.size());
        values.forEach(this::text);
    }

    <T> void structs(int field, List<T> values, java.util.function.BiConsumer<ThriftCompact, T> fields) {
        list(field, STRUCT, values.size());
        values.forEach(value -> body(writer -> fields.accept(writer, value)));
    }

    private void list(int field, int type, int size) {
        header(field, LIST);
        if (size < SHORT_LIST) {
            bytes.write(size << 4 | type);
        } else {
            bytes.write(SHORT_LIST << 4 | type);
            varint(size);
        }
    }

    private void header(int field, int type) {
        // Parquet's fields never lie 16 apart, so that the short form always does.
        bytes.write(field - last.pop() << 4 | type);
        last.push(field);
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        bytes.writeBytes(utf8);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }
}
