package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.dipscope.export.Leftovers;
import org.dipscope.export.RunArchive;
import org.dipscope.session.Learner;
import org.dipscope.session.SessionOpener;
import org.dipscope.ui.picture.PictureSaver;
import org.dipscope.ui.state.WindowState;
import org.dipscope.ui.state.WindowStateFile;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Emblem;
import org.dipscope.ui.theme.Typefaces;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The program with a window: the workbench on a stage. It is there before the model is, which loads behind it. */
public final class DipscopeWindow {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final double LEAST_WIDTH = 1100;
    private static final double LEAST_HEIGHT = 700;

    private final SessionOpener opener;
    private final Path embedded;
    private final PictureSaver pictures;
    private final Words words;
    private final Optional<Path> folder;
    private Optional<Learner> learner = Optional.empty();
    private Workbench bench;
    private Stage stage;
    private ExecutorService writer;
    private WindowState read;

    /**
     * A window that is not open yet.
     *
     * @param opener   opens models
     * @param embedded the model that comes with the program
     * @param pictures writes screenshots
     * @param words    the language
     * @param folder   where the window's state and the pinned runs are kept; without one nothing is
     */
    public DipscopeWindow(SessionOpener opener, Path embedded, PictureSaver pictures, Words words, Optional<Path> folder) {
        this.opener = opener;
        this.embedded = embedded;
        this.pictures = pictures;
        this.words = words;
        this.folder = folder;
    }

    /** Has this learner do what is to be learnt from a text; to be called before the window is opened. Returns this window. */
    public DipscopeWindow learningBy(Learner teacher) {
        learner = Optional.of(teacher);
        return this;
    }

    /**
     * Opens the window, and returns when it was closed.
     *
     * @param asked the model to open; else it is the one that was open when the window was closed last, where it still is there
     */
    public void run(Optional<Path> asked) throws InterruptedException {
        read = state();
        Path model = asked.orElseGet(this::last);
        CountDownLatch closed = new CountDownLatch(1);
        NativeLibraries.findRoom();
        Platform.startup(() -> {
            Typefaces.load();
            Stage first = new Stage();
            first.setOnHidden(_ -> {
                bench.window().close();
                Platform.exit();
                closed.countDown();
            });
            open(first, model);
        });
        closed.await();
        finish();
    }

    /** Waits for what is still being written: a run that was pinned a moment ago must be on the disk before the program ends. */
    void finish() {
        if (writer != null) {
            writer.close();
        }
    }

    /** The model that was open last, whose settings come back with it; the one that comes with the program where that is gone. */
    Path last() {
        return state().model().filter(Files::isRegularFile).orElse(embedded);
    }

    /** The state of the last time, which is read once. */
    private WindowState state() {
        if (read == null) {
            read = file().map(WindowStateFile::read).orElse(WindowState.FIRST);
        }
        return read;
    }

    private Optional<WindowStateFile> file() {
        return folder.map(place -> new WindowStateFile(place.resolve("window.json")));
    }

    /** Fills this stage, shows it and loads the model; on the JavaFX thread. */
    public Workbench open(Stage shown, Path model) {
        return open(shown, model, Platform.getPreferences().colorSchemeProperty());
    }

    /** The same, told elsewhere whether the system is light or dark. */
    Workbench open(Stage shown, Path model, ObservableValue<ColorScheme> system) {
        stage = shown;
        WindowState state = state();
        Appearance appearance = new Appearance(system);
        Application.setUserAgentStylesheet(appearance.themeProperty().get().userAgentStylesheet());
        bench = new Workbench(opener, embedded, appearance, words, DipscopeWindow::behind, Platform::runLater);
        bench.serve(new StageDialogs(stage, words), pictures);
        learner.ifPresent(bench::learnBy);
        StageState kept = new StageState(stage, bench);
        Scene scene = new Scene(bench.root(), StageState.width(state).orElse(WIDTH), StageState.height(state).orElse(HEIGHT));
        dress(scene, appearance);
        stage.setTitle("Dipscope");
        stage.setScene(scene);
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        kept.restore(state);
        stage.show();
        bench.view().focus();
        behind(() -> {
            List<Image> icons = Emblem.images();
            Platform.runLater(() -> stage.getIcons().setAll(icons));
        });
        file().ifPresent(place -> {
            StateKeeper keeper = new StateKeeper(place, kept::take, DipscopeWindow::behind);
            keeper.follow(kept.parts());
            stage.setOnCloseRequest(_ -> keeper.keep());
            stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> keeper.end());
        });
        folder.ifPresent(place -> behind(() -> List.of(place, place.resolve("runs")).forEach(Leftovers::sweep)));
        folder.ifPresent(place -> new RunKeeper(new RunArchive(place.resolve("runs")), bench.window(), words, openWriter(), Platform::runLater).begin());
        bench.window().open(model);
        return bench;
    }

    private static void dress(Scene scene, Appearance appearance) {
        appearance.themeProperty().get().dress(scene);
        appearance.themeProperty().addListener((_, _, theme) -> {
            Application.setUserAgentStylesheet(theme.userAgentStylesheet());
            theme.dress(scene);
        });
    }

    /** Runs are written one after the other, so that the newest state of each is the last. */
    private Executor openWriter() {
        writer = Executors.newSingleThreadExecutor(work -> Thread.ofPlatform().name("pinned runs").daemon().unstarted(work));
        return writer;
    }

    private static void behind(Runnable work) {
        Thread.ofPlatform().daemon().name("behind the window").start(work);
    }
}
