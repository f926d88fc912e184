package org.dipscope.ui;

import javafx.application.Platform;
import org.dipscope.export.PictureNote;
import org.dipscope.session.Learner;
import org.dipscope.session.Snapshot;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.picture.JavaFxTurns;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.ScreenshotRequest;
import org.dipscope.ui.picture.Still;
import org.dipscope.ui.task.Lesson;
import org.dipscope.ui.task.LongTask;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A window behind which long work really goes on until its picture is taken. */
final class BusyWindow {
    /** The first tenth of an evaluation is loading the model, whose pace says nothing of the rest. */
    private static final double UNDER_WAY = 0.15;
    private static final int LOOK_MILLIS = 100;

    private final Words words;
    private final Learner learner;
    private final JavaFxTurns turns = new JavaFxTurns(Platform::runLater);

    BusyWindow(Words words, Learner learner) {
        this.words = words;
        this.learner = learner;
    }

    /** Begins an evaluation, a sweep and a calibration of the run's model, takes the picture once all have a time left, and ends them. */
    Picture take(ScreenshotRequest request, Snapshot run) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("dipscope-work");
        // Closing it waits until all work has ended, so that nobody writes into the folder any more.
        try (ExecutorService behind = Executors.newCachedThreadPool()) {
            Workbench bench = turns.take(() -> open(request, run, behind, folder));
            await(() -> bench.window().sessionProperty().get() != null);
            try {
                int begun = turns.take(() -> begin(bench, run));
                await(() -> goesOn(bench, begun));
                return turns.take(() -> Picture.of(Still.of(bench.root(), request.theme(), request.width(), request.height(), request.scale()), PictureNote.of(run, Optional.empty())));
            } finally {
                turns.take(() -> {
                    bench.tasks().cancelAll();
                    return bench;
                });
            }
        } finally {
            delete(folder);
        }
    }

    private Workbench open(ScreenshotRequest request, Snapshot run, ExecutorService behind, Path folder) {
        Screenshots.dress(request);
        Path model = run.run().model().file();
        Workbench bench = new Workbench((_, _) -> new EndedSession(run), model, new Appearance(request.theme()), words, behind, Platform::runLater);
        bench.serve(new Into(folder), (_, _) -> { });
        bench.learnBy(learner);
        bench.window().open(model);
        return bench;
    }

    /** Begins the work as people do; returns how much of it there is. */
    private static int begin(Workbench bench, Snapshot run) {
        bench.window().resume(run);
        bench.console().promptProperty().set("");
        Stream.of("evaluate", "sweep").forEach(id -> bench.all().stream().filter(command -> command.id().equals(id)).forEach(Command::perform));
        bench.learn(Lesson.ALL.stream().filter(lesson -> lesson.kinds().equals(List.of(CalibrationKind.CATS))).findFirst().orElseThrow());
        return bench.tasks().tasks().size();
    }

    private static boolean goesOn(Workbench bench, int begun) {
        List<LongTask> tasks = bench.tasks().tasks();
        if (tasks.size() < begun) {
            throw new IllegalArgumentException(bench.window().refusalProperty().get());
        }
        return tasks.stream().allMatch(task -> task.shareProperty().get() >= UNDER_WAY);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        while (!turns.take(condition::getAsBoolean)) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Chooses files in a folder, in nobody's stead. */
    private static final class Into implements FileDialogs {
        private final Path folder;
        private int chosen;

        Into(Path folder) {
            this.folder = folder;
        }

        @Override
        public Optional<Path> open(Kind kind, Optional<Path> begin) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> save(Kind kind, String name) {
            return kind.meant(folder.resolve(name + chosen++));
        }

        @Override
        public void announce(String sentence) {
            // Nobody reads it.
        }
    }
}
