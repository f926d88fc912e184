package org.dipscope.ui.task;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dipscope.session.Progress;
import org.dipscope.ui.text.TimeLeft;
import org.dipscope.ui.text.Words;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** One long piece of work: how far it is, how to end it, and what came out. Its properties belong to the window's thread. */
public final class LongTask implements Progress {
    private final String label;
    private final String showing;
    private final Words words;
    private final Executor window;
    private final TimeLeft time;
    private final AtomicReference<Double> newest = new AtomicReference<>();
    private final ReadOnlyDoubleWrapper share = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper line = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<Runnable>> outcome = new ReadOnlyObjectWrapper<>(Optional.empty());
    private volatile boolean cancelled;
    private boolean passed;

    /**
     * A task that begins now.
     *
     * @param showing what the button says that shows what came out
     * @param window runs on the window's thread
     * @param clock  nanoseconds, from any beginning
     */
    LongTask(String label, String showing, Words words, Executor window, LongSupplier clock) {
        this.label = label;
        this.showing = showing;
        this.words = words;
        this.window = window;
        this.time = new TimeLeft(words, clock);
        line.set(words.text("tasks.begins"));
    }

    @Override
    public void report(double done, String what) {
        // Reports that the window has no time for are dropped, never queued.
        if (newest.getAndSet(Math.clamp(done, 0, 1)) == null) {
            window.execute(() -> show(newest.getAndSet(null)));
        }
    }

    private void show(double done) {
        share.set(done);
        if (!cancelled) {
            line.set(time.at(done));
        }
    }

    /** Says that it is done, and that nobody has to see what came out. */
    void pass() {
        passed = true;
    }

    /** Whether it is done, and nobody has to see what came out. */
    boolean passed() {
        return passed;
    }

    /** Says that it is done. */
    void finish(Runnable shown) {
        share.set(1);
        line.set(time.done());
        outcome.set(Optional.of(shown));
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /** Ends it as soon as it can. */
    public void cancel() {
        cancelled = true;
        line.set(words.text("tasks.ending"));
    }

    /** What shows what came out; empty while it is under way. */
    Optional<Runnable> outcome() {
        return outcome.get();
    }

    /** The same, to be followed. */
    public ReadOnlyObjectProperty<Optional<Runnable>> outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /** What it does. */
    public String label() {
        return label;
    }

    /** What the button says that shows what came out. */
    public String showing() {
        return showing;
    }

    /** How much is done, in [0, 1]. */
    public ReadOnlyDoubleProperty shareProperty() {
        return share.getReadOnlyProperty();
    }

    /** How much is done and how long the rest may take, in words. */
    public ReadOnlyStringProperty lineProperty() {
        return line.getReadOnlyProperty();
    }
}
