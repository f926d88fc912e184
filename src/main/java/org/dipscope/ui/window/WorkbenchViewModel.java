package org.dipscope.ui.window;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Sampling;
import org.dipscope.session.Session;
import org.dipscope.session.SessionOpener;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.console.Conversation;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.runs.PinnedRuns;
import org.dipscope.ui.task.TasksViewModel;
import org.dipscope.ui.text.Words;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What the window is about: the model that is open, the run under way, the runs that are kept, and the last refusal. All of it
 * belongs to the window's thread; models load on another one.
 */
public final class WorkbenchViewModel implements Conversation {
    private final Moment moment;

    private final ModelSlot slot;
    private final SettingsHistory history = new SettingsHistory(System::nanoTime);
    private final PinnedRuns pinned = new PinnedRuns(InstantSource.system());
    private final Centre centre = new Centre();
    private final ReadOnlyObjectWrapper<Settings> settings = new ReadOnlyObjectWrapper<>();
    private final RunUnderWay latest;
    private final ReadOnlyObjectWrapper<String> refusal = new ReadOnlyObjectWrapper<>();
    private final TasksViewModel tasks;
    private final Intake intake;
    private boolean shadowed;
    private boolean held;

    /**
     * A window without a model.
     *
     * @param moment what all views look at
     * @param opener opens models
     * @param words  the language
     * @param loader runs the opener
     * @param window runs on the window's thread
     */
    public WorkbenchViewModel(Moment moment, SessionOpener opener, Words words, Executor loader, Executor window) {
        this.moment = moment;
        this.latest = new RunUnderWay(moment);
        this.tasks = new TasksViewModel(words, loader, window, this::refuse);
        this.intake = new Intake(new Receiving(), tasks, words, loader, window);
        this.slot = new ModelSlot(opener, words, loader, window, this::arrive, this::refuse);
    }

    private final class Receiving implements Intake.Host {

        @Override
        public void open(Path model) {
            WorkbenchViewModel.this.open(model);
        }

        @Override
        public void keep(List<PinnedRun> runs) {
            pinned.restore(runs);
            centre.listingProperty().set(true);
        }

        @Override
        public void show(Path sweep) {
            centre.sweepProperty().set(sweep);
        }

        @Override
        public Optional<Settings> settings() {
            return Optional.ofNullable(settings.get());
        }

        @Override
        public Optional<String> model() {
            return WorkbenchViewModel.this.model().map(ModelSummary::name);
        }

        @Override
        public void change(Settings changed) {
            WorkbenchViewModel.this.change(changed);
        }

        @Override
        public void refuse(String sentence) {
            WorkbenchViewModel.this.refuse(sentence);
        }
    }

    /** The long work that is under way. */
    public TasksViewModel tasks() {
        return tasks;
    }

    /** The files that fall on the window. */
    public Intake intake() {
        return intake;
    }

    /** The sweep whose trade-off is shown in place of the live views; {@code null} for none. */
    public ObjectProperty<Path> sweepProperty() {
        return centre.sweepProperty();
    }

    /** Opens another model; the one that is open stays usable until the new one is there. */
    public void open(Path file) {
        refusal.set(null);
        slot.open(file);
    }

    private void arrive(Session before, Session opened) {
        if (before != null) {
            carryOver(before.settings(), opened);
        }
        if (shadowed) {
            opened.shadow(true);
        }
        settings.set(opened.settings());
        latest.clear();
    }

    private static void carryOver(Settings before, Session opened) {
        Settings own = opened.settings();
        opened.change(new Settings(before.masking(), own.memory(), before.sampling()));
    }

    /** Gives up the model that is loading, if there is one. */
    public void cancelOpening() {
        slot.cancel();
    }

    /** Has something done once, when the first model is there. */
    public void onFirstModel(Consumer<Session> done) {
        slot.sessionProperty().addListener(new ChangeListener<>() {
            @Override
            public void changed(ObservableValue<? extends Session> observed, Session before, Session opened) {
                slot.sessionProperty().removeListener(this);
                done.accept(opened);
            }
        });
    }

    /** Starts a run in the conversation. */
    @Override
    public void run(String prompt, Optional<String> system) {
        Session open = session();
        if (open == null || prompt.isBlank()) {
            return;
        }
        latest.ask(open, session -> session.submit(prompt.strip(), system));
        refusal.set(null);
    }

    /** Asks the same again under the settings in force, from a cold start; only a conversation's first answer can be had so. */
    @Override
    public void runAgain() {
        Snapshot last = latest.newestProperty().get();
        if (last != null && last.run().turns().isEmpty()) {
            session().restart();
            run(last.run().prompt(), last.run().system());
        }
    }

    @Override
    public void branch(int run, int token, int id) {
        Session open = session();
        if (open != null) {
            latest.ask(open, session -> session.branch(run, token, id));
            refusal.set(null);
        }
    }

    @Override
    public void shadow(boolean beside) {
        shadowed = beside;
        if (session() != null) {
            session().shadow(beside);
        }
    }

    @Override
    public Optional<String> rawPrompt() {
        return Optional.ofNullable(session()).flatMap(Session::rawPrompt);
    }

    @Override
    public Optional<String> chatTemplate() {
        return Optional.ofNullable(session()).flatMap(Session::chatTemplate);
    }

    /** Stops the run under way. */
    @Override
    public void stop() {
        if (session() != null) {
            session().stop();
        }
    }

    /** Forgets the conversation, and with it the run under way. */
    @Override
    public void restart() {
        Session open = session();
        if (open != null) {
            latest.forget(open);
        }
    }

    /** Takes new settings into force, from the next token on; they can be undone. */
    public void change(Settings changed) {
        history.changed(settings.get(), changed);
        apply(changed);
    }

    /** Goes back to the settings before the last change. */
    public void undo() {
        history.undo(settings.get()).ifPresent(this::apply);
    }

    /** Takes back the last {@link #undo}. */
    public void redo() {
        history.redo(settings.get()).ifPresent(this::apply);
    }

    /** Takes settings into force that nobody changed, such as those of the last time; they cannot be undone. */
    public void adopt(Settings kept) {
        apply(kept);
    }

    private void apply(Settings changed) {
        settings.set(changed);
        if (session() != null) {
            session().change(changed);
        }
    }

    @Override
    public void sample(Sampling sampling) {
        if (settings.get() != null) {
            change(settings.get().with(sampling));
        }
    }

    /** Keeps the run that is shown, to be compared with others. */
    public void pin() {
        Snapshot shown = moment.snapshotProperty().get();
        if (shown != null && !shown.tokens().isEmpty()) {
            pinned.pin(shown);
        }
    }

    /** Keeps these runs, too. */
    public void keep(List<Snapshot> runs) {
        runs.forEach(pinned::pin);
    }

    /** Shows where a conversation stands that was had before the window was there. */
    public void resume(Snapshot standing) {
        latest.resume(standing);
    }

    /** Has the views stay at what they show, or follow the run again; the run itself goes on. */
    public void hold(boolean still) {
        held = still;
    }

    /** Takes the session's newest snapshot; to be called once a frame while {@link #runningProperty()} holds. */
    public void pull() {
        if (session() != null && !held) {
            latest.pull(session());
        }
    }

    /** Says why something could not be done: one sentence with what, why and what to do. */
    public void refuse(String sentence) {
        refusal.set(sentence);
    }

    /** Takes the sentence away. */
    public void dismiss() {
        refusal.set(null);
    }

    /** Gives the model's memory back. */
    public void close() {
        cancelOpening();
        latest.abandon();
        if (session() != null) {
            session().close();
        }
    }

    /** The model and its conversation; {@code null} before the first one is there. */
    public ReadOnlyObjectProperty<Session> sessionProperty() {
        return slot.sessionProperty();
    }

    /** The settings in force; {@code null} before the first model is there. */
    public ReadOnlyObjectProperty<Settings> settingsProperty() {
        return settings.getReadOnlyProperty();
    }

    /** The newest snapshot of the conversation; {@code null} before its first run. */
    public ReadOnlyObjectProperty<Snapshot> newestProperty() {
        return latest.newestProperty();
    }

    /** Whether a run is under way. */
    public ReadOnlyBooleanProperty runningProperty() {
        return latest.runningProperty();
    }

    /** The model that is loading, or {@code null}. */
    public ReadOnlyObjectProperty<Loading> loadingProperty() {
        return slot.loadingProperty();
    }

    /** The model that was wanted last and whose file was not there; {@code null} for none. */
    public ReadOnlyObjectProperty<Path> missingProperty() {
        return slot.missingProperty();
    }

    /** The last refusal, or {@code null}. */
    public ReadOnlyObjectProperty<String> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /** The runs that are kept, the latest last. */
    public ObservableList<Snapshot> pinned() {
        return pinned.snapshots();
    }

    /** The same runs with their names and notes. */
    public PinnedRuns pinnedRuns() {
        return pinned;
    }

    /** Whether two runs are shown side by side instead of one live. */
    public BooleanProperty comparingProperty() {
        return centre.comparingProperty();
    }

    /** Whether {@link #undo()} would do anything. */
    public ReadOnlyBooleanProperty undoableProperty() {
        return history.undoableProperty();
    }

    /** Whether {@link #redo()} would do anything. */
    public ReadOnlyBooleanProperty redoableProperty() {
        return history.redoableProperty();
    }

    private Session session() {
        return slot.sessionProperty().get();
    }

    /** Whether the table of pinned runs is shown instead of one run live. */
    public BooleanProperty listingProperty() {
        return centre.listingProperty();
    }

    /** Whether tokens are shown under the device's roof instead of one run live. */
    public BooleanProperty roofingProperty() {
        return centre.roofingProperty();
    }

    /** The model that is open. */
    public Optional<ModelSummary> model() {
        return Optional.ofNullable(session()).map(Session::model);
    }
}
