package org.dipscope.session;

import org.dipscope.TinyModel;
import org.dipscope.gguf.TensorType;
import org.dipscope.mask.Hook;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MemorySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/** The session's thread, over a tiny model that writes thousands of tokens a second, and once over the sample. */
class ModelSessionTest {
    private static final int ENDLESS = 20_000;

    @TempDir
    private Path folder;
    private Session session;
    private int submitted;

    @AfterEach
    void close() {
        if (session != null) {
            session.close();
        }
    }

    @Test
    void aRunGoesThroughItsPhasesAndPublishesEveryToken() throws IOException {
        open(tiny(), 12);
        assertThat(session.newest()).isEmpty();
        session.submit("ab", Optional.of("be brief"));
        submitted++;

        List<Snapshot> seen = new ArrayList<>();
        Snapshot last = await(snapshot -> {
            if (seen.isEmpty() || seen.getLast() != snapshot) {
                seen.add(snapshot);
            }
            return snapshot.phase().ended();
        });

        assertThat(last.phase()).isEqualTo(Phase.FINISHED);
        assertThat(last.failure()).isEmpty();
        assertThat(last.tokens()).hasSize(12);
        assertThat(last.run().number()).isEqualTo(1);
        assertThat(last.run().prompt()).isEqualTo("ab");
        assertThat(last.run().turns()).isEmpty();
        assertThat(last.run().promptTokens()).isGreaterThan(10);
        assertThat(last.text()).isNotEmpty();
        List<Phase> order = seen.stream().map(Snapshot::phase).distinct().toList();
        assertThat(order).isSubsetOf(Phase.PREFILL, Phase.DECODE, Phase.FINISHED);
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i).phase()).isGreaterThanOrEqualTo(seen.get(i - 1).phase());
            assertThat(seen.get(i).tokens().size()).isGreaterThanOrEqualTo(seen.get(i - 1).tokens().size());
        }
        Figures figures = last.figures();
        assertThat(List.of(figures.measuredPrefill(), figures.measuredDecode(), figures.simulatedDecode(), figures.simulatedDense(),
                figures.simulatedFirstToken(), figures.hitRate(), figures.density(), figures.flashBytesPerToken(), figures.dramBytesPerToken()))
                .allSatisfy(figure -> assertThat(figure).isFinite().isNotNegative());
        assertThat(last.tokens().getLast().pass().orElseThrow().scores()).isNotEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> last.tokens().clear());
    }

    @Test
    void stopEndsTheRunWithinOneToken() throws IOException {
        open(tiny(), ENDLESS);
        submit("ab");
        Snapshot early = await(snapshot -> snapshot.tokens().size() >= 3);
        session.stop();
        int atMost = session.newest().orElseThrow().tokens().size() + 1;

        Snapshot last = await(snapshot -> snapshot.phase().ended());

        assertThat(last.phase()).isEqualTo(Phase.STOPPED);
        assertThat(last.tokens().size()).isBetween(3, atMost);
        assertThat(early.tokens()).as("an older snapshot does not grow").hasSizeLessThanOrEqualTo(last.tokens().size())
                .isEqualTo(last.tokens().subList(0, early.tokens().size()).stream().toList());
    }

    @Test
    void whoWaitsForTheEndIsWokenByItAndGetsThatRunsLastSnapshot() throws Exception {
        LoadedModel model = tiny().load(folder);
        try (ModelSession waited = new ModelSession(model, new AtomicInteger(), settings(model, ENDLESS))) {
            CompletableFuture<Snapshot> end = CompletableFuture.supplyAsync(() -> end(waited, 0));
            assertThat(end).as("nothing was asked yet").isNotDone();
            waited.submit("ab", Optional.empty());
            waited.stop();
            assertThat(end.get().run().number()).isEqualTo(1);
            assertThat(end.get().phase()).isEqualTo(Phase.STOPPED);
            assertThat(waited.awaitEnd(0)).as("what has ended before").isSameAs(end.get());

            waited.change(waited.settings().with(Sampling.GREEDY.withMaxTokens(3)));
            waited.submit("cd", Optional.empty());
            assertThat(waited.awaitEnd(1).tokens()).hasSize(3);
        }
    }

    private static Snapshot end(ModelSession session, int after) {
        try {
            return session.awaitEnd(after);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStopBetweenTwoRunsStopsNeither() throws IOException {
        open(tiny(), 4);
        session.stop();
        submit("ab");

        assertThat(ended(1).phase()).isEqualTo(Phase.FINISHED);
    }

    @Test
    void aPromptDuringARunStopsItAndIsAnsweredInTheSameConversation() throws IOException {
        open(tiny(), ENDLESS);
        submit("ab");
        await(snapshot -> snapshot.tokens().size() >= 3);
        session.change(session.settings().with(Sampling.GREEDY.withMaxTokens(5)));
        submit("cd");

        Snapshot second = ended(2);

        assertThat(second.phase()).isEqualTo(Phase.FINISHED);
        assertThat(second.run().turns()).hasSize(1);
        assertThat(second.run().turns().getFirst().prompt()).isEqualTo("ab");
        assertThat(second.run().turns().getFirst().answer()).isNotEmpty();
        assertThat(second.tokens()).hasSize(5);
    }

    @Test
    void settingsChangedDuringARunHoldFromANextToken() throws IOException {
        open(tiny(), ENDLESS);
        submit("ab");
        await(snapshot -> snapshot.tokens().size() >= 3);
        Settings sparser = session.settings().with(session.settings().masking().withDensity(0.4));
        session.change(sparser);
        assertThat(session.settings()).isEqualTo(sparser);

        Snapshot changed = await(snapshot -> !snapshot.tokens().isEmpty() && snapshot.tokens().getLast().settings().equals(sparser));

        assertThat(changed.run().started()).isNotEqualTo(sparser);
        assertThat(changed.tokens().getLast().pass().orElseThrow().density()).isLessThan(0.41);
        assertThat(changed.tokens().get(2).pass().orElseThrow().density()).isGreaterThan(0.5);
    }

    @Test
    void aRestartForgetsTheConversation() throws IOException {
        open(tiny(), 5);
        submit("ab");
        Snapshot first = ended(1);
        submit("ab");
        assertThat(ended(2).run().turns()).hasSize(1);
        session.restart();
        submit("ab");

        Snapshot again = ended(3);

        assertThat(again.run().turns()).isEmpty();
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.tokens().get(1).pass().orElseThrow().frame(Hook.DOWN, 0).orElseThrow().before().count()).as("cold caches").isZero();
    }

    @Test
    void aFailureIsOneSentenceAndTheSessionGoesOn() throws IOException {
        open(tiny().context(512), 5);
        submit("a".repeat(9000));
        Snapshot failed = ended(1);
        assertThat(failed.phase()).isEqualTo(Phase.FAILED);
        assertThat(failed.failure().orElseThrow().sentence()).contains("context").endsWith(".").doesNotContain("\n");
        assertThat(failed.tokens()).isEmpty();

        submit("ab");
        Snapshot next = ended(2);
        assertThat(next.phase()).isEqualTo(Phase.FINISHED);
        assertThat(next.run().turns()).as("what failed is no turn").isEmpty();

        Settings good = session.settings();
        session.change(good.with(new MemorySettings(good.memory().device(), CachePolicy.BELADY, 0)));
        submit("ab");
        assertThat(ended(3).failure().orElseThrow().sentence()).contains("Belady");
        session.change(good);
        submit("ab");
        assertThat(ended(4).phase()).isEqualTo(Phase.FINISHED);
    }

    @Test
    void aFullContextIsToldAndKeepsTheAnswer() throws IOException {
        open(tiny().context(64), ENDLESS);
        submit("ab");

        Snapshot full = ended(1);

        assertThat(full.phase()).isEqualTo(Phase.FAILED);
        assertThat(full.failure().orElseThrow().sentence()).contains("64").endsWith(".");
        assertThat(full.run().promptTokens() + full.tokens().size()).isEqualTo(64);
        assertThat(full.contextLeft()).isZero();
    }

    @Test
    void anAnswerThatEndsWithTheContextAsItWasAskedToHasNotFailed() throws IOException {
        open(tiny().context(64), ENDLESS);
        submit("ab");
        int answer = ended(1).tokens().size();
        session.restart();
        session.change(session.settings().with(Sampling.GREEDY.withMaxTokens(answer)));
        submit("ab");

        Snapshot full = ended(2);

        assertThat(full.phase()).isEqualTo(Phase.FINISHED);
        assertThat(full.contextLeft()).isZero();
    }

    @Test
    void aLowerLimitEndsARunAtTheNextToken() throws IOException {
        open(tiny(), ENDLESS);
        submit("ab");
        await(snapshot -> snapshot.tokens().size() >= 3);
        session.change(session.settings().with(Sampling.GREEDY.withMaxTokens(2)));

        assertThat(ended(1).phase()).isEqualTo(Phase.FINISHED);
    }

    @Test
    void closingEndsARunAndGivesTheModelBack() throws IOException, InterruptedException {
        LoadedModel model = tiny().load(folder);
        session = new ModelSession(model, new AtomicInteger(), settings(model, ENDLESS));
        submit("ab");
        await(snapshot -> snapshot.tokens().size() >= 3);
        Thread worker = Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("session") && thread.isAlive())
                .max(Comparator.comparingLong(Thread::threadId)).orElseThrow();
        session.close();
        worker.join();

        assertThat(session.newest().orElseThrow().phase()).isEqualTo(Phase.STOPPED);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> model.transformer().file().data(model.transformer().file().tensors().getFirst()).get(ValueLayout.JAVA_BYTE, 0));
        session.close();
        session.submit("after the end", Optional.empty());
    }

    @Test
    void theSampleAnswersThroughItsOpener() throws IOException {
        session = new ModelOpener(2).open(SampleModel.ofThisProgram().file(), Progress.SILENT);
        session.change(session.settings().with(Sampling.GREEDY.withMaxTokens(12)));
        submit("What is the capital of France?");

        Snapshot answer = ended(1);

        assertThat(session.model().layers()).isEqualTo(30);
        assertThat(answer.text()).contains("Paris");
        assertThat(answer.tokens().getLast().pass().orElseThrow().hooks()).containsOnlyKeys(Hook.INPUT, Hook.DOWN);
    }

    @Test
    void aRunGoesOnFromTheMiddleOfTheLastOneWithAnotherToken() throws IOException {
        open(tiny(), 12);
        session.shadow(true);
        submit("ab");
        Snapshot first = ended(1);
        Candidate other = first.tokens().get(5).outlook().orElseThrow().likeliest().get(2);
        submitted++;
        session.branch(1, 5, other.id());

        Snapshot second = ended(2);

        assertThat(second.run().branch()).contains(new Run.Branch(1, 5));
        assertThat(second.run().prompt()).isEqualTo("ab");
        assertThat(second.tokens().subList(0, 5)).isEqualTo(first.tokens().subList(0, 5));
        assertThat(second.tokens().get(5).id()).isEqualTo(other.id());
        assertThat(second.agreement()).isEqualTo(Agreement.of(second.tokens()));
        submit("cd");
        assertThat(ended(3).run().turns()).as("the answer that went on is the conversation's").containsExactly(new Run.Turn("ab", second.text()));
        submitted++;
        session.branch(1, 5, other.id());
        assertThat(ended(4).failure().orElseThrow().sentence()).contains("last answer").endsWith(".");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aModelsFileThatIsCutOffWhileItRunsEndsTheRunAndNotTheSession() throws IOException {
        open(tiny(), ENDLESS);
        submit("ab");
        await(snapshot -> snapshot.tokens().size() >= 3);
        Files.write(session.model().file(), new byte[0]);

        assertThat(ended(1).failure()).map(Failure::sentence).contains(LoadedModel.FILE_LOST);
        submit("cd");
        assertThat(ended(2).failure()).map(Failure::sentence).contains(LoadedModel.FILE_LOST);
    }

    private static TinyModel tiny() {
        return TinyModel.of(TensorType.Q8_0).context(ENDLESS);
    }

    private void open(TinyModel tiny, int maxTokens) throws IOException {
        LoadedModel model = tiny.load(folder);
        session = new ModelSession(model, new AtomicInteger(), settings(model, maxTokens));
    }

    private static Settings settings(LoadedModel model, int maxTokens) {
        return DefaultSettings.of(model.summary()).with(Sampling.GREEDY.withMaxTokens(maxTokens));
    }

    private void submit(String prompt) {
        submitted++;
        session.submit(prompt, Optional.empty());
    }

    private Snapshot ended(int run) {
        return await(snapshot -> snapshot.run().number() == run && snapshot.phase().ended());
    }

    /** Watches the newest snapshot, as a window would, until one fits. */
    private Snapshot await(Predicate<Snapshot> wanted) {
        while (true) {
            Optional<Snapshot> newest = session.newest();
            if (newest.isPresent() && wanted.test(newest.get())) {
                return newest.get();
            }
            newest.filter(snapshot -> snapshot.run().number() == submitted && snapshot.phase().ended())
                    .ifPresent(snapshot -> fail("the last run ended as " + snapshot.phase() + " " + snapshot.failure() + " and nothing fitted"));
            LockSupport.parkNanos(50_000);
        }
    }
}
