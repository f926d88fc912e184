package org.dipscope.cli;

import org.dipscope.memory.CachePolicy;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The simulator's settings with lists for values: every combination of them is a point. */
final class ReplayAxes {
    private static final int MOST_POINTS = 100_000;

    @Option(names = "--policy", paramLabel = "LIST", split = ",", description = "cache policies, or all (default: lfu)")
    private List<String> policies;

    @Option(names = "--dram", paramLabel = "LIST", split = ",", description = "DRAM budgets, such as 64MB,80MB (default: 80MB for the embedded model, 80 %% of its bytes for another)")
    private List<String> dram;

    @Option(names = "--dram-bandwidth", paramLabel = "LIST", split = ",", description = "how fast DRAM is read (default: 60GB/s)")
    private List<String> dramBandwidths;

    @Option(names = "--flash-bandwidth", paramLabel = "LIST", split = ",", description = "how fast Flash is read (default: 1GB/s)")
    private List<String> flashBandwidths;

    @Option(names = "--concurrent-io", paramLabel = "LIST", split = ",", arity = "0..1", fallbackValue = "true", description = "true, false or both (default: false)")
    private List<String> concurrent;

    @Option(names = "--budget", paramLabel = "LIST", split = ",", description = "how the layers share the DRAM: even, global or both (default: even)")
    private List<String> budgets;

    @Option(names = "--pinned-tokens", paramLabel = "LIST", split = ",", description = "the first tokens from which pinned learns (default: 128)")
    private List<String> pinnedTokens;

    @Option(names = "--cache-seed", paramLabel = "LIST", split = ",", description = "seeds of the choice among missed columns (default: 0)")
    private List<String> seeds;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * All combinations, the last axis fastest.
     *
     * @param base what holds where no list was given
     * @throws ParameterException with one sentence, for bad usage
     */
    List<Settings> points(Settings base) {
        Map<Setting<?>, List<String>> axes = new LinkedHashMap<>();
        axes.put(Setting.POLICY, all(policies));
        axes.put(Setting.BUDGET, budgets);
        axes.put(Setting.PINNED_TOKENS, pinnedTokens);
        axes.put(Setting.DRAM, dram);
        axes.put(Setting.DRAM_BANDWIDTH, dramBandwidths);
        axes.put(Setting.FLASH_BANDWIDTH, flashBandwidths);
        axes.put(Setting.CONCURRENT_IO, concurrent);
        axes.put(Setting.CACHE_SEED, seeds);
        List<Map<String, String>> points = List.of(Map.of());
        for (Map.Entry<Setting<?>, List<String>> axis : axes.entrySet()) {
            if (axis.getValue() != null) {
                points = combined(points, axis.getKey().name(), axis.getValue());
            }
        }
        try {
            return points.stream().map(point -> SettingsText.read(point, base)).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private List<Map<String, String>> combined(List<Map<String, String>> points, String name, List<String> values) {
        if ((long) points.size() * values.size() > MOST_POINTS) {
            throw new ParameterException(command.commandLine(), "these lists make more than %d points; give shorter ones.".formatted(MOST_POINTS));
        }
        List<Map<String, String>> more = new ArrayList<>();
        for (Map<String, String> point : points) {
            for (String value : values) {
                Map<String, String> next = new LinkedHashMap<>(point);
                next.put(name, value);
                more.add(next);
            }
        }
        return more;
    }

    private static List<String> all(List<String> policies) {
        return policies != null && policies.contains("all")
                ? Arrays.stream(CachePolicy.values()).map(CachePolicy::id).collect(Collectors.toList()) : policies;
    }
}
