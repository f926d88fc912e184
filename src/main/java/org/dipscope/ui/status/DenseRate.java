package org.dipscope.ui.status;

import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.sparsity.Dense;

import java.nio.file.Path;

/**
 * The dense model's speed on this machine, as far as runs have told it: what its last own run took, or what it took while it read along
 * with a pruned one. Of another model it says nothing.
 */
final class DenseRate {
    private Path model;
    private double rate = Double.NaN;

    /** Learns from a run what can be learnt from it; {@code null} teaches nothing. */
    void learn(Snapshot snapshot) {
        if (snapshot == null) {
            return;
        }
        if (!snapshot.run().model().file().equals(model)) {
            model = snapshot.run().model().file();
            rate = Double.NaN;
        }
        double beside = snapshot.agreement().denseRate();
        double own = dense(snapshot.run().started()) && dense(snapshot.settings()) ? snapshot.figures().measuredDecode() : Double.NaN;
        if (Double.isFinite(own)) {
            rate = own;
        } else if (Double.isFinite(beside)) {
            rate = beside;
        }
    }

    /** Tokens/s; {@link Double#NaN} while no run has told it. */
    double tokensPerSecond() {
        return rate;
    }

    private static boolean dense(Settings settings) {
        return settings.masking().method() instanceof Dense;
    }
}
