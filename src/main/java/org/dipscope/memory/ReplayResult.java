package org.dipscope.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a policy and a device made of a trace; means over its sequences where it has several.
 *
 * @param settings           device, policy and seed
 * @param allocation         how DRAM was spent (of the first sequence)
 * @param fixedSeconds       reading the static parts, per token
 * @param dynamicSeconds     reading the columns, mean over the tokens
 * @param tokensPerSecond    {@code 1 / (fixedSeconds + dynamicSeconds)} of a sequence
 * @param hitRate            mean over tokens and linears, in [0, 1]; {@link Double#NaN} for the dense model
 * @param flashBytesPerToken misses and overflow
 * @param dramBytesPerToken  cache hits, without static bytes
 * @param firstTokenSeconds  time to the first token
 * @param statistics         what the caches did, all sequences together
 * @param tokens             each token's cost, sequence after sequence
 */
public record ReplayResult(MemorySettings settings, Allocation allocation, double fixedSeconds, double dynamicSeconds,
                           double tokensPerSecond, double hitRate, double flashBytesPerToken, double dramBytesPerToken,
                           double firstTokenSeconds, CacheStatistics statistics, List<TokenIo> tokens) {

    public ReplayResult {
        tokens = List.copyOf(tokens);
    }

    static ReplayResult of(MemorySettings settings, SimulatorClock clock, TokenTally tally, int tokens, CacheStatistics statistics) {
        RunningMeans means = new RunningMeans();
        List<TokenIo> costs = new ArrayList<>(tokens);
        for (int token = 0; token < tokens; token++) {
            costs.add(tally.total(token));
            means.add(costs.getLast());
        }
        SimulatedFigures figures = means.figures(clock);
        return new ReplayResult(settings, clock.allocation(), clock.fixedSeconds(), means.dynamicSeconds(), figures.tokensPerSecond(),
                figures.hitRate(), figures.flashBytesPerToken(), figures.dramBytesPerToken(), figures.firstTokenSeconds(), statistics, costs);
    }

    /** The unweighted mean over sequences under the same settings. */
    static ReplayResult mean(List<ReplayResult> sequences) {
        if (sequences.size() == 1) {
            return sequences.getFirst();
        }
        ReplayResult first = sequences.getFirst();
        return new ReplayResult(first.settings, first.allocation, mean(sequences, ReplayResult::fixedSeconds), mean(sequences, ReplayResult::dynamicSeconds),
                mean(sequences, ReplayResult::tokensPerSecond), mean(sequences, ReplayResult::hitRate), mean(sequences, ReplayResult::flashBytesPerToken),
                mean(sequences, ReplayResult::dramBytesPerToken), mean(sequences, ReplayResult::firstTokenSeconds),
                sequences.stream().map(ReplayResult::statistics).reduce(CacheStatistics::plus).orElseThrow(),
                sequences.stream().flatMap(sequence -> sequence.tokens().stream()).toList());
    }

    private static double mean(List<ReplayResult> sequences, ToDoubleFunction<ReplayResult> figure) {
        return sequences.stream().mapToDouble(figure).average().orElseThrow();
    }
}
