package org.dipscope.ui.controls;

import org.dipscope.memory.Allocation;
import org.dipscope.memory.SimulatorClock;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Settings;

/** How settings would spend the DRAM budget, asked before any run does it. */
public final class Budget {

    private Budget() {
    }

    /**
     * The allocation under these settings.
     *
     * @param model    the model
     * @param settings the masking, the memory and the most tokens
     * @param prompt   tokens before the answer, ≥ 0
     */
    public static Allocation allocate(ModelSummary model, Settings settings, int prompt) {
        return SimulatorClock.of(model.bytes(), settings.masking().footprint(), settings.memory().device(), prompt,
                prompt + settings.sampling().maxTokens()).allocation();
    }
}
