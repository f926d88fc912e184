package org.dipscope.ui.tour;

import org.dipscope.mask.Hook;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;

import java.util.List;
import java.util.Optional;

/** What the claims of tours ask of answers. */
final class Answers {

    private Answers() {
    }

    /** How many tokens two answers have in common before they part. */
    static int common(Snapshot a, Snapshot b) {
        int shorter = Math.min(a.tokens().size(), b.tokens().size());
        for (int i = 0; i < shorter; i++) {
            if (a.tokens().get(i).id() != b.tokens().get(i).id()) {
                return i;
            }
        }
        return shorter;
    }

    /** Whether two answers are the same to their last token. */
    static boolean same(Snapshot a, Snapshot b) {
        return a.tokens().size() == b.tokens().size() && common(a, b) == a.tokens().size();
    }

    /** How many places of the shorter answer have the same token in both. */
    static int agreeing(Snapshot a, Snapshot b) {
        int agreeing = 0;
        for (int i = 0; i < Math.min(a.tokens().size(), b.tokens().size()); i++) {
            if (a.tokens().get(i).id() == b.tokens().get(i).id()) {
                agreeing++;
            }
        }
        return agreeing;
    }

    /** How many different tokens an answer has. */
    static int different(Snapshot run) {
        return (int) run.tokens().stream().mapToInt(TokenFrame::id).distinct().count();
    }

    /** Columns that a hook selects in the first layer of the run's last token; 0 where there is no such hook. */
    static int selected(Snapshot run, Hook hook) {
        return frame(run, hook).map(frame -> frame.selected().count()).orElse(0);
    }

    /** Columns of the first layer that DRAM holds after the run's last token. */
    static int resident(Snapshot run, Hook hook) {
        return frame(run, hook).map(frame -> frame.after().count()).orElse(0);
    }

    private static Optional<HookFrame> frame(Snapshot run, Hook hook) {
        return run.tokens().getLast().pass().flatMap(pass -> pass.frame(hook, 0));
    }

    /** Whether two runs selected the same columns and found the same of them in DRAM, layer by layer and token by token. */
    static boolean sameTraffic(Snapshot a, Snapshot b) {
        for (int i = 1; i < Math.min(a.tokens().size(), b.tokens().size()); i++) {
            for (Hook hook : List.of(Hook.INPUT, Hook.DOWN)) {
                if (!hits(a.tokens().get(i), hook).equals(hits(b.tokens().get(i), hook))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<Integer> hits(TokenFrame token, Hook hook) {
        return token.pass().map(pass -> pass.hooks().get(hook)).map(frames -> frames.stream().map(HookFrame::hits).toList()).orElse(List.of());
    }
}
