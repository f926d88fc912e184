package org.dipscope.ui.controls;

import org.dipscope.memory.Allocation;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Settings;

/** How settings would spend the DRAM budget, asked before any run does it. */
@FunctionalInterface
public interface Budget {

    /**
     * The allocation under these settings.
     *
     * @param model    the model
     * @param settings the masking, the memory and the most tokens
     * @param prompt   tokens before the answer
     */
    Allocation allocate(ModelSummary model, Settings settings, int prompt);
}
