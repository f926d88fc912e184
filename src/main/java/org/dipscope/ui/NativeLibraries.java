package org.dipscope.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where JavaFX unpacks its native libraries: in the person's own folder, or, where that cannot be written, in one of this start. */
final class NativeLibraries {
    private static final String PLACE = "javafx.cachedir";
    private static final String USUAL = ".openjfx/cache";

    private NativeLibraries() {
    }

    /** Spares the person JavaFX's own complaints of a home that cannot be written. To be called before JavaFX starts. */
    static void findRoom() {
        if (System.getProperty(PLACE) == null && !writable(Path.of(System.getProperty("user.home"), USUAL))) {
            try {
                Path place = Files.createTempDirectory("dipscope-javafx");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(place)));
                System.setProperty(PLACE, place.toString());
            } catch (IOException e) {
                // Without room anywhere JavaFX says better than Dipscope could what it needs.
            }
        }
    }

    /** Makes the folder as JavaFX would, since permissions alone do not tell whether it can be made. */
    private static boolean writable(Path folder) {
        try {
            return Files.isWritable(Files.createDirectories(folder));
        } catch (IOException e) {
            return false;
        }
    }

    private static void clear(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // What remains lies among the machine's temporary files.
        }
    }
}
