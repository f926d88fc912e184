package org.dipscope.ui;

import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Parent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dipscope.export.PictureNote;
import org.dipscope.session.Learner;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.RunCommand;
import org.dipscope.session.SessionOpener;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.cache.CacheView;
import org.dipscope.ui.cache.WhatIfViewModel;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.command.Command.Group;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.compare.CompareViewModel;
import org.dipscope.ui.console.ConsoleView;
import org.dipscope.ui.console.ConsoleViewModel;
import org.dipscope.ui.controls.ControlsView;
import org.dipscope.ui.controls.ControlsViewModel;
import org.dipscope.ui.fxml.Fxml;
import org.dipscope.ui.inspector.InspectorView;
import org.dipscope.ui.keys.KeysViewModel;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.masks.MasksViewModel;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.palette.PaletteViewModel;
import org.dipscope.ui.picture.JavaFxTurns;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PictureSaver;
import org.dipscope.ui.picture.PictureView;
import org.dipscope.ui.picture.ScreenshotRequest;
import org.dipscope.ui.picture.Standing;
import org.dipscope.ui.roofline.RooflineViewModel;
import org.dipscope.ui.runs.RunsView;
import org.dipscope.ui.scrubber.ScrubberView;
import org.dipscope.ui.scrubber.ScrubberViewModel;
import org.dipscope.ui.status.ProcessFootprint;
import org.dipscope.ui.status.StatusView;
import org.dipscope.ui.status.StatusViewModel;
import org.dipscope.ui.task.Lesson;
import org.dipscope.ui.task.Study;
import org.dipscope.ui.task.Survey;
import org.dipscope.ui.task.TasksView;
import org.dipscope.ui.task.TasksViewModel;
import org.dipscope.ui.task.Work;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.timeline.TimelineView;
import org.dipscope.ui.timeline.TimelineViewModel;
import org.dipscope.ui.toolbar.ToolbarView;
import org.dipscope.ui.toolbar.ToolbarViewModel;
import org.dipscope.ui.tour.TourView;
import org.dipscope.ui.tour.TourViewModel;
import org.dipscope.ui.window.WorkbenchView;
import org.dipscope.ui.window.WorkbenchViewModel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

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
    private final CacheView cache;
    private final TimelineView timeline;
    private final ScrubberView scrubber;
    private final InspectorView inspector;
    private final ConsoleView asked;
    private final Fxml instruments;
    private final WorkbenchView view;
    private final Parent root;
    private final CentreViews centre;
    private final Errands errands;
    private final WorkbenchCommands commands;
    private final TasksViewModel tasks;
    private final JavaFxTurns turns;
    private final TourViewModel tour;
    private final Overlays overlays;
    private final ProgramVersion version = ProgramVersion.current();
    private final Path embedded;
    private boolean shooting;
    private Learner learner = (_, _, _, _, _) -> {
        throw new IllegalArgumentException("Nothing is learnt in a window that is only drawn; start Dipscope with its window.");
    };

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
        this(opener, embedded, appearance, words, loader, fx, new ProcessFootprint());
    }

    /** The same, told elsewhere how many bytes of RAM the program takes. */
    Workbench(SessionOpener opener, Path embedded, Appearance appearance, Words words, Executor loader, Executor fx, DoubleSupplier footprint) {
        this.appearance = appearance;
        this.words = words;
        status = new StatusViewModel(footprint, words, System::nanoTime);
        masks = new MasksView(moment, words);
        cache = new CacheView(moment, words);
        timeline = new TimelineView(moment, words);
        scrubber = new ScrubberView(moment, words);
        inspector = new InspectorView(moment, words);
        instruments = new Fxml(words)
                .with(MasksView.class, () -> masks)
                .with(CacheView.class, () -> cache)
                .with(TimelineView.class, () -> timeline)
                .with(ScrubberView.class, () -> scrubber)
                .with(InspectorView.class, () -> inspector);
        window = new WorkbenchViewModel(moment, opener, words, loader, fx);
        controls = new ControlsViewModel(window::change);
        console = new ConsoleViewModel(window, moment, words);
        asked = new ConsoleView(console);
        this.embedded = embedded;
        errands = new Errands(window, words);
        tasks = window.tasks();
        turns = new JavaFxTurns(fx);
        centre = new CentreViews(window, moment, this::toured, words, loader, fx);
        tour = new TourViewModel(new TourGuide(window, console, centre::compare), words);
        commands = commands();
        toolbar = new ToolbarViewModel(commands.toolbar(), window::open, embedded, controls.masking().methodProperty(), controls.masking()::served, words);
        wire();
        WorkbenchView made = new WorkbenchView(window, commands.all(), words);
        view = made;
        Fxml frame = new Fxml(words)
                .with(ConsoleView.class, () -> asked)
                .with(TasksView.class, () -> new TasksView(tasks, words))
                .with(TourView.class, () -> new TourView(tour))
                .with(ControlsView.class, () -> new ControlsView(controls, this::learn, words))
                .with(StatusView.class, () -> new StatusView(status))
                .with(ToolbarView.class, () -> new ToolbarView(toolbar, words))
                .with(WorkbenchView.class, () -> made);
        root = frame.load("workbench");
        overlays = new Overlays(view, words, () -> new PaletteViewModel(new PaletteEntries(this, commands.all(), words)), () -> new KeysViewModel(commands.all(), words), tour::begin);
        placeInstruments();
    }

    private WorkbenchCommands commands() {
        ObservableBooleanValue always = new SimpleBooleanProperty(true);
        ObservableBooleanValue hasTokens = Bindings.createBooleanBinding(
                () -> moment.snapshotProperty().get() != null && !moment.snapshotProperty().get().tokens().isEmpty(), moment.snapshotProperty());
        ObservableBooleanValue comparable = Bindings.createBooleanBinding(centre::comparable, window.pinned(), moment.snapshotProperty(),
                window.comparingProperty());
        ObservableBooleanValue compares = Bindings.createBooleanBinding(() -> comparison().comparisonProperty().get() != null && window.comparingProperty().get(),
                comparison().comparisonProperty(), window.comparingProperty());
        ObservableBooleanValue keeps = Bindings.isNotEmpty(window.pinned());
        ObservableBooleanValue opened = window.sessionProperty().isNotNull();
        ObservableBooleanValue touring = Bindings.createBooleanBinding(this::embeddedIsOpen, window.sessionProperty());
        ObservableBooleanValue repeatable = Bindings.createBooleanBinding(() -> command().isPresent(), moment.snapshotProperty());
        WorkbenchCommands made = new WorkbenchCommands(words)
                .add(Group.RUN, "run", "fth-play", "Shortcut+Enter", console.runPossible(), console::run)
                .add(Group.RUN, "stop", "fth-square", "Esc", window.runningProperty(), window::stop)
                .add(Group.RUN, "again", "fth-rotate-ccw", "Shortcut+R", console.againPossible(), console::runAgain)
                .add(Group.RUN, "restart", "fth-plus", "Shortcut+N", hasTokens, console::restart)
                .add(Group.COMPARE, "pin", "fth-bookmark", "Shortcut+D", hasTokens, window::pin)
                .add(Group.COMPARE, "compare", "fth-columns", "Shortcut+B", comparable, () -> toggle(window.comparingProperty()))
                .add(Group.COMPARE, "runs", "fth-list", "Shortcut+L", always, () -> toggle(window.listingProperty()))
                .add(Group.COMPARE, "roofline", "fth-trending-up", "Shortcut+Shift+R", always, () -> toggle(window.roofingProperty()))
                .add(Group.FILE, "open", "fth-folder", "Shortcut+O", always, errands::open)
                .add(Group.FILE, "screenshot", "fth-camera", "Shortcut+S", hasTokens, () -> errands.savePicture(this::shoot, pictureName()))
                .add(Group.FILE, "copy-picture", "fth-copy", "Shortcut+Shift+C", hasTokens, () -> errands.copyPicture(this::shoot))
                .add(Group.FILE, "figure", "fth-image", "Shortcut+Shift+S", compares, () -> errands.saveFigure(this::drawing, "dipscope-comparison"))
                .add(Group.FILE, "copy-command", "fth-terminal", "Shortcut+Shift+X", repeatable, () -> command().ifPresent(errands::copyCommand))
                .add(Group.FILE, "open-runs", "fth-upload", "Shortcut+Shift+O", always, errands::openRuns)
                .add(Group.FILE, "save-runs", "fth-download", "Shortcut+E", keeps, () -> errands.saveRuns(List.copyOf(window.pinnedRuns().runs())));
        new TableCommands(this, centre, errands).addTo(made, hasTokens, compares);
        return made
                .add(Group.SETTINGS, "undo", "fth-corner-up-left", "Shortcut+Z", window.undoableProperty(), window::undo)
                .add(Group.SETTINGS, "redo", "fth-corner-up-right", "Shortcut+Shift+Z", window.redoableProperty(), window::redo)
                .add(Group.SETTINGS, "evaluate", "fth-activity", "Shortcut+Shift+E", opened, () -> survey("tasks.evaluating", Survey::of))
                .add(Group.SETTINGS, "sweep", "fth-grid", "Shortcut+Shift+W", opened, () -> survey("tasks.sweeping", Survey::around))
                .add(Group.VIEW, "palette", "fth-search", "Shortcut+K", always, () -> overlays().openPalette())
                .add(Group.VIEW, "keys", "fth-help-circle", "F1", always, () -> overlays().openKeys())
                .add(Group.VIEW, "tours", "fth-compass", "Shortcut+T", touring,
                        Bindings.createObjectBinding(this::withoutTours, window.sessionProperty()), () -> overlays().openTours())
                .add(Group.VIEW, "theme", "fth-sun", "Shortcut+Shift+L", always, appearance::toggle)
                .add(Group.VIEW, "theme-system", "fth-monitor", null, appearance.chosenProperty(), appearance::follow)
                .add(Group.VIEW, "back", "fth-chevron-left", "Alt+Left", hasTokens, () -> moment.step(-1))
                .add(Group.VIEW, "forward", "fth-chevron-right", "Alt+Right", hasTokens, () -> moment.step(1))
                .add(Group.VIEW, "alternatives", "fth-git-merge", "Alt+Down", hasTokens, asked::askToken)
                .add(Group.VIEW, "live", "fth-chevrons-right", "Alt+End", hasTokens, moment::goLive);
    }

    /** How an evaluation is laid out. */
    private interface Layout {
        Survey of(Path model, Settings settings, Path file, int threads);
    }

    /** Asks for a file and evaluates into it; the trade-off is shown when it is there. */
    private void survey(String key, Layout layout) {
        Settings settings = window.settingsProperty().get();
        Path model = window.model().orElseThrow().file();
        errands.chooseSweep().ifPresent(file -> tasks.begin(words.text(key, Captions.of(words, settings.masking())),
                layout.of(model, settings, file, Runtime.getRuntime().availableProcessors()), this::showSweep));
    }

    /** Asks for a file and learns into it; what was learnt is taken into force once somebody says so. */
    void learn(Lesson lesson) {
        window.model().ifPresent(opened -> errands.chooseCalibration("dipscope-" + lesson.id()).ifPresent(file -> tasks.begin(
                words.text("tasks.learning", lesson.label(words)), words.text("tasks.use"), new Study(learner, opened.file(), lesson, window.settingsProperty().get(), file),
                learnt -> controls.take(learnt, lesson.method()))));
    }

    /** A file that was gone on with has other points now, so it is read anew. */
    private void showSweep(Path file) {
        window.sweepProperty().set(null);
        window.sweepProperty().set(file);
    }

    /** What the tours say is true of the model that comes with the program. */
    boolean embeddedIsOpen() {
        return window.model().map(opened -> String.valueOf(opened.file().getFileName()).equals(String.valueOf(embedded.getFileName()))).orElse(false);
    }

    /** Why there are no tours now; nothing where there are. */
    Optional<String> withoutTours() {
        if (embeddedIsOpen()) {
            return Optional.empty();
        }
        return Optional.of(window.model().isEmpty() ? words.text("window.tours-wait") : words.text("window.tours-elsewhere", embedded.getFileName()));
    }

    private List<Snapshot> toured() {
        return tour.runs();
    }

    private static void toggle(BooleanProperty shown) {
        shown.set(!shown.get());
    }

    private Snapshot shown() {
        return moment.snapshotProperty().get();
    }

    private Optional<String> command() {
        return Optional.ofNullable(shown()).flatMap(run -> RunCommand.of(run, embedded));
    }

    private String pictureName() {
        return window.comparingProperty().get() ? "dipscope-comparison" : "dipscope";
    }

    private void wire() {
        window.sessionProperty().addListener((_, _, open) -> {
            toolbar.modelProperty().set(Captions.of(open.model()));
            toolbar.opened(open.model().file());
            controls.adopt(open.model(), window.settingsProperty().get());
        });
        window.missingProperty().subscribe(gone -> Optional.ofNullable(gone).ifPresent(toolbar::forget));
        window.intake().askedProperty().subscribe(asked -> Optional.ofNullable(asked).ifPresent(question -> {
            console.promptProperty().set(question.prompt());
            console.systemProperty().set(question.system().orElse(""));
        }));
        window.settingsProperty().addListener((_, _, now) -> adopt(now));
        window.newestProperty().addListener((_, _, newest) -> {
            console.show(newest);
            controls.expectPrompt(newest == null ? 0 : newest.run().promptTokens());
        });
        moment.revisionProperty().subscribe(_ -> status.show(moment.snapshotProperty().get(), moment.liveProperty().get() ? Optional.empty() : moment.frame()));
        window.runningProperty().addListener((_, _, running) -> {
            if (!running) {
                tour.stopped(window.newestProperty().get());
            }
        });
        tour.stageProperty().addListener((_, _, stage) -> {
            if (stage == TourViewModel.Stage.OFF) {
                window.comparingProperty().set(false);
                asked.focus();
            }
        });
        window.pinned().addListener((InvalidationListener) _ -> offerReference());
        moment.snapshotProperty().addListener(_ -> offerReference());
        comparison().comparisonProperty().addListener(_ -> scrubber.model().compareWith(compared()));
        window.comparingProperty().addListener(_ -> scrubber.model().compareWith(compared()));
        console.readyProperty().bind(window.sessionProperty().isNotNull());
        console.runningProperty().bind(window.runningProperty());
        toolbar.runningProperty().bind(window.runningProperty());
        toolbar.comparableProperty().bind(Bindings.createObjectBinding(() -> window.pinned().isEmpty() ? 0 : centre.runs().size(),
                window.pinned(), moment.snapshotProperty()));
        toolbar.darkProperty().bind(appearance.themeProperty().isEqualTo(Theme.DARK));
    }

    /** The run that A − B subtracts: the one that was kept last, but for the one that is shown. */
    private Optional<Snapshot> reference() {
        Snapshot shown = moment.snapshotProperty().get();
        return window.pinned().reversed().stream().filter(run -> shown == null || run.run().number() != shown.run().number()).findFirst();
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

    private void offerReference() {
        masks.model().compareWith(reference());
        scrubber.model().compareWith(compared());
    }

    /** The run beside the one that is shown: in the comparison, or else the one that A − B subtracts, where both were asked the same. */
    private Optional<Snapshot> compared() {
        Snapshot shown = moment.snapshotProperty().get();
        Comparison pair = comparison().comparisonProperty().get();
        if (shown == null) {
            return Optional.empty();
        }
        if (window.comparingProperty().get() && pair != null) {
            return pair.other(shown);
        }
        return reference().filter(kept -> kept.run().prompt().equals(shown.run().prompt()) && kept.run().system().equals(shown.run().system()) && kept.run().turns().equals(shown.run().turns()));
    }

    private void placeInstruments() {
        VBox live = new VBox(instruments.load("MasksView"), instruments.load("CacheView"), instruments.load("TimelineView"));
        live.getStyleClass().add("live");
        live.getChildren().forEach(instrument -> VBox.setVgrow(instrument, Priority.ALWAYS));
        centre.standIn(view);
        view.place(live, instruments.load("InspectorView"), instruments.load("ScrubberView"));
        inspector.tightProperty().bind(view.tight());
        asked.showKeys(id -> commands.get(id).keys());
        scrubber.showKeys(id -> commands.get(id).keys());
    }

    private Overlays overlays() {
        return overlays;
    }

    /**
     * Takes on the window's thread what a screenshot shows now, the comparison or else the window with the run that is looked at.
     *
     * @param taken told what makes a picture of it behind the window, in this turn or some turns later
     */
    public void shoot(Consumer<Work<Picture>> taken) {
        Comparison compared = comparison().comparisonProperty().get();
        if (window.comparingProperty().get() && compared != null) {
            ScreenshotRequest request = comparisonRequest();
            taken.accept(progress -> new Screenshots(version, words).compare(request, compared.a(), compared.b(), turns, progress));
            return;
        }
        if (shooting) {
            turns.fx().execute(() -> shoot(taken));
            return;
        }
        hold(true);
        new Standing(root.getScene(), 2, turns.fx(), List.of(moment.revisionProperty(), tasks.tasks()), () -> hold(false))
                .take(PictureNote.of(moment.snapshotProperty().get(), Optional.empty()), seen -> taken.accept(_ -> seen));
    }

    private void hold(boolean still) {
        shooting = still;
        window.hold(still);
    }

    private ScreenshotRequest comparisonRequest() {
        return new ScreenshotRequest(PictureView.COMPARE, appearance.themeProperty().get(), 1360, 900, 2);
    }

    /** The comparison as SVG, as {@link #shot} takes it. */
    private Work<String> drawing() {
        Comparison compared = comparison().comparisonProperty().get();
        ScreenshotRequest request = comparisonRequest();
        return progress -> new Screenshots(version, words).figure(request, compared.a(), compared.b(), turns, progress);
    }

    /** Says who learns from texts. */
    void learnBy(Learner teacher) {
        learner = teacher;
    }

    /** Says where dialogs stand, and who writes pictures. */
    public void serve(FileDialogs dialogs, PictureSaver pictures) {
        errands.serve(dialogs, pictures);
    }

    /** Everything that the window can be told to do. */
    public List<Command> all() {
        return List.copyOf(commands.all());
    }

    /** The files that were opened. */
    public ToolbarViewModel toolbar() {
        return toolbar;
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

    /** The long work that is under way. */
    public TasksViewModel tasks() {
        return tasks;
    }

    /** The tour that is on. */
    public TourViewModel tour() {
        return tour;
    }

    /** The two runs that are compared, once there are two. */
    public CompareViewModel comparison() {
        return centre.comparison();
    }

    /** The table of pinned runs, while it is there. */
    Optional<RunsView> table() {
        return centre.table();
    }

    /** Tokens under the roof of their device. */
    public RooflineViewModel roofline() {
        return centre.roofline();
    }

    /** What the mask maps show. */
    public MasksViewModel masks() {
        return masks.model();
    }

    /** What the other cache policies would make of the run. */
    WhatIfViewModel whatIf() {
        return cache.whatIf();
    }

    /** Where in the run the window is, and whether it plays. */
    ScrubberViewModel scrubber() {
        return scrubber.model();
    }

    /** The figures over the tokens. */
    TimelineViewModel timeline() {
        return timeline.model();
    }

    /** The console's forms. */
    ConsoleView asked() {
        return asked;
    }

    /** Shows these two side by side. */
    void compare(Snapshot a, Snapshot b) {
        centre.compare(a, b);
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
