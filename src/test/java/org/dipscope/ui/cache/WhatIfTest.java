package org.dipscope.ui.cache;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MissRatioCurve;
import org.dipscope.session.Pass;
import org.dipscope.session.Phase;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WhatIfTest {
    private final Runs runs = new Runs();
    private final List<TokenFrame> tokens = runs.tokens(25);

    private static PolicyOutcome outcome(WhatIf played, CachePolicy policy) {
        return played.outcomes().stream().filter(outcome -> outcome.policy() == policy).findFirst().orElseThrow();
    }

    @Test
    void thePolicyInForceDoesInTheReplayWhatItDidInTheRun() {
        Snapshot snapshot = runs.snapshot(1, tokens, Phase.FINISHED);
        PolicyOutcome lfu = outcome(WhatIf.of(snapshot, false, () -> false), CachePolicy.LFU);
        assertThat(snapshot.allocation().capacityColumns().values()).containsExactlyInAnyOrder(Runs.KEPT_INPUT, Runs.KEPT_DOWN);
        for (int token = 1; token < tokens.size(); token++) {
            Pass pass = tokens.get(token).pass().orElseThrow();
            assertThat(lfu.hitRates().get(token - 1)).as("token " + token).isCloseTo(pass.hitRate(), within(1e-12));
        }
    }

    @Test
    void everyPolicyIsPlayedAndNoneBeatsTheOptimalOne() {
        WhatIf played = WhatIf.of(runs.snapshot(1, tokens, Phase.FINISHED), false, () -> false);
        assertThat(played.outcomes()).extracting(PolicyOutcome::policy).containsExactly(CachePolicy.values());
        assertThat(played.firstToken()).isEqualTo(1);
        double best = outcome(played, CachePolicy.OPTIMAL).hitRate();
        assertThat(outcome(played, CachePolicy.NONE).hitRate()).isZero();
        Arrays.stream(CachePolicy.values()).forEach(policy -> assertThat(outcome(played, policy).hitRate()).as(policy.id()).isLessThanOrEqualTo(best));
        assertThat(outcome(played, CachePolicy.BELADY).hitRate()).isGreaterThan(outcome(played, CachePolicy.LRU).hitRate());
    }

    @Test
    void atEverySizeMissesFallFromAllToTheColdStartsAndTheOptimalOneMissesLeast() {
        WhatIf played = WhatIf.of(runs.snapshot(1, tokens, Phase.FINISHED), true, () -> false);
        assertThat(played.curves()).extracting(MissRatioCurve::policy).containsExactly(CachePolicy.values());
        MissRatioCurve optimal = played.curves().get(CachePolicy.OPTIMAL.ordinal());
        for (MissRatioCurve curve : played.curves()) {
            assertThat(curve.missRatio().getFirst()).isEqualTo(1);
            for (int i = 0; i < curve.missRatio().size(); i++) {
                assertThat(curve.missRatio().get(i)).as(curve.policy().id()).isGreaterThanOrEqualTo(optimal.missRatio().get(i) - 1e-12);
            }
        }
        assertThat(optimal.missRatio().getLast()).isLessThan(0.5);
        assertThat(WhatIf.of(runs.snapshot(1, tokens, Phase.FINISHED), false, () -> false).curves()).isEmpty();
    }

    @Test
    void aRunWithoutMasksHasNoOutcome() {
        assertThat(WhatIf.of(runs.snapshot(1, tokens.subList(0, 1), Phase.DECODE), false, () -> false).outcomes()).isEmpty();
    }

    @Test
    void onlyAnOpenViewPlaysAndItFollowsTheNewestSnapshot() throws InterruptedException {
        BlockingQueue<Runnable> fx = new LinkedBlockingQueue<>();
        Moment moment = new Moment();
        WhatIfViewModel model = new WhatIfViewModel(moment, Words.english(), fx::add);
        moment.show(runs.snapshot(1, tokens.subList(0, 10), Phase.DECODE));
        assertThat(fx).isEmpty();
        model.openProperty().set(true);
        assertThat(model.noteProperty().get()).startsWith("Playing");
        fx.take().run();
        assertThat(model.resultProperty().get().outcomes().getFirst().hitRates()).hasSize(9);
        assertThat(model.noteProperty().get()).contains("of each policy on the masks of the newest 9 tokens");
        assertThat(model.place()).contains(8);
        moment.show(runs.snapshot(1, tokens, Phase.FINISHED));
        fx.take().run();
        assertThat(model.resultProperty().get().outcomes().getFirst().hitRates()).hasSize(24);
        model.bySizeProperty().set(true);
        fx.take().run();
        assertThat(model.resultProperty().get().curves()).hasSize(CachePolicy.values().length);
        assertThat(model.noteProperty().get()).startsWith("bytes of columns missed");
        moment.seek(0);
        assertThat(model.place()).as("the prompt's token was not played").isEmpty();
        model.openProperty().set(false);
        moment.show(runs.snapshot(2, tokens, Phase.FINISHED));
        assertThat(model.resultProperty().get().run()).as("a closed view keeps what it had").isEqualTo(1);
    }
}
