package org.dipscope.ui.console;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dipscope.session.Agreement;
import org.dipscope.session.Candidate;
import org.dipscope.session.Phase;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

import java.util.Optional;

/** A prompt and the answer to it, as it grows. */
public final class Exchange {
    private final ReadOnlyObjectWrapper<Snapshot> snapshot = new ReadOnlyObjectWrapper<>();

    Exchange(Snapshot first) {
        snapshot.set(first);
    }

    void follow(Snapshot newest) {
        snapshot.set(newest);
    }

    /** The run's number. */
    public int number() {
        return snapshot.get().run().number();
    }

    /** What the person typed. */
    public String prompt() {
        return snapshot.get().run().prompt();
    }

    /** Who answers, under which settings: "SmolLM2-135M · DIP-CA 0.6 γ 0.5". */
    public String caption(Words words) {
        Snapshot now = snapshot.get();
        String asked = Captions.of(words, now.run().started().masking());
        String last = now.phase().ended() || now.tokens().isEmpty() ? lastMasking(words, now) : Captions.of(words, now.settings().masking());
        return Captions.brief(now.run().model()) + " · " + (asked.equals(last) ? asked : asked + " → " + last);
    }

    private static String lastMasking(Words words, Snapshot now) {
        return Captions.of(words, now.tokens().isEmpty() ? now.run().started().masking() : now.tokens().getLast().settings().masking());
    }

    /** What remains to be said when no more tokens come: why it failed, or that it was stopped. */
    public Optional<String> ending(Words words) {
        Snapshot now = snapshot.get();
        return switch (now.phase()) {
            case PREFILL -> Optional.of(reading(words, now));
            case DECODE -> Optional.empty();
            case FINISHED -> now.tokens().size() >= now.settings().sampling().maxTokens()
                    ? Optional.of(words.count("console.limit", now.settings().sampling().maxTokens())) : Optional.empty();
            case STOPPED -> Optional.of(words.count("console.stopped", now.tokens().size()));
            case FAILED -> tooLong(words, now).or(() -> now.failure().map(failure -> FailedRun.sentence(words, failure))).or(() -> Optional.of(words.text("console.failed")));
        };
    }

    /** The one failure that people meet without doing anything wrong, in their own language. */
    private static Optional<String> tooLong(Words words, Snapshot now) {
        int context = now.run().model().contextLength();
        return now.tokens().isEmpty() && now.run().promptTokens() >= context
                ? Optional.of(words.text("console.too-long", now.run().promptTokens(), context)) : Optional.empty();
    }

    /** A long prompt comes in batches, and tells how far it is once the first of them is in. */
    private static String reading(Words words, Snapshot now) {
        int tokens = now.run().promptTokens();
        if (tokens == 0) {
            return words.text("console.reading-prompt");
        }
        return now.promptRead() == 0 ? words.count("console.reading-prompt-of", tokens) : words.text("console.read-so-far", now.promptRead(), tokens);
    }

    /** Where the dense model would have parted, and how close it was; empty where it did not run beside. */
    public Optional<String> parting(Words words) {
        Snapshot now = snapshot.get();
        Agreement agreement = now.agreement();
        if (agreement.tokens() == 0) {
            return Optional.empty();
        }
        String closeness = words.text("console.closeness", words.numerals().percent(agreement.share()), words.numerals().fixed(agreement.meanDivergence(), 3));
        if (agreement.parted() < 0) {
            return Optional.of(words.text(now.phase().ended() ? "console.never-parted" : "console.not-yet-parted") + " · " + closeness);
        }
        Candidate wanted = now.tokens().get(agreement.parted()).shadow().orElseThrow().wanted();
        boolean greedy = now.run().started().sampling().temperature() == 0;
        return Optional.of(words.text(greedy ? "console.parted" : "console.parted-likelier", Spelling.of(wanted.text()), agreement.parted()) + " · " + closeness);
    }

    /** The token at which the dense model would have parted; −1 where there is none. */
    public int partedAt() {
        return snapshot.get().agreement().parted();
    }

    /** What reading along costs: "measured here: dense alone 61 tok/s, both together 39 tok/s"; empty before it was timed. */
    public Optional<String> shadowCost(Words words) {
        Agreement agreement = snapshot.get().agreement();
        return agreement.timed() == 0 ? Optional.empty() : Optional.of(words.text("console.shadow-cost",
                words.numerals().rate(snapshot.get().figures().measuredDecode()), words.numerals().rate(agreement.denseRate()), words.numerals().rate(agreement.bothRate())));
    }

    /** That the model's context is getting short; empty while there is room for more than one answer. */
    public Optional<String> contextNote(Words words) {
        Snapshot now = snapshot.get();
        int left = now.contextLeft();
        boolean shortOf = !failed() && left < 2 * now.settings().sampling().maxTokens() && left < now.run().model().contextLength() / 4;
        return shortOf ? Optional.of(words.count("console.context-left", left)) : Optional.empty();
    }

    /** Whether {@link #ending()} tells of a failure. */
    public boolean failed() {
        return snapshot.get().phase() == Phase.FAILED;
    }

    /** The run at its newest. */
    public ReadOnlyObjectProperty<Snapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }
}
