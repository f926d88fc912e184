package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.SessionOpener;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PictureSaver;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Typefaces;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

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
    private final ProgramVersion version = ProgramVersion.current();
    private Workbench bench;
    private Stage stage;

    /**
     * A window that is not open yet.
     *
     * @param opener   opens models
     * @param embedded the model that comes with the program
     * @param pictures writes screenshots
     * @param words    the language
     */
    public DipscopeWindow(SessionOpener opener, Path embedded, PictureSaver pictures, Words words) {
        this.opener = opener;
        this.embedded = embedded;
        this.pictures = pictures;
        this.words = words;
    }

    /** Opens the window on this model, and returns when it was closed. */
    public void run(Path model) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
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
    }

    /** Fills this stage, shows it and loads the model; on the JavaFX thread. */
    public Workbench open(Stage shown, Path model) {
        stage = shown;
        Appearance appearance = new Appearance(Platform.getPreferences().colorSchemeProperty());
        Application.setUserAgentStylesheet(appearance.themeProperty().get().userAgentStylesheet());
        bench = new Workbench(opener, embedded, appearance, words, DipscopeWindow::behind, Platform::runLater);
        bench.serve(this::screenshot, this::choose);
        Scene scene = new Scene(bench.root(), WIDTH, HEIGHT);
        appearance.themeProperty().get().dress(scene);
        appearance.themeProperty().addListener((_, _, theme) -> {
            Application.setUserAgentStylesheet(theme.userAgentStylesheet());
            theme.dress(scene);
        });
        stage.setTitle("Dipscope");
        stage.setScene(scene);
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.show();
        bench.view().focus();
        bench.window().open(model);
        return bench;
    }

    private static void behind(Runnable work) {
        Thread.ofPlatform().daemon().name("behind the window").start(work);
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(words.text("window.choose-model"));
        chooser.getExtensionFilters().addAll(new FileChooser.ExtensionFilter(words.text("window.gguf-models"), "*.gguf"),
                new FileChooser.ExtensionFilter(words.text("window.all-files"), "*.*"));
        bench.window().model().map(opened -> opened.file().toAbsolutePath().getParent()).filter(folder -> folder != null && Files.isDirectory(folder))
                .ifPresent(folder -> chooser.setInitialDirectory(folder.toFile()));
        File file = chooser.showOpenDialog(stage);
        if (file != null) {
            bench.window().open(file.toPath());
        }
    }

    private void screenshot() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(words.text("window.choose-screenshot"));
        chooser.setInitialFileName(bench.window().comparingProperty().get() ? "dipscope-comparison.png" : "dipscope.png");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(words.text("window.png-pictures"), "*.png"));
        File file = chooser.showSaveDialog(stage);
        if (file != null) {
            save(bench.picture(version), file.toPath());
        }
    }

    private void save(Picture picture, Path file) {
        behind(() -> {
            try {
                pictures.save(picture, file);
                Platform.runLater(() -> saved(file));
            } catch (IOException e) {
                Platform.runLater(() -> bench.window().refuse(e.getMessage()));
            }
        });
    }

    private void saved(Path file) {
        Notifications.create().owner(stage).position(Pos.BOTTOM_CENTER).hideAfter(Duration.seconds(4)).text(words.text("window.saved", file.getFileName())).show();
    }
}
