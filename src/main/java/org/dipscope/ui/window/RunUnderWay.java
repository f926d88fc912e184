package org.dipscope.ui.window;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dipscope.session.Session;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.moment.Moment;

import java.util.function.Consumer;

/**
 * The run that was last asked for, as far as the session has come with it. A session tells of a run some time after it was asked for, and
 * of one that was forgotten still for a while: their numbers tell which snapshots are meant. It belongs to the window's thread.
 */
final class RunUnderWay {
    private final Moment moment;
    private final ReadOnlyObjectWrapper<Snapshot> newest = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    /** The number that the run last asked for will have, since sessions count one up with every prompt. */
    private int awaited;
    private int forgotten;

    /** No run, and later one that this moment follows. */
    RunUnderWay(Moment moment) {
        this.moment = moment;
    }

    /** Asks the session for a run. */
    void ask(Session session, Consumer<Session> order) {
        awaited = lastNumber(session) + 1;
        order.accept(session);
        running.set(true);
    }

    /** Has the session forget its conversation, and with it the run. */
    void forget(Session session) {
        forgotten = lastNumber(session);
        session.restart();
        clear();
    }

    /** Nobody follows the run any more, whose session is about to be closed. */
    void abandon() {
        running.set(false);
    }

    /** There is no run, as in a session that was just opened. */
    void clear() {
        running.set(false);
        newest.set(null);
    }

    /** Goes on from a run that is over. */
    void resume(Snapshot standing) {
        awaited = standing.run().number();
        show(standing);
    }

    /** Takes the session's newest snapshot, unless it is of a run that is forgotten or was followed by another. */
    void pull(Session session) {
        Snapshot seen = session.newest().orElse(null);
        if (seen == null || seen == newest.get()) {
            return;
        }
        int number = seen.run().number();
        boolean current = number >= awaited && number > forgotten;
        if (current || newest.get() != null && newest.get().run().number() == number) {
            show(seen);
        }
        if (current && seen.phase().ended()) {
            running.set(false);
        }
    }

    private void show(Snapshot seen) {
        newest.set(seen);
        moment.show(seen);
    }

    /** The number of the last run that was asked for, whether or not the session has come to it. */
    private int lastNumber(Session session) {
        return Math.max(awaited, session.newest().map(seen -> seen.run().number()).orElse(0));
    }

    /** The newest snapshot of the conversation; {@code null} before its first run. */
    ReadOnlyObjectProperty<Snapshot> newestProperty() {
        return newest.getReadOnlyProperty();
    }

    /** Whether the session is still to come to the run's end. */
    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }
}
