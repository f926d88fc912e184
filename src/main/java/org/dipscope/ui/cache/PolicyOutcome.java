package org.dipscope.ui.cache;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.ReplayResult;
import org.dipscope.memory.TokenIo;

import java.util.List;

/**
 * What a policy makes of a run's masks, from cold caches.
 *
 * @param policy             the policy
 * @param hitRates           of each token, in [0, 1]
 * @param hitRate            their mean
 * @param flashBytesPerToken misses and overflow, mean over the tokens
 * @param tokensPerSecond    simulated
 */
public record PolicyOutcome(CachePolicy policy, List<Double> hitRates, double hitRate, double flashBytesPerToken, double tokensPerSecond) {

    public PolicyOutcome {
        hitRates = List.copyOf(hitRates);
    }

    static PolicyOutcome of(ReplayResult result) {
        return new PolicyOutcome(result.settings().policy(), result.tokens().stream().map(TokenIo::hitRate).toList(), result.hitRate(),
                result.flashBytesPerToken(), result.tokensPerSecond());
    }
}
