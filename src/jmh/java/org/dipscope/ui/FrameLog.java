package org.dipscope.ui;

import javafx.application.Platform;
import javafx.stage.Stage;
import org.dipscope.session.Conversation;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.session.SampleModel;
import org.dipscope.session.SessionOpener;
import org.dipscope.session.Settings;
import org.dipscope.session.ModelOpener;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Typefaces;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * How far the views slow decode down, and how evenly the frames come: the same answer in turn without and with the window, in one
 * process, every other round the window first. A round of its own goes before, for the compilers. Arguments: rounds, tokens, threads of the engine.
 */
public final class FrameLog {
    private static final String PROMPT = "Write a long story about a lighthouse keeper who collects old maps.";

    private static final int WARM_UP = 384;

    private FrameLog() {
    }

    public static void main(String[] arguments) throws Exception {
        // The window's own thread would keep a program alive that has failed.
        Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        int tokens = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : Runtime.getRuntime().availableProcessors();
        Path file = SampleModel.ofThisProgram().orRefuse().file();
        SessionOpener opener = new ModelOpener(threads);
        CountDownLatch ready = new CountDownLatch(1);
        CompletableFuture<Workbench> opened = new CompletableFuture<>();
        Platform.startup(() -> {
            Typefaces.load();
            Workbench bench = new DipscopeWindow(opener, file, new PngPictures(), Words.english(), Optional.empty()).open(new Stage(), file);
            bench.window().sessionProperty().addListener((_, _, _) -> ready.countDown());
            opened.complete(bench);
        });
        Workbench bench = opened.join();
        ready.await();
        try (LoadedModel bare = LoadedModel.open(file, threads, Progress.SILENT)) {
            LiveAnswer warm = new LiveAnswer(bench, PROMPT);
            alone(bare, WARM_UP);
            warm.run(WARM_UP);
            double alone = 0;
            List<LiveAnswer> all = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                LiveAnswer live = new LiveAnswer(bench, PROMPT);
                double seconds;
                if (round % 2 == 0) {
                    seconds = alone(bare, tokens);
                    live.run(tokens);
                } else {
                    live.run(tokens);
                    seconds = alone(bare, tokens);
                }
                alone += seconds;
                all.add(live);
                System.out.printf(Locale.ROOT, "without window %.1f tok/s, with window %.1f tok/s, ratio %.3f; %s%n",
                        tokens / seconds, tokens / live.seconds(), seconds / live.seconds(), frames(List.of(live)));
            }
            System.out.printf(Locale.ROOT, "all rounds: ratio %.3f; %s%n", alone / all.stream().mapToDouble(live -> live.seconds()).sum(), frames(all));
        }
        System.exit(0);
    }

    /** How evenly the frames of some rounds came, how often the views changed, and what the threads that draw used of a core. */
    private static String frames(List<LiveAnswer> rounds) {
        double[] frames = rounds.stream().flatMap(live -> live.frames().stream()).mapToDouble(Double::doubleValue).sorted().toArray();
        double seconds = rounds.stream().mapToDouble(live -> live.wallSeconds()).sum();
        return String.format(Locale.ROOT, "%d frames in %.1f s, median %.1f ms, 99 %% within %.1f ms, longest %.1f ms; %.1f updates/s; window's threads busy %.1f %%",
                frames.length, seconds, frames[frames.length / 2], frames[(int) (frames.length * 0.99)], frames[frames.length - 1],
                rounds.stream().mapToInt(live -> live.updates()).sum() / seconds, 100 * rounds.stream().mapToDouble(live -> live.busySeconds()).sum() / seconds);
    }

    /** Seconds of decode without the window. */
    private static double alone(LoadedModel model, int tokens) throws Exception {
        Settings settings = DefaultSettings.embedded().with(DefaultSettings.embedded().sampling().withMaxTokens(tokens));
        Conversation conversation = new Conversation(model, true);
        conversation.begin(model.template().encode(model.tokenizer(), List.of(new Message(Role.USER, PROMPT)), true), settings, () -> false);
        while (!conversation.ended()) {
            conversation.next(settings);
        }
        return tokens / conversation.figures().measuredDecode();
    }
}
