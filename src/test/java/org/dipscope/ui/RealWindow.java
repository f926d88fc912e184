package org.dipscope.ui;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dipscope.session.ModelOpener;
import org.dipscope.session.SampleModel;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.testfx.api.FxToolkit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The program's own window on the model that comes with it, the model open. The headless screen ends at 1000 pixels, so that the window is
 * smaller than people may make it.
 */
public final class RealWindow implements AutoCloseable {
    private final Hands hands = new Hands();
    private final Workbench bench;
    private final Stage stage;

    private RealWindow(Workbench bench, Stage stage) {
        this.bench = bench;
        this.stage = stage;
    }

    /** Opens it and waits for the model. */
    public static RealWindow open() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        Path model = SampleModel.ofThisProgram().file();
        RealWindow window = Frames.ask(() -> {
            Stage stage = new Stage();
            Workbench bench = new DipscopeWindow(new ModelOpener(2), model, new PngPictures(), Words.english(), Optional.empty()).open(stage, model);
            stage.setMinWidth(0);
            stage.setMinHeight(0);
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(980);
            stage.setHeight(760);
            return new RealWindow(bench, stage);
        });
        Frames.until(() -> window.bench.window().sessionProperty().get() != null);
        return window;
    }

    @Override
    public void close() {
        Frames.run(() -> {
            bench.window().close();
            stage.hide();
        });
    }

    /** What it shows. */
    public Workbench bench() {
        return bench;
    }

    /** Where it is shown. */
    public Stage stage() {
        return stage;
    }

    /** The person before it. */
    public Hands hands() {
        return hands;
    }

    /** The first node that this query finds in it. */
    public Node find(String query) {
        return stage.getScene().lookup(query);
    }

    /** What the first label that this query finds says. */
    public String says(String query) {
        return Frames.ask(() -> ((Label) find(query)).getText());
    }

    /** The newest snapshot that it shows; {@code null} before its first run. */
    public Snapshot newest() {
        return Frames.ask(() -> bench.window().newestProperty().get());
    }

    /** The number of its newest run; 0 before the first. */
    public int run() {
        Snapshot newest = newest();
        return newest == null ? 0 : newest.run().number();
    }

    /** Types a prompt into the box, for an answer of at most so many tokens, and has it run. */
    public void begin(String prompt, int maxTokens) {
        int before = run();
        Frames.run(() -> {
            bench.console().sample(bench.console().samplingProperty().get().withMaxTokens(maxTokens));
            TextArea box = (TextArea) find("#input");
            box.setText(prompt);
            box.requestFocus();
        });
        hands.push(KeyCode.CONTROL, KeyCode.ENTER);
        Frames.until(() -> bench.window().newestProperty().get() != null && bench.window().newestProperty().get().run().number() > before);
    }

    /** Waits until a run after this one has ended, and returns it. */
    public Snapshot ended(int before) {
        Frames.until(() -> {
            Snapshot newest = bench.window().newestProperty().get();
            return newest != null && newest.run().number() > before && newest.phase().ended() && !bench.window().runningProperty().get();
        });
        return newest();
    }

    /** Asks and waits for the whole answer. */
    public Snapshot answer(String prompt, int maxTokens) {
        int before = run();
        begin(prompt, maxTokens);
        return ended(before);
    }
}
