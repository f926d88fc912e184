package org.dipscope.ui.moment;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dipscope.mask.Hook;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Pass;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What all views look at: a run, one token of it, the cell under the mouse, the order in which columns stand, and which of them are shown.
 *
 * <p>While it is <em>live</em> it follows the newest token. The newest token and live are the same place: seeking there goes
 * live, stepping back from it leaves.
 *
 * <p><strong>Order of columns.</strong> Cells must not jump under the eye, so the order by frequency is found at only three
 * points: once a hook has {@value #FIRST_SORT} masked tokens, when the run ends, and when a person asks. Until its first
 * sorting a run keeps the order of the run before it, which is the more often the same hot set than not.
 */
public final class Moment {
    /** Masked tokens after which a run's columns are sorted for the first time. */
    public static final int FIRST_SORT = 16;

    private final ReadOnlyObjectWrapper<Snapshot> snapshot = new ReadOnlyObjectWrapper<>(this, "snapshot");
    private final ReadOnlyIntegerWrapper token = new ReadOnlyIntegerWrapper(this, "token", -1);
    private final BooleanProperty live = new SimpleBooleanProperty(this, "live", true);
    private final ObjectProperty<Optional<Cell>> hovered = new SimpleObjectProperty<>(this, "hovered", Optional.empty());
    private final ObjectProperty<Optional<Cell>> pinned = new SimpleObjectProperty<>(this, "pinned", Optional.empty());
    private final BooleanProperty byFrequency = new SimpleBooleanProperty(this, "byFrequency", true);
    private final ReadOnlyObjectWrapper<ColumnOrder> order = new ReadOnlyObjectWrapper<>(this, "order", ColumnOrder.NATURAL);

    private final ObjectProperty<Arrangement> arrangement = new SimpleObjectProperty<>(this, "arrangement", Arrangement.BESIDE);
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper(this, "revision");

    private final Zoom zoom = new Zoom();
    private final Set<Hook> sorted = EnumSet.noneOf(Hook.class);
    private ColumnStatistics statistics = new ColumnStatistics();
    private ColumnOrder frequencies = ColumnOrder.NATURAL;
    private boolean ended;
    private boolean moving;

    /** A moment before the first run. */
    public Moment() {
        live.addListener((_, _, now) -> {
            if (now) {
                move(() -> token.set(newestToken()));
            }
        });
        byFrequency.addListener((_, _, _) -> move(this::applyOrder));
    }

    /** A snapshot mostly brings a token, too, and now and then an order; whoever looks at all of them looks once. */
    private void move(Runnable change) {
        if (moving) {
            change.run();
            return;
        }
        moving = true;
        try {
            change.run();
        } finally {
            moving = false;
        }
        revision.set(revision.get() + 1);
    }

    /** Takes the newest snapshot of the run, or the first one of another run, which it then follows live. */
    public void show(Snapshot newest) {
        move(() -> take(newest));
    }

    private void take(Snapshot newest) {
        Snapshot before = snapshot.get();
        if (before == null || before.run().number() != newest.run().number() || newest.tokens().size() < before.tokens().size()) {
            begin(before, newest);
        }
        statistics.follow(newest.tokens());
        sortWhereDue(newest);
        snapshot.set(newest);
        if (live.get()) {
            token.set(newestToken());
        }
    }

    /** Goes to a token, counted from 0; one beyond the ends goes to the end. The newest token is the live one. */
    public void seek(int index) {
        int newest = newestToken();
        int target = Math.clamp(index, Math.min(0, newest), Math.max(newest, -1));
        move(() -> {
            live.set(target == newest);
            token.set(target);
        });
    }

    /** Goes some tokens on, or back. */
    public void step(int delta) {
        seek(token.get() + delta);
    }

    /** Follows the newest token from now on. */
    public void goLive() {
        live.set(true);
    }

    /** Sorts the columns by how often they were chosen up to the newest token. */
    public void sort() {
        statistics.hooks().forEach(this::sort);
        move(this::applyOrder);
    }

    /** The token that is shown; empty before the first one. */
    public Optional<TokenFrame> frame() {
        Snapshot now = snapshot.get();
        int index = token.get();
        return now == null || index < 0 || index >= now.tokens().size() ? Optional.empty() : Optional.of(now.tokens().get(index));
    }

    /** The pass that produced the token that is shown; empty for the first token, which the dense prompt produced. */
    public Optional<Pass> pass() {
        return frame().flatMap(TokenFrame::pass);
    }

    /** The model of the run that is shown. */
    public Optional<ModelSummary> model() {
        return Optional.ofNullable(snapshot.get()).map(now -> now.run().model());
    }

    /** The run at its newest; {@code null} before the first one. */
    public ReadOnlyObjectProperty<Snapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    /** The token that is shown, from 0; −1 before the first one. */
    public ReadOnlyIntegerProperty tokenProperty() {
        return token.getReadOnlyProperty();
    }

    /** Grows once whenever the run, the token or the order of columns has become another, or several of them together. */
    public ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Whether the newest token is followed. */
    public BooleanProperty liveProperty() {
        return live;
    }

    /** The cell under the mouse or the keyboard's cursor. */
    public ObjectProperty<Optional<Cell>> hoveredProperty() {
        return hovered;
    }

    /** The cell that a click keeps in the inspector. */
    public ObjectProperty<Optional<Cell>> pinnedProperty() {
        return pinned;
    }

    /** Whether columns stand by how often they are chosen, or else in the model's own order. */
    public BooleanProperty byFrequencyProperty() {
        return byFrequency;
    }

    /** Which hooks' maps every view shows, and where. */
    public ObjectProperty<Arrangement> arrangementProperty() {
        return arrangement;
    }

    /** The order in which every view shows the columns. */
    public ReadOnlyObjectProperty<ColumnOrder> orderProperty() {
        return order.getReadOnlyProperty();
    }

    /** Which layers and columns every map shows. */
    public Zoom zoom() {
        return zoom;
    }

    /** How often the run's columns were chosen up to its newest token. */
    public ColumnStatistics statistics() {
        return statistics;
    }

    private void begin(Snapshot before, Snapshot first) {
        statistics = new ColumnStatistics();
        sorted.clear();
        ended = false;
        hovered.set(Optional.empty());
        if (before != null && !sameShape(before.run().model(), first.run().model())) {
            pinned.set(Optional.empty());
            frequencies = ColumnOrder.NATURAL;
            applyOrder();
            zoom.fit();
        }
        live.set(true);
        token.set(-1);
    }

    private void sortWhereDue(Snapshot newest) {
        boolean ends = newest.phase().ended() && !ended;
        ended |= ends;
        boolean changed = false;
        for (Hook hook : statistics.hooks()) {
            if (ends || !sorted.contains(hook) && statistics.masked(hook) >= FIRST_SORT) {
                sort(hook);
                changed = true;
            }
        }
        if (changed) {
            applyOrder();
        }
    }

    private void sort(Hook hook) {
        int[] counts = statistics.counts(hook);
        frequencies = frequencies.sorted(hook, counts, statistics.columns(hook));
        sorted.add(hook);
    }

    private void applyOrder() {
        order.set(byFrequency.get() ? frequencies : ColumnOrder.NATURAL);
    }

    private int newestToken() {
        return snapshot.get() == null ? -1 : snapshot.get().tokens().size() - 1;
    }

    private static boolean sameShape(ModelSummary a, ModelSummary b) {
        return a.layers() == b.layers() && a.hidden() == b.hidden() && a.intermediate() == b.intermediate();
    }
}
