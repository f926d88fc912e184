package org.dipscope.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkerPoolTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyChunkIsComputedExactlyOnceAndBeforeTheTaskEnds(int threads) {
        int[] sums = new int[8];
        AtomicIntegerArray seen = new AtomicIntegerArray(8);
        try (WorkerPool pool = new WorkerPool(threads)) {
            assertThat(pool.threads()).isEqualTo(threads);
            for (int task = 0; task < 100_000; task++) {
                int chunks = 2 + task % 6;
                int value = task;
                pool.run(chunks, (chunk, worker) -> {
                    seen.incrementAndGet(chunk);
                    // A plain write that the caller must see.
                    sums[chunk] = value + chunk;
                    if (worker < 0 || worker >= threads) {
                        throw new AssertionError("worker " + worker);
                    }
                });
                for (int chunk = 0; chunk < 8; chunk++) {
                    int times = seen.get(chunk);
                    if (times != (chunk < chunks ? 1 : 0) || chunk < chunks && sums[chunk] != value + chunk) {
                        throw new AssertionError("task %d of %d chunks: chunk %d was computed %d times and left %d".formatted(task, chunks, chunk, times, sums[chunk]));
                    }
                    seen.set(chunk, 0);
                }
            }
        }
    }

    @Test
    void noChunksAreNoWork() {
        try (WorkerPool pool = new WorkerPool(2)) {
            pool.run(0, (chunk, worker) -> {
                throw new AssertionError("there is no chunk " + chunk);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatAChunkThrowsReachesTheCallerAndThePoolGoesOn(int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int turn = 0; turn < 2000; turn++) {
                int bad = turn % 5;
                String word = "turn " + turn;
                RuntimeException failure = turn % 2 == 0 ? new IllegalArgumentException(word) : new IllegalStateException(word);
                assertThatThrownBy(() -> pool.run(5, (chunk, worker) -> {
                    if (chunk == bad) {
                        throw failure;
                    }
                })).isSameAs(failure);
                AtomicIntegerArray seen = new AtomicIntegerArray(4);
                pool.run(4, (chunk, worker) -> seen.incrementAndGet(chunk));
                assertThat(seen.toString()).isEqualTo("[1, 1, 1, 1]");
            }
            assertThatThrownBy(() -> pool.run(2, (chunk, worker) -> {
                throw new StackOverflowError("deep");
            })).isInstanceOf(StackOverflowError.class);
        }
    }

    /** The two chunks wait for each other, so that the task can end only if the sleeper wakes and takes one. */
    @Test
    void aSleepingWorkerWakesForATask() throws InterruptedException {
        Set<Thread> before = kernelThreads();
        try (WorkerPool pool = new WorkerPool(2)) {
            Thread helper = onlyNew(before);
            for (int turn = 0; turn < 20; turn++) {
                while (helper.getState() != Thread.State.WAITING) {
                    Thread.sleep(1);
                }
                CountDownLatch both = new CountDownLatch(2);
                pool.run(2, (chunk, worker) -> {
                    both.countDown();
                    try {
                        both.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
        }
    }

    @Test
    void closingEndsTheThreadsAndOnlyTheCallerComputesOn() throws InterruptedException {
        Set<Thread> before = kernelThreads();
        WorkerPool pool = new WorkerPool(3);
        Set<Thread> helpers = kernelThreads();
        helpers.removeAll(before);
        assertThat(helpers).hasSize(2).allMatch(Thread::isDaemon);
        pool.close();
        for (Thread helper : helpers) {
            helper.join();
        }
        AtomicIntegerArray seen = new AtomicIntegerArray(3);
        pool.run(3, (chunk, worker) -> seen.addAndGet(chunk, 1 + worker));
        assertThat(seen.toString()).isEqualTo("[1, 1, 1]");
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> new WorkerPool(0)).isInstanceOf(IllegalArgumentException.class).hasMessage("a pool of 0 threads cannot work; give 1 or more.");
        try (WorkerPool pool = new WorkerPool(2)) {
            assertThatThrownBy(() -> pool.run(1 << 20, (chunk, worker) -> { })).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Thread onlyNew(Set<Thread> before) {
        Set<Thread> now = kernelThreads();
        now.removeAll(before);
        assertThat(now).hasSize(1);
        return now.iterator().next();
    }

    private static Set<Thread> kernelThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().startsWith("kernel-"));
        return threads;
    }
}
