package org.dipscope.session;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory that a program can still get.
 *
 * @param machine   bytes that the machine, or the container that the program runs in, can give without swapping
 * @param heap      bytes of them that Java may put arrays into
 * @param heapLimit bytes that Java's arrays may take in all
 */
record FreeMemory(long machine, long heap, long heapLimit) {
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d{1,15}) kB");
    private static final Pattern INACTIVE = Pattern.compile("(?:total_)?inactive_file (\\d{1,18})");
    private static final String CGROUPS = "sys/fs/cgroup";

    /** What is free now. */
    static FreeMemory now() {
        Runtime java = Runtime.getRuntime();
        long heap = java.maxMemory() - (java.totalMemory() - java.freeMemory());
        return new FreeMemory(linux(Path.of("/")).orElseGet(FreeMemory::elsewhere), heap, java.maxMemory());
    }

    /** What Linux below this root says of itself: the least of the available memory and what each control group leaves. */
    static OptionalLong linux(Path root) {
        Matcher available = AVAILABLE.matcher(read(root.resolve("proc/meminfo")));
        if (!available.find()) {
            return OptionalLong.empty();
        }
        long least = Long.parseLong(available.group(1)) * 1024;
        for (String line : read(root.resolve("proc/self/cgroup")).lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && (parts[1].isEmpty() || List.of(parts[1].split(",")).contains("memory"))) {
                Path mount = root.resolve(parts[1].isEmpty() ? CGROUPS : CGROUPS + "/memory");
                least = Math.min(least, left(mount, parts[2], parts[1].isEmpty()));
            }
        }
        return OptionalLong.of(Math.max(0, least));
    }

    /** The least that a group and the groups around it leave. Inside a container the group's own path may not be there, but its root is. */
    private static long left(Path mount, String group, boolean unified) {
        Path folder = mount.resolve(group.replaceFirst("^/+", "")).normalize();
        long least = Long.MAX_VALUE;
        for (; folder != null && folder.startsWith(mount); folder = folder.getParent()) {
            OptionalLong limit = number(folder.resolve(unified ? "memory.max" : "memory.limit_in_bytes"));
            OptionalLong used = number(folder.resolve(unified ? "memory.current" : "memory.usage_in_bytes"));
            if (limit.isPresent() && used.isPresent()) {
                // Pages of files that nobody uses are counted as used, but go when something else needs the memory.
                Matcher inactive = INACTIVE.matcher(read(folder.resolve("memory.stat")));
                least = Math.min(least, limit.getAsLong() - used.getAsLong() + (inactive.find() ? Long.parseLong(inactive.group(1)) : 0));
            }
        }
        return least;
    }

    /**
     * Windows tells what is available. What macOS calls free leaves out the pages that it would give back at once, so that all of the
     * memory is the better measure there.
     */
    private static long elsewhere() {
        boolean mac = System.getProperty("os.name", "").startsWith("Mac");
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? mac ? system.getTotalMemorySize() : system.getFreeMemorySize() : Long.MAX_VALUE;
    }

    private static OptionalLong number(Path file) {
        String text = read(file).strip();
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException absent) {
            return "";
        }
    }
}
