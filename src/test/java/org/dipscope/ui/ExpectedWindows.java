package org.dipscope.ui;

import javafx.application.Application;
import javafx.scene.image.WritableImage;
import org.dipscope.export.PictureNote;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.picture.ComparisonPicture;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.picture.Still;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.tour.Tours;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Brings a window into one of its states and draws it, at its least size. */
final class ExpectedWindows {
    /** The states, by name. */
    static final List<String> STATES = List.of("start", "finished", "scrubbed", "comparing", "swiping", "comparison", "runs", "tours", "tour", "palette", "keys", "restored", "refused");

    private static final int WIDTH = 1100;
    private static final int HEIGHT = 700;

    private final FakeSession session = new FakeSession(new AtomicInteger());
    private final Theme theme;
    private final Workbench bench;

    private ExpectedWindows(Theme theme) {
        this.theme = theme;
        Application.setUserAgentStylesheet(theme.userAgentStylesheet());
        bench = new Workbench((_, _) -> session, Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"), new Appearance(theme), Words.english(), Runnable::run, Runnable::run, () -> 4e8);
        bench.window().open(session.model().file());
    }

    /** Draws a state; on the JavaFX thread. */
    static WritableImage draw(String state, Theme theme) {
        return new ExpectedWindows(theme).at(state);
    }

    private WritableImage at(String state) {
        if (!state.equals("start")) {
            run();
        }
        switch (state) {
            case "scrubbed" -> bench.moment().seek(10);
            case "comparing", "swiping", "runs" -> compare();
            case "comparison" -> {
                compare();
                Snapshot a = bench.window().pinned().getFirst();
                return Still.of(new ComparisonPicture(new Comparison(a, bench.window().newestProperty().get()), new ProgramVersion("9.9"), Words.english()), theme, 1280, 900, 1);
            }
            case "tours", "palette", "keys" -> perform(state);
            case "tour" -> bench.tour().begin(Tours.ALL.get(1));
            case "restored" -> {
                compare();
                bench.window().comparingProperty().set(false);
                restore();
            }
            case "refused" -> bench.window().refuse("notes.txt is not a GGUF file: it does not begin with “GGUF”; choose a model file that ends in .gguf.");
            default -> { }
        }
        if (state.equals("swiping")) {
            bench.comparison().difference().swipingProperty().set(true);
        }
        if (state.equals("runs")) {
            bench.window().listingProperty().set(true);
        }
        return Still.of(bench.root(), theme, WIDTH, HEIGHT, 1);
    }

    private void run() {
        bench.console().run();
        session.advance(200);
        bench.window().pull();
    }

    private void compare() {
        bench.window().pin();
        bench.controls().gammaProperty().set(0.2);
        bench.console().runAgain();
        session.advance(200);
        bench.window().pull();
        bench.window().comparingProperty().set(true);
    }

    /** Drops a picture of the two runs on the window. */
    private void restore() {
        Path file = Path.of("target/pictures/dropped-" + theme.id() + ".png");
        Snapshot b = bench.window().newestProperty().get();
        try {
            Files.createDirectories(file.getParent());
            new PngPictures().save(new org.dipscope.ui.picture.Picture(1, 1, new int[1], PictureNote.of(bench.window().pinned().getFirst(), Optional.of(b))), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bench.window().take(file);
    }

    private void perform(String id) {
        bench.all().stream().filter(command -> command.id().equals(id)).forEach(Command::perform);
    }
}
