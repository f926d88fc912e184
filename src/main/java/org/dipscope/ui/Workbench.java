package org.dipscope.ui;

import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Parent;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dipscope.export.PictureNote;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.SessionOpener;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.cache.CacheView;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.compare.CompareView;
import org.dipscope.ui.compare.CompareViewModel;
import org.dipscope.ui.console.ConsoleView;
import org.dipscope.ui.console.ConsoleViewModel;
import org.dipscope.ui.controls.ControlsView;
import org.dipscope.ui.controls.ControlsViewModel;
import org.dipscope.ui.fxml.Fxml;
import org.dipscope.ui.inspector.InspectorView;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.masks.MasksViewModel;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PictureView;
import org.dipscope.ui.picture.ScreenshotRequest;
import org.dipscope.ui.picture.Still;
import org.dipscope.ui.scrubber.ScrubberView;
import org.dipscope.ui.status.ProcessFootprint;
import org.dipscope.ui.status.StatusView;
import org.dipscope.ui.status.StatusViewModel;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.timeline.TimelineView;
import org.dipscope.ui.toolbar.ToolbarCommands;
import org.dipscope.ui.toolbar.ToolbarView;
import org.dipscope.ui.toolbar.ToolbarViewModel;
import org.dipscope.ui.window.WorkbenchView;
import org.dipscope.ui.window.WorkbenchViewModel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The window's content, put together: every view with its view model, and the wires between them. */
public final class Workbench {
    private final Moment moment = new Moment();
    private final Words words;
    private final Appearance appearance;
    private final WorkbenchViewModel window;
    private final ControlsViewModel controls;
    private final ConsoleViewModel console;
    private final StatusViewModel status;
    private final ToolbarViewModel toolbar;
    private final MasksView masks;
    private final Fxml instruments;
    private final WorkbenchView view;
    private final Parent root;
    private final CompareViewModel comparison;
    private Parent compared;
    private Runnable screenshot = () -> { };
    private Runnable chooser = () -> { };

    /**
     * A workbench without a model.
     *
     * @param opener     opens models
     * @param embedded   the model that comes with the program
     * @param appearance light or dark
     * @param words      the language
     * @param loader     runs what people must not wait for
     * @param fx         runs on the JavaFX thread
     */
    public Workbench(SessionOpener opener, Path embedded, Appearance appearance, Words words, Executor loader, Executor fx) {
        this.appearance = appearance;
        this.words = words;
        status = new StatusViewModel(new ProcessFootprint(), words);
        masks = new MasksView(moment, words);
        instruments = new Fxml(words)
                .with(MasksView.class, () -> masks)
                .with(CacheView.class, () -> new CacheView(moment, words))
                .with(TimelineView.class, () -> new TimelineView(moment, words))
                .with(ScrubberView.class, () -> new ScrubberView(moment, words))
                .with(InspectorView.class, () -> new InspectorView(moment, words));
        comparison = new CompareViewModel(words);
        window = new WorkbenchViewModel(moment, opener, words, loader, fx);
        controls = new ControlsViewModel(window::change);
        console = new ConsoleViewModel(window, moment, words);
        ToolbarCommands commands = commands();
        toolbar = new ToolbarViewModel(commands, window::open, embedded, controls.methodProperty(), words);
        wire();
        WorkbenchView made = new WorkbenchView(window, commands.all(), words);
        view = made;
        Fxml frame = new Fxml(words)
                .with(ConsoleView.class, () -> new ConsoleView(console))
                .with(ControlsView.class, () -> new ControlsView(controls, words))
                .with(StatusView.class, () -> new StatusView(status))
                .with(ToolbarView.class, () -> new ToolbarView(toolbar, words))
                .with(WorkbenchView.class, () -> made);
        root = frame.load("workbench");
        placeInstruments();
    }

    private ToolbarCommands commands() {
        ObservableBooleanValue always = new SimpleBooleanProperty(true);
        ObservableBooleanValue hasTokens = Bindings.createBooleanBinding(
                () -> moment.snapshotProperty().get() != null && !moment.snapshotProperty().get().tokens().isEmpty(), moment.snapshotProperty());
        ObservableBooleanValue comparable = Bindings.createBooleanBinding(this::comparable, window.pinned(), moment.snapshotProperty(),
                window.comparingProperty());
        return new ToolbarCommands(
                command("run", "fth-play", "Shortcut+Enter", console.runPossible(), console::run),
                command("stop", "fth-square", "Esc", window.runningProperty(), window::stop),
                command("pin", "fth-bookmark", "Shortcut+D", hasTokens, window::pin),
                command("compare", "fth-columns", "Shortcut+B", comparable, () -> window.comparingProperty().set(!window.comparingProperty().get())),
                command("screenshot", "fth-camera", "Shortcut+S", hasTokens, () -> screenshot.run()),
                command("open", "fth-folder", "Shortcut+O", always, () -> chooser.run()),
                command("theme", "fth-sun", null, always, appearance::toggle));
    }

    private Command command(String id, String icon, String keys, ObservableBooleanValue possible, Runnable action) {
        return new Command(id, words.text("window." + id), icon, Optional.ofNullable(keys).map(KeyCombination::valueOf), possible, action);
    }

    private boolean comparable() {
        return window.comparingProperty().get() || comparableRuns().stream().filter(run -> !run.tokens().isEmpty()).count() >= 2;
    }

    private void wire() {
        window.sessionProperty().addListener((_, _, open) -> {
            toolbar.modelProperty().set(Captions.of(open.model()));
            toolbar.opened(open.model().file());
            controls.adopt(open.model(), window.settingsProperty().get());
        });
        window.askedProperty().addListener((_, _, prompt) -> console.promptProperty().set(prompt));
        window.settingsProperty().addListener((_, _, now) -> adopt(now));
        window.newestProperty().addListener((_, _, newest) -> {
            console.show(newest);
            controls.expectPrompt(newest == null ? 0 : newest.run().promptTokens());
        });
        moment.snapshotProperty().addListener((_, _, shown) -> {
            status.show(shown);
            if (window.comparingProperty().get()) {
                comparison.offer(comparableRuns());
            }
        });
        status.show(null);
        window.pinned().addListener((InvalidationListener) _ -> masks.model().compareWith(reference()));
        console.readyProperty().bind(window.sessionProperty().isNotNull());
        console.runningProperty().bind(window.runningProperty());
        toolbar.runningProperty().bind(window.runningProperty());
        toolbar.comparableProperty().bind(Bindings.createObjectBinding(() -> window.pinned().isEmpty() ? 0 : comparableRuns().size(),
                window.pinned(), moment.snapshotProperty()));
        toolbar.darkProperty().bind(appearance.themeProperty().isEqualTo(Theme.DARK));
    }

    /** The run that A − B subtracts: the one that was kept last. */
    private Optional<Snapshot> reference() {
        return window.pinned().isEmpty() ? Optional.empty() : Optional.of(window.pinned().getLast());
    }

    private void adopt(Settings now) {
        if (now == null) {
            return;
        }
        console.samplingProperty().set(now.sampling());
        if (!now.equals(controls.settingsProperty().get()) && window.sessionProperty().get() != null) {
            controls.adopt(window.sessionProperty().get().model(), now);
        }
    }

    /** The mask maps' A − B is the run that is shown against the last one that was pinned. */
    private void offerDifference() {
        Snapshot shown = moment.snapshotProperty().get();
        masks.model().compareWith(window.pinned().reversed().stream()
                .filter(kept -> shown != null && kept.run().number() != shown.run().number()).findFirst());
    }

    private void placeInstruments() {
        window.pinned().addListener((InvalidationListener) _ -> offerDifference());
        moment.snapshotProperty().addListener(_ -> offerDifference());
        Parent timeline = instruments.load("TimelineView");
        VBox live = new VBox(instruments.load("MasksView"), instruments.load("CacheView"), timeline);
        live.getStyleClass().add("live");
        live.getChildren().forEach(instrument -> VBox.setVgrow(instrument, Priority.ALWAYS));
        view.compareWith(this::comparisonView);
        view.place(live, instruments.load("InspectorView"), instruments.load("ScrubberView"));
    }

    private Parent comparisonView() {
        comparison.offer(comparableRuns());
        if (compared == null) {
            compared = new Fxml(words).with(CompareView.class, () -> new CompareView(comparison, () -> window.comparingProperty().set(false), words)).load("compare");
        }
        return compared;
    }

    /** The runs that are kept, and the one that is shown. */
    private List<Snapshot> comparableRuns() {
        List<Snapshot> runs = new ArrayList<>(window.pinned());
        Snapshot shown = moment.snapshotProperty().get();
        if (shown != null) {
            runs.removeIf(kept -> kept.run().number() == shown.run().number());
            runs.add(shown);
        }
        return runs;
    }

    /** What a screenshot of the window would show now: the comparison, or else the window with the run that is looked at. */
    public Picture picture(ProgramVersion version) {
        Theme theme = appearance.themeProperty().get();
        Comparison compared = comparison.comparisonProperty().get();
        if (window.comparingProperty().get() && compared != null) {
            return new Screenshots(version, words).compose(new ScreenshotRequest(PictureView.COMPARE, theme, 1600, 1000, 2), compared.a(), Optional.of(compared.b()));
        }
        return Picture.of(Still.of(root, 2), PictureNote.of(moment.snapshotProperty().get(), Optional.empty()));
    }

    /** Says what the Screenshot and Open commands do; the window knows where its dialogs stand. */
    public void serve(Runnable takeScreenshot, Runnable chooseModel) {
        screenshot = takeScreenshot;
        chooser = chooseModel;
    }

    /** The window's content. */
    public Parent root() {
        return root;
    }

    /** The frame. */
    public WorkbenchView view() {
        return view;
    }

    /** What the window is about. */
    public WorkbenchViewModel window() {
        return window;
    }

    /** The settings, one by one. */
    public ControlsViewModel controls() {
        return controls;
    }

    /** The transcript and the box. */
    public ConsoleViewModel console() {
        return console;
    }

    /** What the mask maps show. */
    public MasksViewModel masks() {
        return masks.model();
    }

    /** The run and token that are looked at. */
    public Moment moment() {
        return moment;
    }

    /** Light or dark. */
    public Appearance appearance() {
        return appearance;
    }
}
