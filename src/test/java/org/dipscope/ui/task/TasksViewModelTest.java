package org.dipscope.ui.task;

import org.dipscope.session.Progress;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;

import static org.assertj.core.api.Assertions.assertThat;

class TasksViewModelTest {
    private final Deque<Runnable> behind = new ArrayDeque<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final Executor here = Runnable::run;
    private final Deque<Runnable> late = new ArrayDeque<>();
    private final TasksViewModel passing = new TasksViewModel(Words.english(), behind::add, here, late::add, refused::add);
    private final TasksViewModel model = new TasksViewModel(Words.english(), behind::add, here, refused::add);

    @Test
    void severalPiecesOfWorkAreUnderWayAtOnceAndEachLeavesWhenItWasSeen() {
        model.begin("one", _ -> "first", done::add);
        model.begin("two", _ -> "second", done::add);
        assertThat(model.tasks()).extracting(LongTask::label).containsExactly("one", "two");

        behind.removeLast().run();

        assertThat(model.tasks()).extracting(LongTask::label).containsExactly("one", "two");
        model.show(model.tasks().getLast());

        assertThat(done).containsExactly("second");
        assertThat(model.tasks()).extracting(LongTask::label).containsExactly("one");
    }

    @Test
    void whatIsDoneWaitsUntilSomebodyWantsToSeeItOrLetsItGo() {
        LongTask task = model.begin("one", _ -> "first", done::add);
        assertThat(task.outcome()).isEmpty();
        behind.remove().run();

        assertThat(done).isEmpty();
        assertThat(task.outcome()).isPresent();
        assertThat(task.lineProperty().get()).isEqualTo("done in 1 s");
        assertThat(task.shareProperty().get()).isEqualTo(1);
        model.dismiss(task);

        assertThat(done).isEmpty();
        assertThat(model.tasks()).isEmpty();
    }

    @Test
    void workThatIsCancelledIsToldSoAndNothingComesOutOfIt() {
        LongTask task = model.begin("one", TasksViewModelTest::untilCancelled, done::add);
        task.cancel();
        behind.remove().run();

        assertThat(done).isEmpty();
        assertThat(refused).isEmpty();
        assertThat(model.tasks()).isEmpty();
    }

    private static String untilCancelled(Progress progress) {
        if (progress.cancelled()) {
            throw new CancellationException();
        }
        return "not cancelled";
    }

    @Test
    void whatEndsInSpiteOfACancelIsNotShownEither() {
        LongTask task = model.begin("one", _ -> "too late", done::add);
        task.cancel();
        behind.remove().run();

        assertThat(done).isEmpty();
        assertThat(model.tasks()).isEmpty();
    }

    @Test
    void workThatIsDoneBeforeAnybodyWaitsForItHasNoLine() {
        passing.pass("Saving x.csv", _ -> "x.csv", done::add);
        behind.remove().run();
        late.remove().run();

        assertThat(done).containsExactly("x.csv");
        assertThat(passing.tasks()).isEmpty();
    }

    @Test
    void workThatTakesLongerHasALineUntilItIsDone() {
        LongTask task = passing.pass("Saving x.dipruns", _ -> "x.dipruns", done::add);
        late.remove().run();
        assertThat(passing.tasks()).containsExactly(task);
        assertThat(task.outcome()).isEmpty();

        behind.remove().run();

        assertThat(done).containsExactly("x.dipruns");
        assertThat(passing.tasks()).isEmpty();
    }

    @Test
    void workThatIsCancelledOrFailsTakesItsLineAway() {
        passing.pass("one", TasksViewModelTest::untilCancelled, done::add).cancel();
        passing.<String>pass("two", _ -> {
            throw new IOException("The disk is full; make room.");
        }, done::add);
        late.remove().run();
        behind.remove().run();
        behind.remove().run();
        late.remove().run();

        assertThat(done).isEmpty();
        assertThat(refused).containsExactly("The disk is full; make room.");
        assertThat(passing.tasks()).isEmpty();
    }

    @Test
    void aFailureIsSaidInItsOwnSentence() {
        model.<String>begin("one", _ -> {
            throw new IOException("The disk is full; make room.");
        }, done::add);
        behind.remove().run();

        assertThat(refused).containsExactly("The disk is full; make room.");
        assertThat(model.tasks()).isEmpty();
    }

    @Test
    void aMistakeOfOursNamesTheWork() {
        model.<String>begin("Evaluating DIP", _ -> {
            throw new IllegalStateException("oops");
        }, done::add);
        behind.remove().run();

        assertThat(refused).singleElement().asString().startsWith("Evaluating DIP broke off by a mistake in Dipscope");
    }

    @Test
    void timeLeftIsWhatTheRestTakesAtTheSamePace() {
        long[] now = {0};
        LongTask task = new LongTask("one", "Show", Words.english(), here, () -> now[0]);
        now[0] = 30_000_000_000L;
        task.report(0.01, "");
        assertThat(task.lineProperty().get()).isEqualTo("1 %");
        task.report(0.25, "");
        assertThat(task.lineProperty().get()).isEqualTo("25 % · 2 min left");
        now[0] = 80_000_000_000L;
        task.report(0.8, "");
        assertThat(task.lineProperty().get()).isEqualTo("80 % · 20 s left");
        assertThat(task.shareProperty().get()).isEqualTo(0.8);
    }

    @Test
    void reportsThatTheWindowHasNoTimeForAreDroppedNotQueued() {
        Deque<Runnable> window = new ArrayDeque<>();
        LongTask task = new LongTask("one", "Show", Words.english(), window::add, () -> 0);
        for (int i = 0; i <= 1000; i++) {
            task.report(i / 1000.0, "");
        }

        assertThat(window).hasSize(1);
        window.remove().run();
        assertThat(task.shareProperty().get()).isEqualTo(1);
    }
}
