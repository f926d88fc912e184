package org.dipscope.ui.cache;

import org.dipscope.mask.Footprint;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.ModelBytes;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;

import java.util.Optional;

/**
 * What lies in DRAM after a token, in bytes.
 *
 * @param allocation how the budget is laid out
 * @param kvFilled   the part of the KV cache that the sequence has filled
 * @param columns    the columns that the caches hold
 */
record DramShare(Allocation allocation, double kvFilled, double columns) {

    /** What lies there after this token of a run; before the first one after the prompt. */
    static DramShare of(Snapshot snapshot, Optional<TokenFrame> token) {
        ModelBytes bytes = snapshot.run().model().bytes();
        int length = snapshot.run().promptTokens() + token.map(frame -> frame.index() + 1).orElse(0);
        Allocation laidOut = token.map(frame -> allocation(snapshot, frame)).orElse(snapshot.allocation());
        double kv = Math.min(laidOut.kvCache(), length * bytes.kvPerToken());
        return new DramShare(laidOut, kv, token.flatMap(TokenFrame::pass).map(pass -> columns(pass, bytes)).orElse(0.0));
    }

    /** What the budget was spent on at that token: the run's own allocation is that of its newest settings. */
    private static Allocation allocation(Snapshot snapshot, TokenFrame token) {
        double budget = token.settings().memory().device().dramBytes();
        Footprint footprint = token.pass().map(Pass::footprint).orElseGet(() -> token.settings().masking().footprint());
        if (budget == snapshot.allocation().dramBytes() && footprint.equals(snapshot.settings().masking().footprint())) {
            return snapshot.allocation();
        }
        ModelBytes bytes = snapshot.run().model().bytes();
        // The KV cache is laid out for the whole sequence, which tells how long that is.
        int length = (int) Math.round(snapshot.allocation().kvCache() / bytes.kvPerToken());
        return Allocation.of(bytes, footprint, budget, length);
    }

    private static double columns(Pass pass, ModelBytes bytes) {
        double sum = 0;
        for (Footprint.Use use : pass.footprint().hooks()) {
            long held = pass.hooks().get(use.hook()).stream().map(HookFrame::after).mapToInt(mask -> mask.count()).sum();
            sum += held * use.linears() * bytes.columnBytes(use);
        }
        return sum;
    }

    /** The length of the scale: the budget, or the static parts where those are more. */
    double scale() {
        return Math.max(allocation.dramBytes(), allocation.staticBytes());
    }
}
