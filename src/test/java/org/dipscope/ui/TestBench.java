package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.dipscope.session.SessionOpener;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.api.FxToolkit;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The workbench in a window of its own for each test, dark and in English, on a session whose tokens come when the test says so. The
 * headless screen ends at 1000 pixels.
 */
final class TestBench implements BeforeEachCallback, AfterEachCallback {
    /** The file that the session says it has open. */
    static final Path MODEL = FakeSession.SMOLLM2.file();

    private final double width;
    private final double height;
    private final FakeSession session = new FakeSession();
    private final Hands hands = new Hands();
    private SessionOpener opener = (_, _) -> session;
    private Executor behind = Runnable::run;
    private Consumer<Workbench> prepared = _ -> { };
    private Workbench bench;
    private Stage stage;

    /** A window of this size, in pixels. */
    TestBench(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** Opens models otherwise. */
    TestBench opening(SessionOpener other) {
        opener = other;
        return this;
    }

    /** Does long work elsewhere than on JavaFX's own thread. */
    TestBench working(Executor elsewhere) {
        behind = elsewhere;
        return this;
    }

    /** Has these dialogs answer. */
    TestBench asking(FileDialogs dialogs) {
        return prepared(opened -> opened.serve(dialogs, new PngPictures()));
    }

    /** Does this to the workbench before its window is shown. */
    TestBench prepared(Consumer<Workbench> preparation) {
        prepared = prepared.andThen(preparation);
        return this;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        FxToolkit.registerPrimaryStage();
        Frames.run(this::open);
    }

    private void open() {
        Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet());
        bench = new Workbench(opener, MODEL, new Appearance(Theme.DARK), Words.english(), behind, Platform::runLater);
        prepared.accept(bench);
        Scene scene = new Scene(bench.root(), width, height);
        Theme.DARK.dress(scene);
        stage = new Stage();
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
        bench.view().focus();
        bench.window().open(MODEL);
    }

    /** A window whose run goes on would be drawn for ever. */
    @Override
    public void afterEach(ExtensionContext context) {
        Frames.run(() -> {
            session.stop();
            if (session.newest().isPresent()) {
                bench.window().pull();
            }
            bench.window().close();
            List.copyOf(Window.getWindows()).forEach(Window::hide);
        });
    }

    /** What the window shows. */
    Workbench bench() {
        return bench;
    }

    /** Who writes. */
    FakeSession session() {
        return session;
    }

    /** Where it is shown. */
    Stage stage() {
        return stage;
    }

    /** What is shown. */
    Scene scene() {
        return stage.getScene();
    }

    /** The first node that this query finds. */
    Node find(String query) {
        return scene().lookup(query);
    }

    /** The command with this id. */
    Command command(String id) {
        return bench.all().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    /** The person before it. */
    Hands hands() {
        return hands;
    }

    /** Writes so many tokens, fewer where the text ends before, and shows them. */
    void write(int tokens) {
        Frames.run(() -> {
            session.advance(tokens);
            bench.window().pull();
        });
    }
}
