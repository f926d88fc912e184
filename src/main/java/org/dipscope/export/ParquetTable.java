package org.dipscope.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table as a Parquet file (format version 1): one row group, a page a column, plain encoding, not compressed, every column optional.
 * Every reader of the format reads that, and at the size of a sweep nothing more would be gained.
 */
final class ParquetTable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int OPTIONAL = 1;
    private static final int UTF8 = 0;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int UNCOMPRESSED = 0;
    private static final int DATA_PAGE = 0;

    private final DataTable table;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private ParquetTable(DataTable table) {
        this.table = table;
    }

    /** The file's bytes. */
    static byte[] of(DataTable table) {
        return new ParquetTable(table).write();
    }

    /** A column's page in the file. */
    private record Chunk(String name, DataTable.Kind kind, long offset, long bytes) {
    }

    private byte[] write() {
        file.writeBytes(MAGIC);
        List<Chunk> chunks = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            chunks.add(chunk(column));
        }
        byte[] footer = ThriftCompact.struct(meta -> {
            meta.i32(1, 1);
            meta.structs(2, elements(chunks), (element, chunk) -> schema(element, chunk, chunks.size()));
            meta.i64(3, table.rows().size());
            meta.structs(4, List.of(chunks), (group, unused) -> rowGroup(group, chunks));
            meta.text(6, "Dipscope");
        });
        file.writeBytes(footer);
        file.writeBytes(little(4).putInt(footer.length).array());
        file.writeBytes(MAGIC);
        return file.toByteArray();
    }

    /** The root, which has no chunk, before its columns. */
    private static List<Chunk> elements(List<Chunk> chunks) {
        List<Chunk> elements = new ArrayList<>();
        elements.add(new Chunk("table", null, 0, 0));
        elements.addAll(chunks);
        return elements;
    }

    private static void schema(ThriftCompact element, Chunk chunk, int columns) {
        if (chunk.kind() == null) {
            element.text(4, chunk.name());
            element.i32(5, columns);
            return;
        }
        element.i32(1, type(chunk.kind()));
        element.i32(3, OPTIONAL);
        element.text(4, chunk.name());
        if (chunk.kind() == DataTable.Kind.TEXT) {
            element.i32(6, UTF8);
            element.struct(10, logical -> logical.struct(1, string -> { }));
        }
    }

    private void rowGroup(ThriftCompact group, List<Chunk> chunks) {
        group.structs(1, chunks, (column, chunk) -> {
            column.i64(2, chunk.offset());
            column.struct(3, meta -> {
                meta.i32(1, type(chunk.kind()));
                meta.i32s(2, List.of(PLAIN, RLE));
                meta.texts(3, List.of(chunk.name()));
                meta.i32(4, UNCOMPRESSED);
                meta.i64(5, table.rows().size());
                meta.i64(6, chunk.bytes());
                meta.i64(7, chunk.bytes());
                meta.i64(9, chunk.offset());
            });
        });
        group.i64(2, chunks.stream().mapToLong(Chunk::bytes).sum());
        group.i64(3, table.rows().size());
    }

    private static int type(DataTable.Kind kind) {
        return switch (kind) {
            case TRUTH -> 0;
            case WHOLE -> 2;
            case NUMBER -> 5;
            case TEXT -> 6;
        };
    }

    private Chunk chunk(int column) {
        DataTable.Kind kind = table.kind(column);
        List<Object> cells = table.rows().stream().map(row -> kind.cell(row.get(column))).toList();
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        byte[] levels = levels(cells);
        page.writeBytes(little(4).putInt(levels.length).array());
        page.writeBytes(levels);
        page.writeBytes(values(kind, cells.stream().filter(Objects::nonNull).toList()));
        byte[] header = ThriftCompact.struct(fields -> {
            fields.i32(1, DATA_PAGE);
            fields.i32(2, page.size());
            fields.i32(3, page.size());
            fields.struct(5, data -> {
                data.i32(1, cells.size());
                data.i32(2, PLAIN);
                data.i32(3, RLE);
                data.i32(4, RLE);
            });
        });
        long offset = file.size();
        file.writeBytes(header);
        file.writeBytes(page.toByteArray());
        return new Chunk(table.columns().get(column), kind, offset, header.length + page.size());
    }

    /** Which cells are there: runs of 1 and 0, each a count and a byte. */
    private static byte[] levels(List<Object> cells) {
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        for (int from = 0, to; from < cells.size(); from = to) {
            boolean there = cells.get(from) != null;
            to = from;
            while (to < cells.size() && (cells.get(to) != null) == there) {
                to++;
            }
            for (int rest = to - from << 1; ; rest >>>= 7) {
                boolean more = rest > 0x7F;
                levels.write(rest & 0x7F | (more ? 0x80 : 0));
                if (!more) {
                    break;
                }
            }
            levels.write(there ? 1 : 0);
        }
        return levels.toByteArray();
    }

    private static byte[] values(DataTable.Kind kind, List<Object> cells) {
        return switch (kind) {
            case TRUTH -> {
                byte[] bits = new byte[(cells.size() + 7) / 8];
                for (int i = 0; i < cells.size(); i++) {
                    bits[i >> 3] |= (byte) ((Boolean) cells.get(i) ? 1 << (i & 7) : 0);
                }
                yield bits;
            }
            case WHOLE -> {
                ByteBuffer longs = little(8 * cells.size());
                cells.forEach(cell -> longs.putLong((Long) cell));
                yield longs.array();
            }
            case NUMBER -> {
                ByteBuffer doubles = little(8 * cells.size());
                cells.forEach(cell -> doubles.putDouble((Double) cell));
                yield doubles.array();
            }
            case TEXT -> {
                ByteArrayOutputStream texts = new ByteArrayOutputStream();
                cells.forEach(cell -> {
                    byte[] utf8 = ((String) cell).getBytes(StandardCharsets.UTF_8);
                    texts.writeBytes(little(4).putInt(utf8.length).array());
                    texts.writeBytes(utf8);
                });
                yield texts.toByteArray();
            }
        };
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
