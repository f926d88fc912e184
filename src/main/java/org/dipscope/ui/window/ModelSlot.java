package org.dipscope.ui.window;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dipscope.session.RefusedModelException;
import org.dipscope.session.Session;
import org.dipscope.session.SessionOpener;
import org.dipscope.ui.text.Refusal;
import org.dipscope.ui.text.TimeLeft;
import org.dipscope.ui.text.Words;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The model that is open, and the one on its way; the first stays usable until the second is there. All of it belongs to the window's thread. */
final class ModelSlot {
    private final SessionOpener opener;
    private final Words words;
    private final Executor loader;
    private final Executor window;
    private final BiConsumer<Session, Session> arriving;
    private final Consumer<String> refused;
    private final ReadOnlyObjectWrapper<Path> missing = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Session> session = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Loading> loading = new ReadOnlyObjectWrapper<>();
    private Opening opening;

    /**
     * An empty slot.
     *
     * @param arriving told of the session that was open, or {@code null}, and of the one that takes its place, before anybody sees it
     * @param refused  told in one sentence why a file could not be opened
     */
    ModelSlot(SessionOpener opener, Words words, Executor loader, Executor window, BiConsumer<Session, Session> arriving, Consumer<String> refused) {
        this.opener = opener;
        this.words = words;
        this.loader = loader;
        this.window = window;
        this.arriving = arriving;
        this.refused = refused;
    }

    void open(Path file) {
        cancel();
        Opening mine = new Opening(file, new TimeLeft(words, System::nanoTime), window, seen -> {
            if (opening != null && seen != null && opening.file().equals(seen.file())) {
                loading.set(seen);
            }
        });
        opening = mine;
        loading.set(mine.at(0));
        loader.execute(() -> load(file, mine));
    }

    private void load(Path file, Opening mine) {
        try {
            Session opened = opener.open(file, mine);
            window.execute(() -> arrive(opened, mine));
        } catch (CancellationException e) {
            window.execute(() -> end(mine));
        } catch (IOException | RuntimeException e) {
            window.execute(() -> {
                if (end(mine)) {
                    missing.set(null);
                    missing.set(e instanceof RefusedModelException why && why.isMissing() ? file : null);
                    refused.accept(Refusal.opening(words, file, e));
                }
            });
        }
    }

    private void arrive(Session opened, Opening mine) {
        if (!end(mine)) {
            loader.execute(opened::close);
            return;
        }
        Session before = session.get();
        if (before != null) {
            loader.execute(before::close);
        }
        arriving.accept(before, opened);
        session.set(opened);
    }

    private boolean end(Opening mine) {
        if (opening != mine) {
            return false;
        }
        opening = null;
        loading.set(null);
        return true;
    }

    /** Gives up the model that is loading, if there is one. */
    void cancel() {
        if (opening != null) {
            opening.cancel();
            end(opening);
        }
    }

    ReadOnlyObjectProperty<Session> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    /** The file that was wanted last and was not there; {@code null} for none. */
    ReadOnlyObjectProperty<Path> missingProperty() {
        return missing.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Loading> loadingProperty() {
        return loading.getReadOnlyProperty();
    }
}
