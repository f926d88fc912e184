package org.dipscope.export;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that were never whole: what a program that was killed leaves beside the place of what it wrote. They have names of their own, and
 * say whose they are.
 */
public final class Leftovers {
    private static final Pattern NAME = Pattern.compile("\\.dipscope-(?:(\\d{1,18})-)?[0-9a-f]{12}\\.tmp");
    /** A process of another machine that shares the folder has a number that means nothing here; while it writes, its file is young. */
    private static final Duration REST = Duration.ofMinutes(1);
    /** A number is given again, so that its bearer may be another program; nobody writes one file for so long. */
    private static final Duration OLD = Duration.ofDays(1);

    private Leftovers() {
    }

    /** The name of a file that this process has not written whole yet. */
    static String name(String random) {
        return ".dipscope-%d-%s.tmp".formatted(ProcessHandle.current().pid(), random);
    }

    /**
     * Takes away those in a folder that are surely nobody's: no process of their number runs and nothing wrote to them for a minute, or for a
     * day. A folder that is not there has none, and what cannot be deleted stays.
     *
     * @return how many were taken away
     */
    public static int sweep(Path folder) {
        int swept = 0;
        if (!Files.isDirectory(folder)) {
            return swept;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".dipscope-*.tmp")) {
            for (Path file : files) {
                if (nobodys(file, Instant.now()) && Files.deleteIfExists(file)) {
                    swept++;
                }
            }
        } catch (IOException e) {
            // They stay until somebody may delete them.
        }
        return swept;
    }

    private static boolean nobodys(Path file, Instant now) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Duration untouched = Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
        boolean running = name.group(1) == null || ProcessHandle.of(Long.parseLong(name.group(1))).isPresent();
        return untouched.compareTo(running ? OLD : REST) > 0;
    }
}
