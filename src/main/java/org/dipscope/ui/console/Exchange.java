package org.dipscope.ui.console;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dipscope.session.Phase;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Captions;

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
    public String caption() {
        Snapshot now = snapshot.get();
        String asked = Captions.of(now.run().started().masking());
        String last = now.phase().ended() || now.tokens().isEmpty() ? lastMasking(now) : Captions.of(now.settings().masking());
        return Captions.brief(now.run().model()) + " · " + (asked.equals(last) ? asked : asked + " → " + last);
    }

    private static String lastMasking(Snapshot now) {
        return Captions.of(now.tokens().isEmpty() ? now.run().started().masking() : now.tokens().getLast().settings().masking());
    }

    /** What remains to be said when no more tokens come: why it failed, or that it was stopped. */
    public Optional<String> ending() {
        Snapshot now = snapshot.get();
        return switch (now.phase()) {
            case PREFILL -> Optional.of("reading the prompt" + (now.run().promptTokens() > 0 ? ", " + now.run().promptTokens() + " tokens" : ""));
            case DECODE -> Optional.empty();
            case FINISHED -> now.tokens().size() >= now.settings().sampling().maxTokens()
                    ? Optional.of("limit of " + now.settings().sampling().maxTokens() + " tokens reached") : Optional.empty();
            case STOPPED -> Optional.of("stopped after " + now.tokens().size() + (now.tokens().size() == 1 ? " token" : " tokens"));
            case FAILED -> now.failure().or(() -> Optional.of("The run failed; run it again."));
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
