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
 * 4 KiB the address translation alone costs a tenth of the time and more. A small model's matrices are smaller than such a page, so
 * they are cut one after another from slabs.
 *
 * <p>An arena clears what it allocates, and so takes small pages before anybody can ask for large ones. On Linux the memory is
 * therefore mapped here: it comes cleared, but page by page when it is first written.
 */
final class HugePages {
    private static final long PAGE = 2L << 20;
    /** Pieces of half a slab and more get a mapping of their own. */
    private static final long SLAB = 16 * PAGE;
    /** Below this a slab, whose first page is cleared whole, costs more than it can save. */
    private static final long SMALL = 64 << 10;
    private static final int READ_AND_WRITE = 0x3;
    private static final int PRIVATE_AND_ANONYMOUS = 0x22;
    private static final int HUGE_PAGES = 14;
    private static final long FAILED = -1;
    private static final Optional<Linux> LINUX = linux();

    private final Arena arena;
    private MemorySegment slab = MemorySegment.NULL;
    private long next;

    /** Memory that lives as long as the arena; one thread asks for it. */
    HugePages(Arena arena) {
        this.arena = arena;
    }

    /** The C library's functions, which only Linux is known to have in this shape. */
    private record Linux(MethodHandle mmap, MethodHandle munmap, MethodHandle madvise) {
    }

    private static Optional<Linux> linux() {
        if (!System.getProperty("os.name").equals("Linux") || ValueLayout.ADDRESS.byteSize() != 8) {
            return Optional.empty();
        }
        ValueLayout.OfInt number = ValueLayout.JAVA_INT;
        ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
        return function("mmap", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, size, number, number, number, size))
                .flatMap(mmap -> function("munmap", FunctionDescriptor.of(number, ValueLayout.ADDRESS, size))
                        .flatMap(munmap -> function("madvise", FunctionDescriptor.of(number, ValueLayout.ADDRESS, size, number))
                                .map(madvise -> new Linux(mmap, munmap, madvise))));
    }

    private static Optional<MethodHandle> function(String name, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, shape));
    }

    /** Zeroed memory of this many bytes that begins on a cache line; small pieces and other systems get ordinary pages. */
    MemorySegment allocate(long bytes) {
        if (bytes < SMALL || LINUX.isEmpty()) {
            return arena.allocate(bytes, Lines.LINE);
        }
        if (bytes >= SLAB / 2) {
            return map(LINUX.get(), arena, bytes);
        }
        if (slab.byteSize() - next < bytes) {
            slab = map(LINUX.get(), arena, SLAB);
            next = 0;
        }
        MemorySegment piece = slab.asSlice(next, bytes);
        next = (next + bytes + Lines.LINE - 1) / Lines.LINE * Lines.LINE;
        return piece;
    }

    private static MemorySegment map(Linux linux, Arena arena, long bytes) {
        long pages = (bytes + PAGE - 1) / PAGE * PAGE;
        long span = pages + PAGE;
        try {
            MemorySegment mapping = (MemorySegment) linux.mmap.invokeExact(MemorySegment.NULL, span, READ_AND_WRITE, PRIVATE_AND_ANONYMOUS, -1, 0L);
            if (mapping.address() == FAILED) {
                return arena.allocate(bytes, Lines.LINE);
            }
            MemorySegment aligned = mapping.reinterpret(span, arena, whole -> unmap(linux, whole, span)).asSlice(-mapping.address() & PAGE - 1, pages);
            // Only advice: where the kernel declines it, the memory works all the same.
            int declined = (int) linux.madvise.invokeExact(aligned, pages, HUGE_PAGES);
            return aligned.asSlice(0, bytes);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("memory could not be mapped", e);
        }
    }

    private static void unmap(Linux linux, MemorySegment whole, long span) {
        try {
            int failed = (int) linux.munmap.invokeExact(whole, span);
        } catch (Throwable e) {
            throw new IllegalStateException("memory could not be unmapped", e);
        }
    }
}
