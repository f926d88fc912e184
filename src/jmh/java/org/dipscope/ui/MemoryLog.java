package org.dipscope.ui;

import javafx.application.Platform;
import javafx.stage.Stage;
import org.dipscope.session.ModelOpener;
import org.dipscope.session.SampleModel;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.status.ProcessFootprint;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Typefaces;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Whether memory stays flat over many tokens: one conversation after another in the window, and after each few what the heap holds once it is
 * swept. Arguments: conversations, tokens each, conversations from one look to the next.
 */
public final class MemoryLog {
    private static final String PROMPT = "Write a long story about a lighthouse keeper who collects old maps.";

    private MemoryLog() {
    }

    public static void main(String[] arguments) throws Exception {
        // The window's own thread would keep a program alive that has failed.
        Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
        int conversations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
        int tokens = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        int stride = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
        Path file = SampleModel.ofThisProgram().orRefuse().file();
        CountDownLatch ready = new CountDownLatch(1);
        CompletableFuture<Workbench> opened = new CompletableFuture<>();
        Platform.startup(() -> {
            Typefaces.load();
            Workbench bench = new DipscopeWindow(new ModelOpener(Runtime.getRuntime().availableProcessors()), file, new PngPictures(), Words.english(),
                    Optional.empty()).open(new Stage(), file);
            bench.window().sessionProperty().addListener((_, _, _) -> ready.countDown());
            opened.complete(bench);
        });
        Workbench bench = opened.join();
        ready.await();
        for (int conversation = 1; conversation <= conversations; conversation++) {
            new LiveAnswer(bench, PROMPT).run(tokens);
            if (conversation % stride == 0) {
                System.out.printf(Locale.ROOT, "%d tokens: %.1f MB in the heap, %.0f MB of the machine%n", conversation * tokens, held() / 1e6,
                        new ProcessFootprint().getAsDouble() / 1e6);
            }
        }
        System.exit(0);
    }

    /** Bytes in the heap once what nobody holds is gone. */
    private static long held() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
