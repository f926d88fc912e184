package org.dipscope.ui.cache;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.dipscope.memory.CachePolicy;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.layers.Shape;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.Optional;
import java.util.concurrent.Executor;

/** What every policy would make of the run that is shown; works only while somebody looks. */
public final class WhatIfViewModel {
    private final Moment moment;
    private final Words words;
    private final Executor fx;
    private final BooleanProperty open = new SimpleBooleanProperty(this, "open");
    private final BooleanProperty bySize = new SimpleBooleanProperty(this, "bySize");
    private final ReadOnlyObjectWrapper<WhatIf> result = new ReadOnlyObjectWrapper<>(this, "result", WhatIf.NONE);
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private PolicyReplays replays;

    /**
     * Closed.
     *
     * @param fx runs on the JavaFX thread
     */
    public WhatIfViewModel(Moment moment, Words words, Executor fx) {
        this.moment = moment;
        this.words = words;
        this.fx = fx;
        open.addListener((_, _, now) -> turn(now));
        bySize.addListener(_ -> offer());
        moment.snapshotProperty().addListener(_ -> offer());
    }

    /** The language. */
    Words words() {
        return words;
    }

    /** Whether somebody looks. */
    public BooleanProperty openProperty() {
        return open;
    }

    /** Whether misses at every size of DRAM are looked at, in place of hits over the tokens. */
    public BooleanProperty bySizeProperty() {
        return bySize;
    }

    /** The DRAM in force, in bytes. */
    public Optional<Double> dram() {
        return Shape.settings(moment).map(settings -> settings.memory().device().dramBytes());
    }

    /** The newest that was played. */
    public ReadOnlyObjectProperty<WhatIf> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /** What the figures mean, or why there are none. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** The policy that served the token which is shown. */
    public Optional<CachePolicy> inForce() {
        return Shape.settings(moment).map(settings -> settings.memory().policy());
    }

    /** The place of the token that is shown among the tokens that were played; empty where it was not. */
    public Optional<Integer> place() {
        int place = moment.tokenProperty().get() - result.get().firstToken();
        Snapshot shown = moment.snapshotProperty().get();
        boolean played = shown != null && shown.run().number() == result.get().run() && !result.get().outcomes().isEmpty()
                && place >= 0 && place < result.get().outcomes().getFirst().hitRates().size();
        return played ? Optional.of(place) : Optional.empty();
    }

    /** A policy's figures in one line. */
    public String figures(PolicyOutcome outcome) {
        return words.text("cache.policy-figures", words.numerals().bytes(outcome.flashBytesPerToken()), words.numerals().rate(outcome.tokensPerSecond()));
    }

    /** Opens and plays the run that is shown at once, where a picture cannot wait. */
    public void playNow() {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (snapshot != null) {
            WhatIf played = WhatIf.of(snapshot, bySize.get(), () -> false);
            open.set(true);
            receive(played);
        }
    }

    private void turn(boolean on) {
        if (on) {
            replays = new PolicyReplays(this::receive, fx);
            offer();
        } else if (replays != null) {
            replays.close();
            replays = null;
        }
    }

    private void offer() {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (replays == null || snapshot == null) {
            note.set(words.text("cache.nothing-yet"));
            return;
        }
        if (snapshot.run().number() != result.get().run()) {
            result.set(WhatIf.NONE);
            note.set(words.text("cache.playing"));
        }
        if (bySize.get() && result.get().curves().isEmpty()) {
            note.set(words.text("cache.playing"));
        }
        replays.offer(snapshot, bySize.get());
    }

    private void receive(WhatIf played) {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (open.get() && snapshot != null && snapshot.run().number() == played.run()) {
            result.set(played);
            note.set(note(played, snapshot));
        }
    }

    private String note(WhatIf played, Snapshot snapshot) {
        if (played.outcomes().isEmpty()) {
            return words.text("cache.no-masks");
        }
        String same = words.count(bySize.get() ? "cache.every-size" : "cache.same-masks", played.outcomes().getFirst().hitRates().size());
        return snapshot.settings().masking().asksCache() ? words.text("cache.masks-follow", same, snapshot.settings().memory().policy().label()) : same;
    }
}
