package org.dipscope.ui.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;

/** The bytes that this process has in RAM, asked at most once a second; {@link Double#NaN} where the system does not say. */
public final class ProcessFootprint implements DoubleSupplier {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long SECOND = 1_000_000_000L;

    private double last = Double.NaN;
    private long asked;

    @Override
    public double getAsDouble() {
        long now = System.nanoTime();
        if (asked == 0 || now - asked > SECOND) {
            asked = now;
            last = ask();
        }
        return last;
    }

    private static double ask() {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        try {
            return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024).findFirst().orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
