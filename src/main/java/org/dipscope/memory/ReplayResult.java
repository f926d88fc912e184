package org.dipscope.memory;

import java.util.List;

/**
 * What a policy and a device made of a trace.
 *
 * @param settings           device, policy and seed
 * @param allocation         how DRAM was spent
 * @param fixedSeconds       reading the static parts, per token
 * @param dynamicSeconds     reading the columns, mean over the tokens
 * @param tokensPerSecond    {@code 1 / (fixedSeconds + dynamicSeconds)}
 * @param hitRate            mean over tokens and linears, in [0, 1]; {@link Double#NaN} for the dense model
 * @param flashBytesPerToken misses and overflow
 * @param dramBytesPerToken  cache hits, without static bytes
 * @param firstTokenSeconds  time to the first token
 * @param tokens             each token's cost
 */
public record ReplayResult(MemorySettings settings, Allocation allocation, double fixedSeconds, double dynamicSeconds,
                           double tokensPerSecond, double hitRate, double flashBytesPerToken, double dramBytesPerToken,
                           double firstTokenSeconds, List<TokenIo> tokens) {

    public ReplayResult {
        tokens = List.copyOf(tokens);
    }
}
