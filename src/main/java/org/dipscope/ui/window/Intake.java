package org.dipscope.ui.window;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dipscope.export.PictureNote;
import org.dipscope.export.RunBundle;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Progress;
import org.dipscope.session.Settings;
import org.dipscope.ui.task.TasksViewModel;
import org.dipscope.ui.text.Refusal;
import org.dipscope.ui.text.Words;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What becomes of a file that falls on the window: a model, pinned runs, a sweep, or a picture that brings settings and prompt back. */
public final class Intake {

    /** The window, as far as files change it; on its own thread. */
    interface Host {

        /** Opens a model. */
        void open(Path model);

        /** Keeps these runs and shows them. */
        void keep(List<PinnedRun> runs);

        /** Shows a sweep. */
        void show(Path sweep);

        /** The settings in force; empty before the first model is there. */
        Optional<Settings> settings();

        /** The name of the model that is open; empty before the first one is there. */
        Optional<String> model();

        /** Takes settings into force that can be undone. */
        void change(Settings settings);

        /** Says why something could not be done, or nothing any more where it is {@code null}. */
        void refuse(String sentence);
    }

    private final Host host;
    private final TasksViewModel tasks;
    private final Words words;
    private final Executor loader;
    private final Executor window;
    private final ReadOnlyObjectWrapper<Question> asked = new ReadOnlyObjectWrapper<>(this, "asked");
    private final ReadOnlyObjectWrapper<RestoredPicture> restored = new ReadOnlyObjectWrapper<>(this, "restored");

    /**
     * Files for this window.
     *
     * @param tasks  lists what takes long
     * @param loader reads them
     * @param window runs on the window's thread
     */
    Intake(Host host, TasksViewModel tasks, Words words, Executor loader, Executor window) {
        this.host = host;
        this.tasks = tasks;
        this.words = words;
        this.loader = loader;
        this.window = window;
    }

    /** Takes a file for what its name says it is. */
    public void take(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        Optional<Settings> base = host.settings();
        if (name.endsWith(RunBundle.ENDING)) {
            takeRuns(file);
        } else if (name.endsWith(".png") && base.isPresent()) {
            loader.execute(() -> restore(file, base.get()));
        } else if (name.endsWith(".jsonl")) {
            host.show(file);
        } else {
            host.open(file);
        }
    }

    private void takeRuns(Path file) {
        tasks.pass(words.text("tasks.opening", file.getFileName()), progress -> read(file, progress), runs -> {
            host.refuse(null);
            host.keep(runs);
        });
    }

    private List<PinnedRun> read(Path file, Progress progress) throws IOException {
        try {
            return RunBundle.read(file, progress);
        } catch (IOException e) {
            throw new IOException(Refusal.reading(words, file, e), e);
        }
    }

    private void restore(Path file, Settings base) {
        try {
            PictureNote note = PictureNote.read(file, base).orElseThrow(() -> new IllegalArgumentException(words.text("window.no-settings", file.getFileName())));
            window.execute(() -> restore(note));
        } catch (IOException e) {
            window.execute(() -> host.refuse(words.text("window.unreadable", file.getFileName())));
        } catch (IllegalArgumentException e) {
            window.execute(() -> host.refuse(e.getMessage()));
        }
    }

    private void restore(PictureNote note) {
        host.refuse(null);
        host.change(note.settings());
        ask(note.prompt(), note.system());
        restored.set(null);
        restored.set(new RestoredPicture(note, host.model()));
    }

    /** The same picture may be dropped again after its prompt was changed, which must not go unnoticed. */
    private void ask(String prompt, Optional<String> system) {
        asked.set(null);
        asked.set(new Question(prompt, system));
    }

    /** Takes the settings of the picture's other run into force, and asks what it was asked. */
    public void useCompared() {
        Optional.ofNullable(restored.get()).flatMap(picture -> picture.note().compared()).ifPresent(other -> {
            host.change(other.settings());
            ask(other.prompt(), other.system());
        });
    }

    /** Says no more about the picture. */
    public void dismissRestored() {
        restored.set(null);
    }

    /** The question of the picture that was dropped last; {@code null} before the first. */
    public ReadOnlyObjectProperty<Question> askedProperty() {
        return asked.getReadOnlyProperty();
    }

    /** The picture that was dropped last, until it is dismissed; {@code null} for none. */
    public ReadOnlyObjectProperty<RestoredPicture> restoredProperty() {
        return restored.getReadOnlyProperty();
    }
}
