package org.dipscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BenchCommandTest {
    /** What the embedded model's matrices take in the file: all of them are read for a token. */
    private static final long MATRICES = 3 * 16_588_800 + 16_588_800 + 30_081_024;

    @Test
    void json_hasEachRepetitionAndWhatDecodeReads() throws IOException {
        JsonNode bench = run("--prompt", "8", "--generate", "2", "--repetitions", "2");
        assertThat(bench.get("prefill_tokens_per_s")).hasSize(2);
        assertThat(bench.get("decode_tokens_per_s")).hasSize(2);
        // Rows are padded to the tile, which depends on this machine's vectors, and nothing is read twice.
        assertThat(bench.get("decode_bytes_per_token").asLong()).isBetween(MATRICES, MATRICES * 11 / 10);
        assertThat(bench.get("decode_bytes_per_s").asDouble()).isPositive();
        assertThat(bench.get("share_of_dram").asDouble())
                .isCloseTo(bench.get("decode_bytes_per_s").asDouble() / bench.get("dram_bytes_per_s").asDouble(), within(1e-9));
        assertThat(bench.get("threads").asInt()).isEqualTo(2);
        assertThat(bench.get("load_seconds").asDouble()).isPositive();
    }

    @Test
    void halfTheDensity_readsThatMuchLessOfTheMlp() throws IOException {
        long dense = run("--prompt", "1", "--generate", "1", "--repetitions", "1").get("decode_bytes_per_token").asLong();
        long half = run("--prompt", "1", "--generate", "1", "--repetitions", "1", "--method", "dip", "--density", "0.5").get("decode_bytes_per_token").asLong();
        // A fifth of Q4_1 are scales, which are read for all columns of a block.
        double mlp = 3 * 16_588_800;
        assertThat((dense - half) / mlp).isBetween(0.5 * 0.8, 0.5 * 0.8 * 1.1);
    }

    @Test
    void table_isMarkdownWithTheMedians() {
        String table = new BenchResult("m.gguf", 98_362_432, "dense", 2, 512, 64, List.of(300.0, 500.0, 400.0), List.of(100.0, 120.0), 96_000_000, 33e9, 0.5).table();
        assertThat(table.lines().filter(line -> line.startsWith("|"))).hasSize(3);
        assertThat(table).contains("| m.gguf | 98.4 MB | 2 | dense | 400.0 (300.0–500.0) | 110.0 (100.0–120.0) | 96.0 MB | 10.6 GB/s | 32 % |");
    }

    private static JsonNode run(String... options) throws IOException {
        String[] line = new String[options.length + 4];
        line[0] = "bench";
        System.arraycopy(options, 0, line, 1, options.length);
        line[options.length + 1] = "--threads";
        line[options.length + 2] = "2";
        line[options.length + 3] = "--json";
        return Invocation.of(line).json();
    }
}
