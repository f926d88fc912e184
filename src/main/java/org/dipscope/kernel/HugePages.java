package org.dipscope.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Memory for weights, on pages of 2 MiB where the system gives them: a product reads tens of megabytes a token, and with pages of
 * 4 KiB the address translation alone costs a tenth of the time.
 */
final class HugePages {
    private static final long PAGE = 2L << 20;
    private static final int MADV_HUGEPAGE = 14;
    private static final Optional<MethodHandle> MADVISE = madvise();

    private HugePages() {
    }

    private static Optional<MethodHandle> madvise() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find("madvise").map(address -> linker.downcallHandle(address,
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT)));
    }

    /** Zeroed memory of this many bytes; small pieces and other systems get ordinary pages. */
    static MemorySegment allocate(Arena arena, long bytes) {
        if (bytes < PAGE || MADVISE.isEmpty()) {
            return arena.allocate(bytes, 64);
        }
        MemorySegment segment = arena.allocate(bytes, PAGE);
        try {
            // Only advice: where the kernel declines it, the memory works all the same.
            int declined = (int) MADVISE.get().invokeExact(segment, bytes, MADV_HUGEPAGE);
        } catch (Throwable e) {
            throw new IllegalStateException("madvise could not be called", e);
        }
        return segment;
    }
}
