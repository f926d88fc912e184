package org.dipscope.session;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the forward pass that produced a token did, layer by layer, and what the simulated memory made of it.
 *
 * @param masked           the pass's number among the sequence's masked tokens, from 0
 * @param footprint        the hooks of the method in force
 * @param hooks            per hook of the footprint, one frame a layer
 * @param scores           per hook, the scores behind the masks; empty for tokens so old that they were let go
 * @param density          share of the MLP's weights that were really read, in [0, 1]
 * @param hitRate          unweighted mean over layers and linears, in [0, 1]; {@link Double#NaN} for the dense model
 * @param flashBytes       simulated bytes from Flash: misses and overflow
 * @param dramBytes        simulated bytes of cache hits
 * @param simulatedSeconds simulated time of the token
 * @param measuredSeconds  wall-clock time of the pass on this machine, sampling included
 */
public record Pass(int masked, Footprint footprint, Map<Hook, List<HookFrame>> hooks, Map<Hook, Scores> scores,
                   double density, double hitRate, double flashBytes, double dramBytes,
                   double simulatedSeconds, double measuredSeconds) {

    public Pass {
        hooks = Map.copyOf(hooks);
        scores = Map.copyOf(scores);
    }

    /** The frame of a layer's hook, where the method has that hook. */
    public Optional<HookFrame> frame(Hook hook, int layer) {
        return Optional.ofNullable(hooks.get(hook)).map(frames -> frames.get(layer));
    }

    /** The same pass without its scores, for the history. */
    public Pass withoutScores() {
        return new Pass(masked, footprint, hooks, Map.of(), density, hitRate, flashBytes, dramBytes, simulatedSeconds, measuredSeconds);
    }
}
