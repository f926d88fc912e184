package org.dipscope.export;

import org.dipscope.session.Candidate;
import org.dipscope.session.Outlook;
import org.dipscope.session.Phase;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Shadow;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says how long a run of 10,000 tokens of the sample model's size takes to be saved and opened, and how much memory: {@code BundleLog [tokens]}. */
public final class BundleLog {

    private BundleLog() {
    }

    public static void main(String[] arguments) throws IOException {
        int tokens = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        Path file = Files.createTempFile("dipscope", RunBundle.ENDING);
        try {
            long start = System.nanoTime();
            RunBundle.write(file, List.of(run(tokens)));
            System.out.printf("%d tokens, %.1f MB, made and saved in %.2f s%n", tokens, Files.size(file) / 1e6, (System.nanoTime() - start) / 1e9);
            long before = used();
            PinnedRun read = null;
            for (int i = 0; i < 4; i++) {
                read = null;
                start = System.nanoTime();
                read = RunBundle.read(file).getFirst();
                System.out.printf("opened %d tokens in %.2f s%n", read.snapshot().tokens().size(), (System.nanoTime() - start) / 1e9);
            }
            long after = used();
            System.out.printf("%d tokens take %.1f MB of memory%n", read.snapshot().tokens().size(), (after - before) / 1e6);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** With what else could have come at each token, and the dense model's say. */
    private static PinnedRun run(int count) {
        Runs runs = new Runs();
        List<TokenFrame> tokens = new ArrayList<>();
        for (TokenFrame token : runs.tokens(count)) {
            tokens.add(new TokenFrame(token.index(), token.id(), token.text(), token.settings(), token.pass(), Optional.of(outlook(token.index())),
                    Optional.of(new Shadow(outlook(token.index() + 1), 0.1, false, 0.01))));
        }
        return new PinnedRun("long", "", "", Instant.EPOCH, runs.snapshot(1, tokens, Phase.FINISHED));
    }

    private static Outlook outlook(int at) {
        return new Outlook(0.5, 1, IntStream.range(0, Outlook.KEPT).mapToObj(place -> new Candidate(place, " word" + (at + place) % 2000, 0.5 / (1 + place))).toList());
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
