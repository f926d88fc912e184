package org.dipscope.calibration;

import org.dipscope.session.Progress;
import org.dipscope.sparsity.CalibrationKind;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Says how long a calibration goes on at most without asking whether it is still wanted, in its first seconds, when nothing is compiled yet:
 * {@code CancelLog model kind [seconds]}. Each kind wants a process of its own.
 */
public final class CancelLog {
    private static final double WORTH_SAYING = 0.25;

    private CancelLog() {
    }

    public static void main(String[] arguments) throws IOException {
        double seconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 30;
        Watch watch = new Watch(seconds);
        try {
            new SampleTextLearner(Runtime.getRuntime().availableProcessors()).learn(Path.of(arguments[0]), List.of(CalibrationKind.of(arguments[1])), Optional.empty(), 0.5, watch);
        } catch (CancellationException e) {
            System.out.printf("%s: ended %.3f s after it was cancelled%n", arguments[1], (System.nanoTime() - watch.told) / 1e9);
        }
        System.out.printf("%s: at most %.3f s between two questions in the first %.0f s%n", arguments[1], watch.longest, seconds);
    }

    private static final class Watch implements Progress {
        private final long start = System.nanoTime();
        private final double seconds;
        private long last = start;
        private long told;
        private double longest;
        private String before = "the start";

        Watch(double seconds) {
            this.seconds = seconds;
        }

        @Override
        public void report(double share, String what) {
            // The questions alone are watched.
        }

        @Override
        public synchronized boolean cancelled() {
            long now = System.nanoTime();
            double between = (now - last) / 1e9;
            String here = StackWalker.getInstance().walk(frames -> frames.skip(1).filter(frame -> frame.getClassName().startsWith("org.dipscope"))
                    .limit(5).map(frame -> frame.getFileName() + ":" + frame.getLineNumber()).reduce((a, b) -> a + " < " + b).orElse(""));
            if (between > WORTH_SAYING) {
                System.out.printf("%.3f s at %.1f s, from %s to %s%n", between, (now - start) / 1e9, before, here);
            }
            longest = Math.max(longest, between);
            before = here;
            last = System.nanoTime();
            boolean ends = (now - start) / 1e9 > seconds;
            if (ends && told == 0) {
                told = now;
            }
            return ends;
        }
    }
}
