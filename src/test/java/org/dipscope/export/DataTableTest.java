package org.dipscope.export;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DataTableTest {
    private static final Path PARQUET = Path.of("src", "test", "resources", "export", "table.parquet");

    @TempDir
    private Path folder;

    /** Every kind of cell, with and without gaps, and runs of gaps longer than one byte counts. */
    private static DataTable table() {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(Arrays.asList("row " + i, i % 7 == 0 ? null : "é,\"" + i, (long) i * i * i * i * 1000, i < 200 ? null : i / 8.0, i % 3 == 0,
                    i % 2 == 0 ? null : (Object) (i % 5 == 0), null, i % 2 == 0 ? (Object) 3L : 0.5, i == 17 ? Double.NaN : -i * 1e300));
        }
        return new DataTable(List.of("name", "text", "whole", "late", "truth", "gaps", "nothing", "mixed", "large"), rows);
    }

    @Test
    void aParquetFileIsTheOneThatPyarrowHasRead() throws IOException {
        // src/test/python/parquet.py reads the file with pyarrow and compares every cell with these same formulas.
        assertThat(Arrays.equals(table().parquet(), Files.readAllBytes(PARQUET))).isTrue();
    }

    @Test
    void csvQuotesWhatItMust() {
        assertThat(new DataTable(List.of("a", "b"), List.of(List.of("x,y", "say \"no\""), Arrays.asList(null, 1.0), List.of(true, 0.25))).csv())
                .isEqualTo("a,b\r\n\"x,y\",\"say \"\"no\"\"\"\r\n,1\r\ntrue,0.25\r\n");
    }

    @Test
    void jsonLinesAreAnObjectEach() {
        assertThat(DataTable.of(List.of(Map.of("a", 1L), Map.of("b", "x"))).jsonLines().lines()).hasSize(2).first().asString().contains("\"a\":1").contains("\"b\":null");
    }

    @Test
    void theNamesEndingSaysTheFormat() throws IOException {
        for (String ending : List.of("csv", "json", "jsonl", "parquet")) {
            Path file = folder.resolve("table." + ending);
            table().save(file);
            assertThat(file).isNotEmptyFile();
        }
        assertThat(Files.readAllBytes(folder.resolve("table.parquet"))).isEqualTo(table().parquet());
        assertThatIllegalArgumentException().isThrownBy(() -> table().save(folder.resolve("table.xlsx"))).withMessageEndingWith(".");
    }
}
