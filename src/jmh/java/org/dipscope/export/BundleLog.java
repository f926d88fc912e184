package org.dipscope.export;

import org.dipscope.session.Phase;
import org.dipscope.session.PinnedRun;
import org.dipscope.ui.Runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Says how long a run of 10,000 tokens of the sample model's size takes to be saved and opened: {@code BundleLog [tokens]}. */
public final class BundleLog {

    private BundleLog() {
    }

    public static void main(String[] arguments) throws IOException {
        int tokens = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        Runs runs = new Runs();
        PinnedRun run = new PinnedRun("long", "", "", Instant.EPOCH, runs.snapshot(1, runs.tokens(tokens), Phase.FINISHED));
        Path file = Files.createTempFile("dipscope", RunBundle.ENDING);
        try {
            long start = System.nanoTime();
            RunBundle.write(file, List.of(run));
            System.out.printf("%d tokens, %.1f MB, saved in %.2f s%n", tokens, Files.size(file) / 1e6, (System.nanoTime() - start) / 1e9);
            for (int i = 0; i < 4; i++) {
                start = System.nanoTime();
                int read = RunBundle.read(file).getFirst().snapshot().tokens().size();
                System.out.printf("opened %d tokens in %.2f s%n", read, (System.nanoTime() - start) / 1e9);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
