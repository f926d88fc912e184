package org.dipscope.ui.roofline;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.memory.ComputeRate;
import org.dipscope.memory.ModelBytes;
import org.dipscope.memory.Roofline.Tier;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tokens of runs or of a sweep under the roof of their device, whose speed of computing is measured here or typed. */
public final class RooflineViewModel {
    private final Consumer<Settings> restore;
    private final Supplier<ComputeRate> meter;
    private final Words words;
    private final Executor background;
    private final Executor fx;

    private final ObjectProperty<ComputeRate> rate = new SimpleObjectProperty<>(this, "rate");
    private final BooleanProperty sweeping = new SimpleBooleanProperty(this, "sweeping");
    private final ReadOnlyBooleanWrapper measuring = new ReadOnlyBooleanWrapper(this, "measuring");
    private final ReadOnlyBooleanWrapper sweepFits = new ReadOnlyBooleanWrapper(this, "sweepFits");
    private final ReadOnlyObjectWrapper<List<RoofToken>> tokens = new ReadOnlyObjectWrapper<>(this, "tokens", List.of());
    private final ObjectProperty<Optional<RoofToken>> looked = new SimpleObjectProperty<>(this, "looked", Optional.empty());
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final ReadOnlyStringWrapper source = new ReadOnlyStringWrapper(this, "source", "");
    private List<Snapshot> runs = List.of();
    private SweepReport sweep;
    private ModelBytes bytes;
    private String device = "";
    private Optional<String> failure = Optional.empty();

    /**
     * A view of nothing yet.
     *
     * @param restore    puts a token's settings into force
     * @param meter      measures how fast this machine computes, which takes seconds
     * @param words      the language
     * @param background runs the meter
     * @param fx         runs on the JavaFX thread
     */
    public RooflineViewModel(Consumer<Settings> restore, Supplier<ComputeRate> meter, Words words, Executor background, Executor fx) {
        this.restore = restore;
        this.meter = meter;
        this.words = words;
        this.background = background;
        this.fx = fx;
        rate.addListener(_ -> {
            failure = Optional.empty();
            update();
        });
        sweeping.addListener(_ -> update());
        update();
    }

    /** Shows these runs, the oldest first. */
    public void show(List<Snapshot> kept) {
        runs = List.copyOf(kept);
        device = kept.isEmpty() ? "" : kept.getLast().settings().memory().device().name();
        update();
    }

    /**
     * Offers a sweep, too.
     *
     * @param report what it found; {@code null} for none
     * @param model  the model that is open; {@code null} for none
     */
    public void offer(SweepReport report, ModelBytes model) {
        sweep = report;
        bytes = model;
        sweepFits.set(report != null && model != null && SweepTokens.fits(report, model));
        if (!sweepFits.get()) {
            sweeping.set(false);
        }
        update();
    }

    /** Measures how fast this machine computes. */
    public void measure() {
        if (measuring.get()) {
            return;
        }
        measuring.set(true);
        failure = Optional.empty();
        update();
        background.execute(() -> {
            try {
                ComputeRate found = meter.get();
                fx.execute(() -> measured(() -> rate.set(found)));
            } catch (RuntimeException | Error e) {
                fx.execute(() -> measured(() -> failure = Optional.of(words.text("roofline.not-measured", e))));
            }
        });
    }

    private void measured(Runnable outcome) {
        measuring.set(false);
        outcome.run();
        update();
    }

    private void update() {
        ComputeRate compute = rate.get();
        source.set(failure.orElseGet(() -> compute == null ? words.text(measuring.get() ? "roofline.measuring" : "roofline.unknown")
                : words.text(compute.measured() ? "roofline.measured" : "roofline.typed", device.isEmpty() ? words.text("roofline.the-device") : device)));
        List<RoofToken> shown = compute == null ? List.of()
                : sweeping.get() ? SweepTokens.of(sweep, bytes, compute.operationsPerSecond(), words) : RunTokens.of(runs, compute.operationsPerSecond(), words);
        tokens.set(shown);
        looked.set(looked.get().flatMap(before -> shown.stream().filter(token -> token.key().equals(before.key())).findFirst()));
        note.set(!shown.isEmpty() ? "" : compute != null ? words.text("roofline.none")
                : failure.orElseGet(() -> words.text(measuring.get() ? "roofline.measuring" : "roofline.how-fast")));
    }

    /** Puts a token's settings into force. A bound has none. */
    public void choose(RoofToken token) {
        looked.set(Optional.of(token));
        token.settings().ifPresent(restore);
    }

    /** A token in a few lines: its name, what holds it up, and how long each tier takes. */
    public List<String> describe(RoofToken token) {
        return List.of(token.name(), words.text("roofline.speeds", words.numerals().rate(token.speed()), words.numerals().rate(token.token().roof()), tier(token.token().bound())),
                words.text("roofline.times", time(token, Tier.FLASH), time(token, Tier.DRAM), time(token, Tier.COMPUTE)),
                words.text("roofline.work", words.numerals().fixed(token.token().operations() / 1e6, 0), words.numerals().bytes(token.token().dramBytes()), words.numerals().bytes(token.token().flashBytes())),
                words.text(token.settings().isPresent() ? "roofline.restore" : "roofline.bound"));
    }

    /** What a tier is called. */
    public String tier(Tier tier) {
        return words.text("roofline.tier-" + tier.id());
    }

    /** How long a tier takes for a token. */
    public String time(RoofToken token, Tier tier) {
        return words.numerals().seconds(token.token().seconds(tier));
    }

    /** How fast the device computes; {@code null} before anybody said or measured it. */
    public ObjectProperty<ComputeRate> rateProperty() {
        return rate;
    }

    /** Whether a sweep's points are shown in place of runs. */
    public BooleanProperty sweepingProperty() {
        return sweeping;
    }

    /** Whether there is a sweep of the model that is open. */
    public ReadOnlyBooleanProperty sweepFitsProperty() {
        return sweepFits.getReadOnlyProperty();
    }

    /** Whether this machine is being measured. */
    public ReadOnlyBooleanProperty measuringProperty() {
        return measuring.getReadOnlyProperty();
    }

    /** What is shown, dense ones first. */
    public ReadOnlyObjectProperty<List<RoofToken>> tokensProperty() {
        return tokens.getReadOnlyProperty();
    }

    /** The token that somebody looks at. */
    public ObjectProperty<Optional<RoofToken>> lookedProperty() {
        return looked;
    }

    /** Why there is nothing to see, or empty. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** Where the speed of computing comes from, in words. */
    public ReadOnlyStringProperty sourceProperty() {
        return source.getReadOnlyProperty();
    }
}
