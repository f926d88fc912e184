package org.dipscope.ui.window;

import org.dipscope.session.Phase;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.moment.Moment;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Which of a session's snapshots are of the run that was asked for. */
class RunUnderWayTest {
    private final FakeSession session = new FakeSession();
    private final Moment moment = new Moment();
    private final RunUnderWay run = new RunUnderWay(moment);

    @Test
    void aRunIsShownFromItsFirstSnapshotToItsLast() {
        run.pull(session);
        assertThat(run.newestProperty().get()).isNull();
        ask("one");
        assertThat(run.runningProperty().get()).isTrue();
        session.advance(3);
        run.pull(session);
        assertThat(run.newestProperty().get().tokens()).hasSize(3);
        assertThat(moment.snapshotProperty().get()).isSameAs(run.newestProperty().get());

        session.advance(1000);
        run.pull(session);
        assertThat(run.newestProperty().get().phase()).isEqualTo(Phase.FINISHED);
        assertThat(run.runningProperty().get()).isFalse();
    }

    @Test
    void theLastTokenIsShownBeforeTheRunIsOver() {
        List<Phase> shown = new ArrayList<>();
        run.runningProperty().addListener((_, _, running) -> {
            if (!running) {
                shown.add(run.newestProperty().get().phase());
                shown.add(moment.snapshotProperty().get().phase());
            }
        });
        ask("one");
        session.advance(1000);
        run.pull(session);

        assertThat(shown).containsExactly(Phase.FINISHED, Phase.FINISHED);
    }

    @Test
    void theRunBeforeMayStillComeToItsEndWhileTheNextIsAwaited() {
        ask("one");
        session.advance(3);
        run.pull(session);
        run.ask(session, _ -> session.advance(1000));
        run.pull(session);

        assertThat(run.newestProperty().get().phase()).isEqualTo(Phase.FINISHED);
        assertThat(run.runningProperty().get()).isTrue();
    }

    @Test
    void whatIsForgottenDoesNotComeBackAndTheNextRunIsShown() {
        ask("one");
        session.advance(3);
        run.pull(session);
        Snapshot late = session.newest().orElseThrow();
        run.forget(session);
        run.pull(new LateSession(session, late));
        assertThat(run.newestProperty().get()).isNull();
        assertThat(run.runningProperty().get()).isFalse();

        ask("two");
        run.pull(session);
        assertThat(run.newestProperty().get().run().prompt()).isEqualTo("two");
    }

    @Test
    void aRunThatIsOverIsShownAndNotUnderWay() {
        session.submit("one", Optional.empty());
        session.advance(1000);
        Snapshot over = session.newest().orElseThrow();
        run.resume(over);

        assertThat(moment.snapshotProperty().get()).isSameAs(over);
        assertThat(run.newestProperty().get()).isSameAs(over);
        assertThat(run.runningProperty().get()).isFalse();
    }

    private void ask(String prompt) {
        run.ask(session, asked -> asked.submit(prompt, Optional.empty()));
    }
}
