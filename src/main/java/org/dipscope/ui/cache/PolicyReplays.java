package org.dipscope.ui.cache;

import org.dipscope.session.Snapshot;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Plays a growing run to all policies again and again, behind the window. Only the newest snapshot that was offered is played, and after
 * each play it rests four times as long, so that the engine loses at most a fifth of one core.
 */
final class PolicyReplays implements AutoCloseable {
    private static final int REST = 4;

    private final Consumer<WhatIf> receiver;
    private final Executor fx;
    private final AtomicReference<Snapshot> newest = new AtomicReference<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean curves;
    /** A replay shares its work among the pool that it was begun in: here one thread. */
    private final ForkJoinPool behind = new ForkJoinPool(1, PolicyReplays::thread, null, true);

    /**
     * Nothing is played yet.
     *
     * @param receiver takes what came out
     * @param fx       runs the receiver
     */
    PolicyReplays(Consumer<WhatIf> receiver, Executor fx) {
        this.receiver = receiver;
        this.fx = fx;
    }

    private static ForkJoinWorkerThread thread(ForkJoinPool pool) {
        ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        thread.setName("what if");
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /**
     * Has this snapshot played as soon as there is time, instead of any that waits.
     *
     * @param everySize at every size of DRAM, too
     */
    void offer(Snapshot snapshot, boolean everySize) {
        curves = everySize;
        newest.set(snapshot);
        begin();
    }

    /** Drops what waits and what is being played. */
    @Override
    public void close() {
        newest.set(null);
        behind.shutdownNow();
    }

    private void begin() {
        if (newest.get() != null && !behind.isShutdown() && busy.compareAndSet(false, true)) {
            behind.execute(this::play);
        }
    }

    private void play() {
        long start = System.nanoTime();
        Snapshot snapshot = newest.getAndSet(null);
        if (snapshot != null) {
            try {
                WhatIf played = WhatIf.of(snapshot, curves, behind::isShutdown);
                fx.execute(() -> receiver.accept(played));
            } catch (CancellationException e) {
                return;
            }
        }
        long rest = REST * (System.nanoTime() - start);
        CompletableFuture.delayedExecutor(rest, TimeUnit.NANOSECONDS).execute(() -> {
            busy.set(false);
            begin();
        });
    }
}
