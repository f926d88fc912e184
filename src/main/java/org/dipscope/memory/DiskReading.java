package org.dipscope.memory;

import com.sun.nio.file.ExtendedOpenOption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast this machine reads a disk, past the page cache where the file system allows it.
 *
 * @param direct     whether the page cache was passed by; otherwise the figures are too high and say how fast memory is copied
 * @param fileBytes  the file that was written, read and deleted again
 * @param sequential bytes/s in blocks of {@value #LARGE} bytes, several at once, in order
 * @param scattered  bytes/s in blocks of {@value #SMALL} bytes, several at once, anywhere in the file
 */
public record DiskReading(boolean direct, long fileBytes, double sequential, double scattered) {
    static final int LARGE = 4 << 20;
    static final int SMALL = 64 << 10;
    private static final int AT_ONCE = 4;
    private static final long MOST_SCATTERED = 256L << 20;

    /**
     * Measures.
     *
     * @param folder    where a temporary file is written
     * @param fileBytes its size, {@value #LARGE} or more
     */
    public static DiskReading measure(Path folder, long fileBytes) throws IOException {
        long blocks = Math.max(1, fileBytes / LARGE);
        Path file = Files.createTempFile(folder, ".dipscope-", ".tmp");
        // A gigabyte must not stay behind a Ctrl-C.
        file.toFile().deleteOnExit();
        try {
            write(file, blocks);
            boolean direct = readsDirectly(file);
            double sequential = read(file, blocks, LARGE, direct, false);
            double scattered = read(file, Math.min(blocks * (LARGE / SMALL), MOST_SCATTERED / SMALL), SMALL, direct, true);
            return new DiskReading(direct, blocks * LARGE, sequential, scattered);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Content that no disk can compress or fold together. */
    private static void write(Path file, long blocks) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(LARGE).order(ByteOrder.nativeOrder());
            long state = 0;
            for (long i = 0; i < blocks; i++) {
                block.clear();
                while (block.hasRemaining()) {
                    block.putLong(SplitMix64.mix(state++));
                }
                block.flip();
                while (block.hasRemaining()) {
                    channel.write(block);
                }
            }
            channel.force(true);
        }
    }

    private static boolean readsDirectly(Path file) throws IOException {
        try (FileChannel channel = open(file, true)) {
            return channel.read(buffer(file, SMALL), 0) > 0;
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without direct I/O, such as one in memory.
            return false;
        }
    }

    private static FileChannel open(Path file, boolean direct) throws IOException {
        OpenOption[] options = direct ? new OpenOption[] {StandardOpenOption.READ, ExtendedOpenOption.DIRECT} : new OpenOption[] {StandardOpenOption.READ};
        return FileChannel.open(file, options);
    }

    private static ByteBuffer buffer(Path file, int size) throws IOException {
        int unit = (int) Math.max(4096, Files.getFileStore(file).getBlockSize());
        return ByteBuffer.allocateDirect(size + unit).alignedSlice(unit).limit(size);
    }

    private static double read(Path file, long count, int size, boolean direct, boolean scattered) throws IOException {
        long places = Files.size(file) / size;
        List<Future<Long>> parts = new ArrayList<>();
        try (ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE); FileChannel channel = open(file, direct)) {
            List<ByteBuffer> buffers = new ArrayList<>();
            for (int r = 0; r < AT_ONCE; r++) {
                buffers.add(buffer(file, size));
            }
            long start = System.nanoTime();
            for (int r = 0; r < AT_ONCE; r++) {
                int first = r;
                parts.add(readers.submit(() -> {
                    long bytes = 0;
                    for (long i = first; i < count; i += AT_ONCE) {
                        long place = scattered ? Long.remainderUnsigned(SplitMix64.mix(i), places) : i;
                        ByteBuffer block = buffers.get(first).clear().limit(size);
                        bytes += Math.max(0, channel.read(block, place * size));
                    }
                    return bytes;
                }));
            }
            long bytes = 0;
            for (Future<Long> part : parts) {
                bytes += part.get();
            }
            return bytes / ((System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new IOException("the disk could not be read: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the measurement was interrupted", e);
        }
    }
}
