package org.dipscope.cli;

import org.dipscope.export.DataTable;
import org.dipscope.export.JsonText;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in aligned columns, for people; what is empty in every row is left out. */
final class TextTable {
    private final DataTable table;

    TextTable(DataTable table) {
        this.table = table;
    }

    void print(PrintWriter out) {
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            int at = i;
            List<String> cells = table.rows().stream().map(row -> text(row.get(at))).toList();
            if (cells.stream().anyMatch(cell -> !cell.equals("-"))) {
                List<String> column = new ArrayList<>(List.of(table.columns().get(i)));
                column.addAll(cells);
                columns.add(column);
            }
        }
        for (int row = 0; row <= table.rows().size(); row++) {
            StringBuilder line = new StringBuilder();
            for (List<String> column : columns) {
                int width = column.stream().mapToInt(String::length).max().orElse(0);
                line.append(line.isEmpty() ? "" : "  ").append(" ".repeat(width - column.get(row).length())).append(column.get(row));
            }
            out.println(line);
        }
        out.flush();
    }

    private static String text(Object value) {
        Object plain = JsonText.plain(value);
        return switch (plain) {
            case null -> "-";
            // Five digits, but bytes as they are: powers of ten beside whole numbers cannot be compared at a glance.
            case Double number when Math.abs(number) >= 100_000 -> String.format(Locale.ROOT, "%.0f", number);
            case Double number -> String.format(Locale.ROOT, "%.5g", number);
            default -> plain.toString();
        };
    }
}
