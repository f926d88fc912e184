package org.dipscope.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share the chunks of one task after another, handed out by spinning: a token has some two hundred products, and
 * waking a thread for each would cost more than the products.
 *
 * <p>Chunks are claimed, not assigned, and {@link #run} waits for chunks, not for threads: a worker that the system has put
 * aside holds nobody up unless it has a chunk in its hands. One thread at a time may call {@link #run}. What a chunk computes
 * must not depend on who computes it; then results do not depend on the number of threads either.
 */
public final class WorkerPool implements AutoCloseable {
    /** One chunk of a task. */
    @FunctionalInterface
    public interface Task {
        /**
         * Computes a chunk.
         *
         * @param chunk  which one, from 0
         * @param worker who computes it, in {@code [0, threads)}, for scratch memory of one's own
         */
        void run(int chunk, int worker);
    }

    /** A few microseconds: the longest that a chunk in other hands, or the next task, commonly takes to come. */
    private static final int SPINS = 500;
    /** Turns of a thread that waits for chunks, the spins among them, before it sleeps. */
    private static final int PATIENT_TURNS = 600;
    /** Turns of a thread without work, the spins among them, before it sleeps until it is woken. */
    private static final int IDLE_TURNS = 3_000;
    private static final long NAP_NANOS = 10_000;
    private static final int CHUNK_BITS = 20;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
    private static final VarHandle TICKET;

    static {
        try {
            TICKET = MethodHandles.lookup().findVarHandle(WorkerPool.class, "ticket", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread[] helpers;
    private final boolean[] asleep;
    private final AtomicInteger done = new AtomicInteger();
    /** Epoch (24 bits), number of chunks (20 bits) and the next chunk (20 bits) in one word, so that a late worker cannot claim of the wrong task. */
    private volatile long ticket;
    private volatile Task task;
    private volatile Throwable failure;
    private volatile boolean closed;

    /**
     * Starts the workers.
     *
     * @param threads how many threads compute, the caller of {@link #run} among them; 1 or more
     */
    public WorkerPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a pool of " + threads + " threads cannot work; give 1 or more.");
        }
        helpers = new Thread[threads - 1];
        asleep = new boolean[threads];
        for (int i = 0; i < helpers.length; i++) {
            int worker = i + 1;
            helpers[i] = Thread.ofPlatform().name("kernel-" + worker).daemon(true).unstarted(() -> work(worker));
            helpers[i].start();
        }
    }

    /** How many threads compute. */
    public int threads() {
        return helpers.length + 1;
    }

    /** Runs every chunk of the task, and returns when all are done. */
    public void run(int chunks, Task work) {
        if (helpers.length == 0 || chunks == 1) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                work.run(chunk, 0);
            }
            return;
        }
        if (chunks > CHUNK_MASK) {
            throw new IllegalArgumentException(chunks + " chunks are more than a ticket can count");
        }
        task = work;
        done.set(0);
        long epoch = (ticket >>> 2 * CHUNK_BITS) + 1;
        ticket = epoch << 2 * CHUNK_BITS | (long) chunks << CHUNK_BITS;
        wake();
        claim(0);
        await(chunks);
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            switch (thrown) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(thrown);
            }
        }
    }

    /**
     * Waits for the chunks in other hands. A worker that the system put aside in the middle of one gets no processor from a thread
     * that spins, so a thread soon yields, and then sleeps.
     */
    private void await(int chunks) {
        int spins = 0;
        while (done.get() < chunks) {
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else if (spins < PATIENT_TURNS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
    }

    private void wake() {
        for (int i = 0; i < helpers.length; i++) {
            if (isAsleep(i + 1)) {
                LockSupport.unpark(helpers[i]);
            }
        }
    }

    private synchronized boolean isAsleep(int worker) {
        return asleep[worker];
    }

    private synchronized void setAsleep(int worker, boolean value) {
        asleep[worker] = value;
    }

    private void claim(int worker) {
        while (true) {
            long seen = ticket;
            int next = (int) seen & CHUNK_MASK;
            int chunks = (int) (seen >>> CHUNK_BITS) & CHUNK_MASK;
            if (next >= chunks) {
                return;
            }
            if (TICKET.compareAndSet(this, seen, seen + 1)) {
                try {
                    task.run(next, worker);
                } catch (Throwable thrown) {
                    failure = thrown;
                } finally {
                    done.incrementAndGet();
                }
            }
        }
    }

    private void work(int worker) {
        long seen = 0;
        int idle = 0;
        while (!closed) {
            long now = ticket;
            if (now != seen) {
                claim(worker);
                seen = ticket;
                idle = 0;
            } else if (++idle < SPINS) {
                Thread.onSpinWait();
            } else if (idle < IDLE_TURNS) {
                Thread.yield();
            } else {
                setAsleep(worker, true);
                if (ticket == seen && !closed) {
                    LockSupport.park(this);
                }
                setAsleep(worker, false);
                idle = 0;
            }
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
