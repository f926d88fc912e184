package org.dipscope.export;

import org.dipscope.session.Figures;

import java.util.LinkedHashMap;
import java.util.Map;

/** A run's figures under the names that files and the command line use; measured and simulated ones never stand together. */
public final class FigureText {

    private FigureText() {
    }

    /** What this machine did. */
    public static Map<String, Object> measured(Figures figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prefill_tokens_per_s", figures.measuredPrefill());
        fields.put("decode_tokens_per_s", figures.measuredDecode());
        return fields;
    }

    /** What the chosen device would do. */
    public static Map<String, Object> simulated(Figures figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tokens_per_s", figures.simulatedDecode());
        fields.put("dense_tokens_per_s", figures.simulatedDense());
        fields.put("ttft_s", figures.simulatedFirstToken());
        fields.put("hit_rate", figures.hitRate());
        fields.put("flash_bytes_per_token", figures.flashBytesPerToken());
        fields.put("dram_bytes_per_token", figures.dramBytesPerToken());
        return fields;
    }

    /** All of them. */
    public static Map<String, Object> all(Figures figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("density", figures.density());
        fields.put("measured", measured(figures));
        fields.put("simulated", simulated(figures));
        return fields;
    }
}
