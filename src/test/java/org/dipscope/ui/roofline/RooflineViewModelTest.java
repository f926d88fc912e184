package org.dipscope.ui.roofline;

import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.export.SweepFile;
import org.dipscope.memory.ComputeRate;
import org.dipscope.memory.Roofline.Tier;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RooflineViewModelTest {
    private static final ComputeRate SLOW = new ComputeRate(5e9, true);
    private static final Path SWEEP = Path.of("docs", "sweeps", "trade-off.jsonl");

    private final List<Settings> restored = new ArrayList<>();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final RooflineViewModel model = new RooflineViewModel(restored::add, () -> SLOW, Words.english(), background::add, Runnable::run);

    private static Snapshot run(double gamma, int tokens) {
        FakeSession session = new FakeSession();
        session.change(session.settings().with(session.settings().masking().withGamma(gamma)));
        session.submit("Why is the sky blue?", Optional.empty());
        session.advance(tokens);
        return session.newest().orElseThrow();
    }

    @Test
    void withoutASpeedOfComputingNothingIsShownAndTheViewAsksForOne() {
        model.show(List.of(run(0.5, 30)));

        assertThat(model.tokensProperty().get()).isEmpty();
        assertThat(model.noteProperty().get()).startsWith("How fast does the device compute?");
    }

    @Test
    void aMeterThatFailsIsToldInOneSentenceAndMayBeTriedAgain() {
        Queue<ComputeRate> answers = new ArrayDeque<>();
        RooflineViewModel failing = new RooflineViewModel(restored::add, answers::remove, Words.english(), background::add, Runnable::run);
        failing.show(List.of(run(0.5, 30)));
        failing.measure();
        background.remove().run();

        assertThat(failing.measuringProperty().get()).isFalse();
        assertThat(failing.noteProperty().get()).isEqualTo("This machine could not be measured (java.util.NoSuchElementException);"
                + " measure again, or type the device’s speed.").isEqualTo(failing.sourceProperty().get());

        answers.add(SLOW);
        failing.measure();
        assertThat(failing.noteProperty().get()).startsWith("Measuring");
        background.remove().run();

        assertThat(failing.rateProperty().get()).isEqualTo(SLOW);
        assertThat(failing.noteProperty().get()).isEmpty();
    }

    @Test
    void whatWasMeasuredHereIsSaidNotToBeTheDevices() {
        model.show(List.of(run(0.5, 30)));
        model.measure();
        assertThat(model.measuringProperty().get()).isTrue();
        assertThat(model.noteProperty().get()).startsWith("Measuring");

        background.remove().run();

        assertThat(model.measuringProperty().get()).isFalse();
        assertThat(model.rateProperty().get()).isEqualTo(SLOW);
        assertThat(model.sourceProperty().get()).isEqualTo("measured here, not on the Phone");
        model.rateProperty().set(ComputeRate.parse("2TFLOPS"));
        assertThat(model.sourceProperty().get()).isEqualTo("typed for the Phone");
    }

    @Test
    void aRunStandsBesideTheDenseModelOnItsDevice() {
        Snapshot run = run(0.5, 30);
        model.rateProperty().set(SLOW);
        model.show(List.of(run, run(0.5, 1)));

        assertThat(model.tokensProperty().get()).hasSize(2);
        RoofToken dense = model.tokensProperty().get().getFirst();
        RoofToken pruned = model.tokensProperty().get().getLast();
        assertThat(dense.dense()).isTrue();
        assertThat(dense.name()).isEqualTo("dense, Phone, 80 MB");
        assertThat(pruned.speed()).isEqualTo(run.figures().simulatedDecode());
        assertThat(pruned.token().flashBytes()).isEqualTo(run.figures().flashBytesPerToken());
        // Of the dense model's operations only those of the MLPs that are left out are missing: two a weight.
        double left = 2 * 0.4 * 3 * 576.0 * 1536 * 30;
        assertThat(dense.token().operations() - pruned.token().operations()).isCloseTo(left, within(1.0));
        assertThat(model.describe(pruned)).anySatisfy(line -> assertThat(line).contains("held up by computing"));
    }

    @Test
    void theFasterTheDeviceComputesTheLessItHoldsUp() {
        model.show(List.of(run(0.5, 30)));
        model.rateProperty().set(SLOW);
        assertThat(model.tokensProperty().get().getLast().token().bound()).isEqualTo(Tier.COMPUTE);
        model.rateProperty().set(new ComputeRate(2e12, false));
        assertThat(model.tokensProperty().get().getLast().token().bound()).isEqualTo(Tier.FLASH);
    }

    @Test
    void aTokenThatIsLookedAtStaysWhileItsRunGrows() {
        FakeSession session = new FakeSession();
        session.submit("Why is the sky blue?", Optional.empty());
        session.advance(10);
        model.rateProperty().set(SLOW);
        model.show(List.of(session.newest().orElseThrow()));
        model.lookedProperty().set(Optional.of(model.tokensProperty().get().getLast()));

        session.advance(10);
        model.show(List.of(session.newest().orElseThrow()));

        assertThat(model.lookedProperty().get()).containsSame(model.tokensProperty().get().getLast());
        model.show(List.of());
        assertThat(model.lookedProperty().get()).isEmpty();
        assertThat(model.noteProperty().get()).startsWith("Ask something");
    }

    @Test
    void aChosenTokenPutsItsSettingsIntoForce() {
        Snapshot run = run(0.5, 30);
        model.rateProperty().set(SLOW);
        model.show(List.of(run));

        model.choose(model.tokensProperty().get().getLast());

        assertThat(restored).containsExactly(run.settings());
    }

    @Test
    void aSweepOfTheOpenModelIsOfferedAndItsBoundsRestoreNothing() throws IOException {
        SweepReport report = new SweepReport(SweepFile.read(SWEEP), 0.1, 10);
        model.rateProperty().set(SLOW);
        model.offer(report, FakeSession.SMOLLM2.bytes());
        assertThat(model.sweepFitsProperty().get()).isTrue();

        model.sweepingProperty().set(true);

        assertThat(model.tokensProperty().get()).hasSize(report.points().size());
        assertThat(model.tokensProperty().get()).filteredOn(token -> token.settings().isEmpty()).hasSize((int) report.points().stream().filter(SweepPoint::bound).count());
        // What the simulator gives without computing, the roof of the memory alone allows.
        assertThat(model.tokensProperty().get()).allSatisfy(token -> assertThat(token.speed()).isLessThanOrEqualTo(
                (1 + 1e-9) / Math.max(token.token().seconds(Tier.DRAM), token.token().seconds(Tier.FLASH))));
    }

    @Test
    void aSweepOfAnotherModelIsNotOffered() throws IOException {
        model.rateProperty().set(SLOW);
        SweepReport report = new SweepReport(SweepFile.read(SWEEP), 0.1, 10);
        model.offer(report, FakeSession.SMOLLM2.bytes());
        model.sweepingProperty().set(true);

        model.offer(report, new org.dipscope.memory.ModelBytes(1, 1, 1, 1, 1, 1, 1, 1, 1));

        assertThat(model.sweepFitsProperty().get()).isFalse();
        assertThat(model.sweepingProperty().get()).isFalse();
        model.offer(null, null);
        assertThat(model.sweepFitsProperty().get()).isFalse();
    }
}
