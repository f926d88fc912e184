package org.dipscope.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast this machine reads DRAM: every thread sums its share of a buffer that no cache holds, again and again.
 *
 * @param threads     how many read at once
 * @param bufferBytes all shares together
 * @param cacheBytes  the last-level cache as the system tells it; 0 where it does not
 * @param passes      bytes/s of each pass, the first one, which warms up, left out
 */
public record DramReading(int threads, long bufferBytes, long cacheBytes, double[] passes) {
    private static final long LEAST_BUFFER = 512L << 20;
    private static final int TIMES_CACHE = 4;
    private static final int STEP = 8;

    /**
     * Measures.
     *
     * @param threads 1 or more
     * @param passes  how many passes count, 1 or more
     */
    public static DramReading measure(int threads, int passes) {
        long cache = lastLevelCache();
        // An array holds 2^31 longs at most, and the machine needs memory for more than this.
        long most = Math.min(Runtime.getRuntime().maxMemory() / 2, (long) threads << 33);
        long bytes = Math.min(most, Math.max(LEAST_BUFFER, TIMES_CACHE * cache));
        int each = (int) Math.min(Integer.MAX_VALUE - STEP, bytes / Long.BYTES / threads) / STEP * STEP;
        double[] rates = new double[passes];
        long[] started = new long[1];
        CyclicBarrier start = new CyclicBarrier(threads + 1, () -> started[0] = System.nanoTime());
        CyclicBarrier end = new CyclicBarrier(threads + 1);
        AtomicLong sum = new AtomicLong();
        for (int t = 0; t < threads; t++) {
            Thread.ofPlatform().daemon().name("dram-" + t).start(() -> {
                long[] share = new long[each];
                Arrays.fill(share, 1);
                for (int pass = 0; pass <= passes; pass++) {
                    await(start);
                    sum.addAndGet(sum(share));
                    await(end);
                }
            });
        }
        for (int pass = 0; pass <= passes; pass++) {
            await(start);
            await(end);
            double seconds = (System.nanoTime() - started[0]) / 1e9;
            if (pass > 0) {
                rates[pass - 1] = (double) each * Long.BYTES * threads / seconds;
            }
        }
        if (sum.get() != (long) each * threads * (passes + 1)) {
            throw new IllegalStateException("the sum over the buffer is wrong, so it was not read");
        }
        return new DramReading(threads, (long) each * Long.BYTES * threads, cache, rates);
    }

    /** The median of the passes in bytes/s. */
    public double bandwidth() {
        double[] sorted = passes.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long sum(long[] share) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (int i = 0; i < share.length; i += 4) {
            a += share[i];
            b += share[i + 1];
            c += share[i + 2];
            d += share[i + 3];
        }
        return a + b + c + d;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("the measurement was interrupted", e);
        }
    }

    /** As Linux tells it; other systems have no file for it. */
    private static long lastLevelCache() {
        try {
            String text = Files.readString(Path.of("/sys/devices/system/cpu/cpu0/cache/index3/size")).strip();
            long number = Long.parseLong(text.substring(0, text.length() - 1));
            return text.endsWith("K") ? number << 10 : text.endsWith("M") ? number << 20 : 0;
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }
}
