package org.dipscope.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Damages the sample's header in thousands of seeded ways. A damaged header may still be a sound one; else it is refused by a
 * {@link GgufException}. Either way what is allocated stays in proportion to the header.
 */
class MutationTest {
    private static final long[] ABSURD = {0, 1, -1, 0x7f, 0xff, 0x7fffffffL, 0x80000000L, 0xffffffffL, 1L << 32, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Measured: a sound header costs 6 to 12 bytes a byte, and a refusal its sentence. */
    private static final long MOST_PER_BYTE = 40;
    private static final long MOST_BESIDE = 64 << 10;

    @Test
    void aDamagedShortHeaderIsReadOrRefused() throws Exception {
        Outcome outcome = mutate(SampleHeader.brief(), 20_000, 0x5EED);
        assertThat(outcome.refused()).isGreaterThan(5_000);
        assertThat(outcome.read()).isGreaterThan(1_000);
    }

    @Test
    void theDamagedWholeHeaderIsReadOrRefused() throws Exception {
        Outcome outcome = mutate(SampleHeader.whole(), 1_500, 0xD1);
        assertThat(outcome.refused()).isGreaterThan(50);
        assertThat(outcome.read()).isGreaterThan(50);
    }

    private record Outcome(int read, int refused) {
    }

    private static Outcome mutate(byte[] header, int times, long seed) throws IOException {
        long fileBytes = Files.size(GgufFileTest.SAMPLE);
        Header.read(MemorySegment.ofArray(header), fileBytes);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < times; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            byte[] damaged = damaged(header, random);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            String refusal = null;
            try {
                Header.read(MemorySegment.ofArray(damaged), fileBytes);
                read++;
            } catch (GgufException e) {
                refusal = e.getMessage();
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutation " + i + " of seed " + seed, e);
            }
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (allocated > MOST_PER_BYTE * damaged.length + MOST_BESIDE) {
                throw new AssertionError("mutation " + i + " of seed " + seed + " allocated " + allocated + " bytes");
            }
            if (refusal != null && !isSentence(refusal)) {
                throw new AssertionError("mutation " + i + " of seed " + seed + " was refused with: " + refusal);
            }
        }
        return new Outcome(read, refused);
    }

    private static boolean isSentence(String refusal) {
        return refusal.endsWith(".") && refusal.length() < 600 && refusal.chars().noneMatch(Character::isISOControl);
    }

    private static byte[] damaged(byte[] header, SplittableRandom random) {
        byte[] bytes = header.clone();
        for (int round = 1 + random.nextInt(3); round > 0 && bytes.length > 16; round--) {
            // Half of the damage goes to the first bytes, where the counts and the keys' types are.
            int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 4096));
            bytes = switch (random.nextInt(7)) {
                case 0 -> flipped(bytes, at, 1 << random.nextInt(8));
                case 1 -> flipped(bytes, at, 1 + random.nextInt(255));
                case 2 -> Arrays.copyOf(bytes, at);
                case 3 -> spliced(bytes, at, ABSURD[random.nextInt(ABSURD.length)], 4);
                case 4 -> spliced(bytes, at, ABSURD[random.nextInt(ABSURD.length)], 8);
                case 5 -> doubled(bytes, at, 1 + random.nextInt(200));
                default -> without(bytes, at, 1 + random.nextInt(64));
            };
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, int at, int mask) {
        bytes[at] ^= (byte) mask;
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, long value, int size) {
        byte[] little = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        System.arraycopy(little, 0, bytes, at, Math.min(size, bytes.length - at));
        return bytes;
    }

    private static byte[] doubled(byte[] bytes, int at, int length) {
        int end = Math.min(bytes.length, at + length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + length);
        out.write(bytes, 0, end);
        out.write(bytes, at, bytes.length - at);
        return out.toByteArray();
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        int end = Math.min(bytes.length, at + length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        out.write(bytes, 0, at);
        out.write(bytes, end, bytes.length - end);
        return out.toByteArray();
    }
}
