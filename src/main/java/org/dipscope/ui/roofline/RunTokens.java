package org.dipscope.ui.roofline;

import org.dipscope.memory.Allocation;
import org.dipscope.memory.DeviceProfile;
import org.dipscope.memory.Roofline;
import org.dipscope.session.Figures;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.sparsity.Dense;
import org.dipscope.sparsity.Masking;
import org.dipscope.ui.controls.Budget;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tokens of runs: each run's mean one, and the dense model's on each of their devices. */
final class RunTokens {
    private static final Masking DENSE = new Masking(new Dense(), 1, 1, 0, false, Optional.empty());

    private RunTokens() {
    }

    /**
     * The runs that have figures, and dense ones before them.
     *
     * @param runs    the oldest first; a run whose settings changed counts with its means and its last device
     * @param compute operations/s
     */
    static List<RoofToken> of(List<Snapshot> runs, double compute, Words words) {
        List<RoofToken> dense = new ArrayList<>();
        List<RoofToken> pruned = new ArrayList<>();
        Set<String> devices = new HashSet<>();
        for (Snapshot run : runs) {
            Figures figures = run.figures();
            if (!Double.isFinite(figures.simulatedDecode())) {
                continue;
            }
            DeviceProfile device = run.settings().memory().device();
            double total = run.allocation().kvCache() / run.run().model().bytes().kvPerToken();
            double length = (run.run().promptTokens() + total) / 2;
            String name = device.name() + ", " + words.numerals().bytes(device.dramBytes());
            if (devices.add(run.run().model().file() + " " + device + " " + length)) {
                Settings streamed = run.settings().with(DENSE);
                Allocation whole = Budget.allocate(run.run().model(), streamed, run.run().promptTokens());
                dense.add(new RoofToken("dense " + device + length, words.text("roofline.dense", name),
                        Roofline.of(run.run().model().bytes(), whole, length, 1, 0, whole.overflow(), device, compute), figures.simulatedDense(), true, Optional.of(streamed)));
            }
            if (!(run.settings().masking().method() instanceof Dense)) {
                double hits = Double.isFinite(figures.dramBytesPerToken()) ? figures.dramBytesPerToken() : 0;
                pruned.add(new RoofToken("run " + run.run().number(), Captions.of(words, run.run()),
                        Roofline.of(run.run().model().bytes(), run.allocation(), length, figures.density(), hits, figures.flashBytesPerToken(), device, compute),
                        figures.simulatedDecode(), false, Optional.of(run.settings())));
            }
        }
        dense.addAll(pruned);
        return dense;
    }
}
