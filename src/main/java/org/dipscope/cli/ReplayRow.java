package org.dipscope.cli;

import org.dipscope.mask.Hook;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.ReplayResult;

import java.util.ArrayList;
import java.util.List;

/** One point of a replay as a row; every column names its unit. */
final class ReplayRow {
    static final List<String> COLUMNS = List.of("policy", "budget", "dram_bytes", "dram_bytes_per_s", "flash_bytes_per_s", "concurrent_io", "cache_seed",
            "tokens_per_s", "dense_tokens_per_s", "hit_rate", "flash_bytes_per_token", "dram_bytes_per_token", "fixed_s", "dynamic_s", "ttft_s",
            "columns_wanted", "columns_hit", "columns_loaded", "columns_evicted", "capacity_input", "capacity_rows", "capacity_down");

    private ReplayRow() {
    }

    static List<Object> of(ReplayResult result, ReplayResult dense) {
        DeviceProfile device = result.settings().device();
        List<Object> row = new ArrayList<>(List.of(result.settings().policy().id(), result.settings().budget().id(), device.dramBytes(),
                device.dramBandwidth(), device.flashBandwidth(), device.concurrentIo(), result.settings().seed(),
                result.tokensPerSecond(), dense.tokensPerSecond(), result.hitRate(), result.flashBytesPerToken(), result.dramBytesPerToken(),
                result.fixedSeconds(), result.dynamicSeconds(), result.firstTokenSeconds(),
                result.statistics().wanted(), result.statistics().hits(), result.statistics().loaded(), result.statistics().evicted()));
        for (Hook hook : List.of(Hook.INPUT, Hook.ROWS, Hook.DOWN)) {
            row.add(result.allocation().capacityColumns().get(hook));
        }
        return row;
    }
}
