package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Parent;
import org.dipscope.export.PictureNote;
import org.dipscope.session.Learner;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Progress;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.picture.ComparisonPicture;
import org.dipscope.ui.picture.InstrumentPicture;
import org.dipscope.ui.picture.JavaFxTurns;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PictureView;
import org.dipscope.ui.picture.ScreenshotRequest;
import org.dipscope.ui.picture.Still;
import org.dipscope.ui.picture.Strips;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Typefaces;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes pictures of runs, with or without a display. */
public final class Screenshots {
    private final ProgramVersion version;
    private final Words words;

    /** Pictures that name this version, in this language. */
    public Screenshots(ProgramVersion version, Words words) {
        this.version = version;
        this.words = words;
    }

    /**
     * Starts JavaFX for pictures alone, without a display, where it does not run yet. To be called once, before the first
     * {@link #take} of a program without a window.
     */
    public static void startWithoutDisplay() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        NativeLibraries.findRoom();
        CompletableFuture<Void> started = new CompletableFuture<>();
        Platform.startup(() -> {
            Platform.setImplicitExit(false);
            Typefaces.load();
            started.complete(null);
        });
        started.join();
    }

    /** Ends what {@link #startWithoutDisplay} began. */
    public static void stop() {
        Platform.exit();
    }

    /**
     * Takes a picture on the JavaFX thread and waits for it; not to be called on that thread.
     *
     * @param request which picture
     * @param run     the run, or A of two
     * @param other   B, which a comparison needs; throws {@link IllegalArgumentException} where it is missing
     */
    public Picture take(ScreenshotRequest request, Snapshot run, Optional<Snapshot> other) {
        CompletableFuture<Picture> taken = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                taken.complete(compose(request, run, other));
            } catch (RuntimeException | Error e) {
                taken.completeExceptionally(e);
            }
        });
        return taken.join();
    }

    /**
     * Takes a picture of the window while long work goes on, once all of it has a time left, and ends the work; not to be called on the JavaFX thread.
     *
     * @param run     what the console shows meanwhile, and whose model and settings the work is about
     * @param learner learns what the calibration is about
     * @throws IOException              if there is no place for the work's files
     * @throws IllegalArgumentException if the work cannot be done, with one sentence
     * @throws InterruptedException     if it was interrupted while it waited
     */
    public Picture atWork(ScreenshotRequest request, Snapshot run, Learner learner) throws IOException, InterruptedException {
        return new BusyWindow(words, learner).take(request, run);
    }

    /** Takes a picture at once; on the JavaFX thread. */
    public Picture compose(ScreenshotRequest request, Snapshot run, Optional<Snapshot> other) {
        return Picture.of(Still.of(root(request, run, other), request.theme(), request.width(), request.height(), request.scale()),
                PictureNote.of(run, other));
    }

    /**
     * Draws two runs side by side while a window goes on; on a thread behind it.
     *
     * @param turns    the few things that the JavaFX thread alone may do
     * @param progress told how far it is
     * @throws java.util.concurrent.CancellationException where it was cancelled
     */
    public Picture compare(ScreenshotRequest request, Snapshot a, Snapshot b, JavaFxTurns turns, Progress progress) {
        return new Strips(turns, progress).of(root(request, a, Optional.of(b)), request, PictureNote.of(a, Optional.of(b)));
    }

    /** Draws the same as SVG, as {@link #compare} does. */
    public String figure(ScreenshotRequest request, Snapshot a, Snapshot b, JavaFxTurns turns, Progress progress) {
        return new Strips(turns, progress).figure(root(request, a, Optional.of(b)), request, PictureNote.of(a, Optional.of(b)));
    }

    private Parent root(ScreenshotRequest request, Snapshot run, Optional<Snapshot> other) {
        return switch (request.view()) {
            case WINDOW, START, RUNS, ROOFLINE, TRADE_OFF, TOURS, PALETTE, KEYS -> window(request, run, other);
            case COMPARE -> new ComparisonPicture(new Comparison(run, other.orElseThrow(() -> new IllegalArgumentException(
                    "a comparison needs two runs; say with --compare how the second one differs."))), version, words);
            case LONG_WORK -> throw new IllegalArgumentException("work goes on behind a window that waits for nothing; take its picture with atWork.");
            case MASKS, CACHE, POLICIES, MISS_RATIOS, TIMELINE -> new InstrumentPicture(request.view(), run, version, words);
        };
    }

    /** Dresses what is drawn before there is any window. */
    static void dress(ScreenshotRequest request) {
        if (Application.getUserAgentStylesheet() == null) {
            Application.setUserAgentStylesheet(request.theme().userAgentStylesheet());
        }
    }

    private Parent window(ScreenshotRequest request, Snapshot run, Optional<Snapshot> other) {
        dress(request);
        Snapshot shown = other.orElse(run);
        Workbench bench = new Workbench((_, _) -> new EndedSession(shown), run.run().model().file(), new Appearance(request.theme()), words,
                Runnable::run, Runnable::run);
        bench.window().open(run.run().model().file());
        if (request.view() == PictureView.START) {
            return bench.root();
        }
        bench.window().resume(shown);
        bench.console().promptProperty().set("");
        other.ifPresent(_ -> bench.window().keep(List.of(run)));
        switch (request.view()) {
            case RUNS -> {
                bench.window().keep(other.map(last -> List.of(run, last)).orElse(List.of(run)));
                bench.window().listingProperty().set(true);
            }
            case ROOFLINE -> {
                bench.window().keep(List.of(run));
                bench.window().roofingProperty().set(true);
                bench.roofline().tokensProperty().get().stream().filter(token -> !token.dense()).findFirst().ifPresent(token -> bench.roofline().lookedProperty().set(Optional.of(token)));
            }
            case TRADE_OFF -> bench.window().sweepProperty().set(request.sweep().orElseThrow());
            case TOURS, PALETTE, KEYS -> bench.all().stream().filter(command -> command.id().equals(request.view().id())).forEach(Command::perform);
            default -> bench.window().comparingProperty().set(other.isPresent());
        }
        return bench.root();
    }
}
