package org.dipscope.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code bench} measured.
 *
 * @param model         the model's file name
 * @param fileBytes     its size
 * @param method        the masking method of the decoded tokens
 * @param prefill       tokens/s of each repetition
 * @param decode        tokens/s of each repetition
 * @param bytesPerToken bytes of weights that decode reads for a token, from their layout in memory
 * @param dram          bytes/s that as many threads get out of this machine's DRAM by reading alone
 * @param loadSeconds   seconds to load the model
 */
record BenchResult(String model, long fileBytes, String method, int threads, int prompt, int generated, List<Double> prefill, List<Double> decode,
                   long bytesPerToken, double dram, double loadSeconds) {

    /** Bytes/s that decode read, by its median. */
    double decodeBytes() {
        return median(decode) * bytesPerToken;
    }

    /** As JSON has it, under the names that {@code docs/formats.md} explains. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prefill_tokens_per_s", prefill);
        fields.put("decode_tokens_per_s", decode);
        fields.put("load_seconds", loadSeconds);
        fields.put("threads", threads);
        fields.put("decode_bytes_per_token", bytesPerToken);
        fields.put("decode_bytes_per_s", decodeBytes());
        fields.put("dram_bytes_per_s", dram);
        fields.put("share_of_dram", decodeBytes() / dram);
        return fields;
    }

    /** A Markdown table to paste, and below it what its columns mean. */
    String table() {
        return String.format(Locale.ROOT, """
                | model | size | threads | decode with | prefill %d, tokens/s | decode %d, tokens/s | read a token | decode reads | of DRAM's |
                |---|---|---|---|---|---|---|---|---|
                | %s | %.1f MB | %d | %s | %s | %s | %.1f MB | %.1f GB/s | %.0f %% |

                Medians, and from least to most in brackets. Loaded in %.2f s. This machine's DRAM gives %d %s %.1f GB/s.
                """, prompt, generated, model, fileBytes / 1e6, threads, method, range(prefill), range(decode), bytesPerToken / 1e6,
                decodeBytes() / 1e9, 100 * decodeBytes() / dram, loadSeconds, threads, threads == 1 ? "thread" : "threads", dram / 1e9);
    }

    private static String range(List<Double> rates) {
        List<Double> sorted = rates.stream().sorted().toList();
        return String.format(Locale.ROOT, sorted.size() == 1 ? "%.1f" : "%.1f (%.1f–%.1f)", median(rates), sorted.getFirst(), sorted.getLast());
    }

    private static double median(List<Double> rates) {
        List<Double> sorted = rates.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
