package org.dipscope.ui.console;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
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
            case PREFILL -> Optional.of(now.run().promptTokens() > 0 ? words.text("console.reading-prompt-of", now.run().promptTokens()) : words.text("console.reading-prompt"));
            case DECODE -> Optional.empty();
            case FINISHED -> now.tokens().size() >= now.settings().sampling().maxTokens()
                    ? Optional.of(words.text("console.limit", now.settings().sampling().maxTokens())) : Optional.empty();
            case STOPPED -> Optional.of(words.count("console.stopped", now.tokens().size()));
            case FAILED -> now.failure().or(() -> Optional.of(words.text("console.failed")));
        };
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
