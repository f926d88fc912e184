package org.dipscope.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The data behind a view: named columns, and rows of texts, numbers, truth values or {@code null}.
 *
 * @param columns their names, each once
 * @param rows    as many cells each as there are columns
 */
public record DataTable(List<String> columns, List<List<Object>> rows) {

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
            return java.util.Collections.unmodifiableList(new ArrayList<>(row));
        }).toList();
    }

    /** Comma-separated values (RFC 4180), numbers with a point; what is no number or null is empty. */
    public String csv() {
        StringBuilder text = new StringBuilder(line(columns));
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    /** A list of objects, one a row, by the columns' names. */
    public String json() {
        return rows.stream().map(row -> {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i), row.get(i));
            }
            return JsonText.of(object);
        }).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    /** Saves it whole or not at all: as JSON where the name ends so, else as CSV. */
    public void save(Path file) throws IOException {
        boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
        AtomicFile.writeText(file, json ? json() : csv());
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
