package org.dipscope.export;

import org.dipscope.session.Progress;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/**
 * The data behind a view: named columns, and rows of texts, numbers, truth values or {@code null}.
 *
 * @param columns their names, each once
 * @param rows    as many cells each as there are columns
 */
public record DataTable(List<String> columns, List<List<Object>> rows) {
    private static final int ROWS_BETWEEN_REPORTS = 256;

    /** What the cells of a column are. */
    enum Kind {
        TRUTH, WHOLE, NUMBER, TEXT;

        private static Kind of(Object cell) {
            return switch (cell) {
                case Boolean truth -> TRUTH;
                case Long number -> WHOLE;
                case Integer number -> WHOLE;
                case Number number -> NUMBER;
                default -> TEXT;
            };
        }

        /** The cell as this kind's own type; {@code null} for what is none. */
        Object cell(Object cell) {
            return switch (this) {
                case TRUTH -> cell;
                case WHOLE -> cell instanceof Number number ? number.longValue() : null;
                case NUMBER -> cell instanceof Number number && Double.isFinite(number.doubleValue()) ? number.doubleValue() : null;
                case TEXT -> cell == null || cell instanceof String ? cell : JsonText.of(cell);
            };
        }
    }

    public DataTable {
        columns = List.copyOf(columns);
        int width = columns.size();
        if (columns.stream().distinct().count() != width) {
            throw new IllegalArgumentException("a column stands twice among " + columns + ".");
        }
        rows = rows.stream().map(row -> {
            if (row.size() != width) {
                throw new IllegalArgumentException("a row of %d cells does not fit %d columns.".formatted(row.size(), width));
            }
            // A cell may be null, which List.copyOf refuses.
            return Collections.unmodifiableList(new ArrayList<>(row));
        }).toList();
    }

    /** A table of rows that name their cells; a cell that a row lacks is {@code null}. */
    public static DataTable of(List<Map<String, Object>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        return new DataTable(List.copyOf(columns), rows.stream().map(row -> columns.stream().<Object>map(row::get).collect(Collectors.toList())).toList());
    }

    /** What a column holds: numbers where some cell has a fraction, texts where the cells are of several kinds. */
    Kind kind(int column) {
        Set<Kind> kinds = rows.stream().map(row -> row.get(column)).filter(Objects::nonNull).map(Kind::of).collect(Collectors.toSet());
        if (kinds.size() == 1) {
            return kinds.iterator().next();
        }
        return kinds.isEmpty() || kinds.equals(Set.of(Kind.WHOLE, Kind.NUMBER)) ? Kind.NUMBER : Kind.TEXT;
    }

    /** Comma-separated values (RFC 4180), numbers with a point; what is no number or null is empty. */
    public String csv() {
        return text(Format.CSV);
    }

    /** A list of objects, one a row, by the columns' names. */
    public String json() {
        return text(Format.JSON);
    }

    /** An object a line, by the columns' names. */
    public String jsonLines() {
        return text(Format.JSON_LINES);
    }

    /** A format of lines, one a row. */
    private enum Format {
        CSV, JSON, JSON_LINES
    }

    private String text(Format format) {
        StringBuilder text = new StringBuilder();
        try {
            writeLines(format, text, Progress.SILENT);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory takes every line", e);
        }
        return text.toString();
    }

    private void writeLines(Format format, Appendable to, Progress progress) throws IOException {
        to.append(switch (format) {
            case CSV -> line(columns);
            case JSON -> "[\n";
            case JSON_LINES -> "";
        });
        for (int i = 0; i < rows.size(); i++) {
            if (i % ROWS_BETWEEN_REPORTS == 0) {
                progress.report((double) i / rows.size(), "rows");
                progress.requireWanted();
            }
            to.append(switch (format) {
                case CSV -> line(rows.get(i));
                case JSON -> (i > 0 ? ",\n" : "") + object(rows.get(i));
                case JSON_LINES -> object(rows.get(i)) + "\n";
            });
        }
        to.append(format == Format.JSON ? "\n]\n" : "");
    }

    private String object(List<Object> row) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            object.put(columns.get(i), row.get(i));
        }
        return JsonText.of(object);
    }

    /** The bytes of a Parquet file. */
    public byte[] parquet() {
        return ParquetTable.of(this);
    }

    /**
     * Refuses a file whose name says no format, before the work that fills it.
     *
     * @throws IllegalArgumentException in one sentence
     */
    public static void requireFormat(Path file) {
        if (!List.of("csv", "json", "jsonl", "parquet").contains(ending(file))) {
            throw new IllegalArgumentException("'%s' does not say which format it is to have; end it with .csv, .json, .jsonl or .parquet.".formatted(file));
        }
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Saves it whole or not at all, in the format that the name's ending says: {@code .csv}, {@code .json}, {@code .jsonl} or {@code .parquet}.
     *
     * @throws IllegalArgumentException for any other ending, in one sentence
     */
    public void save(Path file) throws IOException {
        save(file, Progress.SILENT);
    }

    /**
     * The same, where somebody watches.
     *
     * @throws CancellationException where the work was cancelled: nothing is left of it
     */
    public void save(Path file, Progress progress) throws IOException {
        requireFormat(file);
        AtomicFile.write(file, out -> {
            switch (ending(file)) {
                case "csv" -> writeLines(Format.CSV, out, progress);
                case "json" -> writeLines(Format.JSON, out, progress);
                case "jsonl" -> writeLines(Format.JSON_LINES, out, progress);
                default -> out.write(parquet());
            }
            progress.requireWanted();
        });
    }

    private void writeLines(Format format, OutputStream out, Progress progress) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        writeLines(format, (Appendable) text, progress);
        text.flush();
    }

    private static String line(List<?> cells) {
        return cells.stream().map(DataTable::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(Object value) {
        Object plain = JsonText.plain(value);
        String text = plain == null ? "" : plain.toString();
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r') || !text.equals(text.strip());
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
