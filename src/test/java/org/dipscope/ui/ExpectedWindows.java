package org.dipscope.ui;

import javafx.application.Application;
import javafx.scene.Parent;
import javafx.scene.image.WritableImage;
import org.dipscope.export.PictureNote;
import org.dipscope.memory.ComputeRate;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Progress;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.console.ConsoleParts;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Brings a window into one of its states and draws it, at its least size. */
final class ExpectedWindows {
    /** The states, by name; one that ends in {@code -de} speaks German. */
    static final List<String> STATES = List.of("start", "loading", "finished", "scrubbed", "tasks", "comparing", "swiping", "comparison", "runs", "trade-off", "roofline", "roofline-sweep",
            "tours", "tour", "palette", "keys", "restored", "refused", "pop-overs", "finished-de", "comparing-de", "runs-de", "roofline-de", "trade-off-de", "pop-overs-de");

    private static final Path SWEEP = Path.of("docs", "sweeps", "trade-off.jsonl");
    private static final String GERMAN = "-de";
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 700;

    private final FakeSession session = new FakeSession(new AtomicInteger());
    private final Theme theme;
    private final Words words;
    private final Workbench bench;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private Consumer<Progress> whileLoading = _ -> { };
    private boolean holding;
    private Parent drawn;

    private ExpectedWindows(Theme theme, Words words) {
        this.theme = theme;
        this.words = words;
        Application.setUserAgentStylesheet(theme.userAgentStylesheet());
        bench = new Workbench((_, progress) -> {
            whileLoading.accept(progress);
            return session;
        }, Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"), new Appearance(theme), words, this::behind, Runnable::run, () -> 4e8);
        bench.window().open(session.model().file());
    }

    /** Long work waits where a picture is to show it under way. */
    private void behind(Runnable work) {
        if (holding) {
            held.add(work);
        } else {
            work.run();
        }
    }

    /** Draws a state; on the JavaFX thread. */
    static WritableImage draw(String state, Theme theme) {
        return of(state, theme).at(plain(state));
    }

    private static ExpectedWindows of(String state, Theme theme) {
        return new ExpectedWindows(theme, state.endsWith(GERMAN) ? Words.of(Locale.GERMAN) : Words.english());
    }

    /** The state without its language. */
    private static String plain(String state) {
        return state.endsWith(GERMAN) ? state.substring(0, state.length() - GERMAN.length()) : state;
    }

    /** What was drawn of a state, in its dress; on the JavaFX thread. */
    static Parent dressed(String state, Theme theme) {
        ExpectedWindows windows = of(state, theme);
        windows.at(plain(state));
        return windows.drawn;
    }

    private WritableImage at(String state) {
        if (!state.equals("start")) {
            run();
        }
        switch (state) {
            case "loading" -> {
                return loading();
            }
            case "scrubbed" -> bench.moment().seek(10);
            case "tasks" -> work();
            case "comparing", "swiping", "runs" -> compare();
            case "comparison" -> {
                compare();
                Snapshot a = bench.window().pinned().getFirst();
                return still(new ComparisonPicture(new Comparison(a, bench.window().newestProperty().get()), new ProgramVersion("9.9"), words), 1280, 900);
            }
            case "trade-off" -> bench.window().intake().take(SWEEP);
            case "roofline", "roofline-sweep" -> roof(state.endsWith("sweep"));
            case "pop-overs" -> {
                return still(ConsoleParts.popOvers(words), 860, 340);
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
        return still();
    }

    private WritableImage still() {
        return still(bench.root(), WIDTH, HEIGHT);
    }

    private WritableImage still(Parent root, int width, int height) {
        drawn = root;
        return Still.of(root, theme, width, height, 1);
    }

    /** The model that is open stays usable while another one is being read. */
    private WritableImage loading() {
        List<WritableImage> drawn = new ArrayList<>();
        whileLoading = progress -> {
            progress.report(0.42, "");
            drawn.add(still());
        };
        bench.window().open(Path.of("Qwen2.5-0.5B-Instruct.Q4_K_M.gguf"));
        return drawn.getFirst();
    }

    /** One piece of work is done and waits, another one is under way. */
    private void work() {
        bench.tasks().begin(words.text("tasks.evaluating", "DIP-CA 0.6 γ 0.5"), _ -> "", _ -> { });
        holding = true;
        bench.tasks().begin(words.text("tasks.sweeping", "DIP-CA 0.6 γ 0.5"), _ -> "", _ -> { }).report(0.35, "");
    }

    private void roof(boolean ofSweep) {
        compare();
        bench.window().intake().take(SWEEP);
        bench.roofline().rateProperty().set(new ComputeRate(83.4e9, true));
        bench.window().roofingProperty().set(true);
        bench.roofline().sweepingProperty().set(ofSweep);
        bench.roofline().lookedProperty().set(Optional.of(bench.roofline().tokensProperty().get().get(1)));
    }

    private void run() {
        bench.console().run();
        session.advance(200);
        bench.window().pull();
    }

    private void compare() {
        bench.window().pin();
        bench.controls().masking().gammaProperty().set(0.2);
        bench.console().runAgain();
        session.advance(200);
        bench.window().pull();
        bench.window().comparingProperty().set(true);
    }

    /** Drops a picture of the two runs on the window. */
    private void restore() {
        Snapshot b = bench.window().newestProperty().get();
        try {
            // The window says the file's name; the folder is this JVM's own, since others may be drawing the same picture.
            Path file = Files.createTempDirectory("dropped").resolve("dropped-" + theme.id() + ".png");
            new PngPictures().save(new org.dipscope.ui.picture.Picture(1, 1, new int[1], PictureNote.of(bench.window().pinned().getFirst(), Optional.of(b))), file);
            bench.window().intake().take(file);
            Files.delete(file);
            Files.delete(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void perform(String id) {
        bench.all().stream().filter(command -> command.id().equals(id)).forEach(Command::perform);
    }
}
