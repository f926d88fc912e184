package org.dipscope.ui;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.ModelBytes;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Settings;
import org.dipscope.ui.controls.Budget;

import java.util.EnumMap;
import java.util.Map;

/** The method's own formulas for how DRAM is spent, so that tests of the window need no simulator. */
public final class FakeBudget implements Budget {

    @Override
    public Allocation allocate(ModelSummary model, Settings settings, int prompt) {
        ModelBytes bytes = model.bytes();
        Footprint footprint = settings.masking().method().footprint();
        double whole = footprint.whole().stream().mapToDouble(bytes::of).sum();
        double kv = bytes.kvPerToken() * (prompt + settings.sampling().maxTokens());
        double fixed = bytes.attention() + bytes.lmHead() + kv + whole;
        double dram = settings.memory().device().dramBytes();
        double dynamic = Math.max(0, dram - fixed);
        Map<Hook, Integer> capacity = new EnumMap<>(Hook.class);
        for (Footprint.Use use : footprint.hooks()) {
            int columns = use.hook().columns(model.hidden(), model.intermediate());
            double column = use.matrices().stream().mapToDouble((Matrix m) -> bytes.of(m)).average().orElseThrow() / model.layers() / columns;
            double linear = dynamic / (footprint.sparseLinears() * model.layers());
            capacity.put(use.hook(), (int) Math.min(columns, Math.floor(linear / column)));
        }
        return new Allocation(dram, bytes.attention(), bytes.lmHead(), kv, whole, Math.max(0, fixed - dram), dynamic, capacity);
    }
}
