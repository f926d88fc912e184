package org.dipscope.ui;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.dipscope.session.Conversation;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Phase;
import org.dipscope.session.Progress;
import org.dipscope.session.Run;
import org.dipscope.session.SampleModel;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Typefaces;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What it costs the window to follow a run, apart from the engine: a real answer is generated first, then the window is given a few
 * tokens of it a frame, as fast as it can draw them, and the processor time of each of its threads is told. Processor time hardly
 * depends on what else the machine does. Arguments: rounds, tokens, tokens a frame.
 */
public final class FollowLog {
    private static final String PROMPT = "Write a long story about a lighthouse keeper who collects old maps.";

    private FollowLog() {
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 6;
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 512;
        int step = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        Path file = SampleModel.ofThisProgram().orRefuse().file();
        List<Snapshot> answer = answer(file, count, step);
        CompletableFuture<Workbench> opened = new CompletableFuture<>();
        Platform.startup(() -> {
            Typefaces.load();
            Workbench bench = new DipscopeWindow((_, _) -> new EndedSession(answer.getLast()), file, new PngPictures(), Words.english(), Optional.empty())
                    .open(new Stage(), file);
            bench.window().sessionProperty().addListener((_, _, _) -> opened.complete(bench));
        });
        Workbench bench = opened.join();
        for (int round = 1; round <= rounds; round++) {
            Map<String, Long> before = processorTimes();
            follow(bench, answer, round);
            Map<String, Long> after = processorTimes();
            StringBuilder line = new StringBuilder("round " + round);
            double sum = 0;
            for (Map.Entry<String, Long> thread : after.entrySet()) {
                double millis = (thread.getValue() - before.getOrDefault(thread.getKey(), 0L)) / 1e6 / answer.size();
                if (millis >= 0.05) {
                    line.append(String.format(Locale.ROOT, ", %s %.2f ms", thread.getKey(), millis));
                    sum += millis;
                }
            }
            System.out.println(line + String.format(Locale.ROOT, ", together %.2f ms a frame", sum));
        }
        System.exit(0);
    }

    private static List<Snapshot> answer(Path file, int count, int step) throws Exception {
        Settings settings = DefaultSettings.embedded().with(DefaultSettings.embedded().sampling().withMaxTokens(count));
        List<Snapshot> snapshots = new ArrayList<>();
        try (LoadedModel model = LoadedModel.open(file, 1, Progress.SILENT)) {
            Conversation conversation = new Conversation(model, true);
            conversation.begin(model.template().encode(model.tokenizer(), List.of(new Message(Role.USER, PROMPT)), true), settings, () -> false);
            List<TokenFrame> tokens = new ArrayList<>();
            while (!conversation.ended()) {
                tokens.add(conversation.next(settings));
                if (tokens.size() % step == 0) {
                    snapshots.add(new Snapshot(new Run(1, model.summary(), PROMPT, List.of(), 20, settings), Phase.DECODE, List.copyOf(tokens), settings,
                            conversation.allocation(), conversation.figures(), Optional.empty()));
                }
            }
        }
        return snapshots;
    }

    private static void follow(Workbench bench, List<Snapshot> answer, int round) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Platform.runLater(() -> new AnimationTimer() {
            private int next;

            @Override
            public void handle(long now) {
                if (next == answer.size()) {
                    stop();
                    done.complete(null);
                    return;
                }
                Snapshot shown = answer.get(next++);
                bench.window().resume(new Snapshot(new Run(round, shown.run().model(), PROMPT, List.of(), 20, shown.run().started()), shown.phase(),
                        shown.tokens(), shown.settings(), shown.allocation(), shown.figures(), shown.failure()));
            }
        }.start());
        done.join();
    }

    /** Processor time of the window's threads, in nanoseconds. */
    private static Map<String, Long> processorTimes() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, Long> times = new TreeMap<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && !thread.getThreadName().equals("main")) {
                times.merge(thread.getThreadName(), Math.max(0, threads.getThreadCpuTime(thread.getThreadId())), Long::sum);
            }
        }
        return times;
    }
}
