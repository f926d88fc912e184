package org.dipscope.export;

import org.dipscope.eval.report.Reading;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.eval.sweep.SweepRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of words that anybody may edit, damaged in thousands of seeded ways: each is read, and then serves, or is refused in one sentence. */
class DamagedTextTest {
    private static final Pattern VALUE = Pattern.compile("(?<=:)\\s*(\"[^\"]*\"|[^,}\\s]+)");
    private static final List<String> ODD = List.of("null", "-1", "0", "1e999", "-1e308", "1e-320", "NaN", "\"\"", "\"\\u0000\\n\"", "[]", "{}", "true", "9223372036854775808", "0.5", "1e18",
            "\"dip\"", "\"belady\"", "\"auto\"", "\"" + "x".repeat(5_000) + "\"", "[".repeat(2_000));

    @TempDir
    private Path folder;

    /** Something that reads a file and uses what it holds. */
    private interface Use {
        void of(Path file) throws IOException;
    }

    @Test
    void devices() throws IOException {
        String sound = """
                {"name": "Mine", "dram_bytes_per_s": 4.2e10, "flash_bytes_per_s": 1500000000, "concurrent_io": false, "source": "by hand"}
                """;
        int read = damage(sound, 3_000, file -> {
            DeviceLibrary.read(file);
            assertThat(new DeviceLibrary(folder).all()).hasSizeBetween(DeviceLibrary.builtIn().size(), DeviceLibrary.builtIn().size() + 1);
        });
        assertThat(read).isBetween(300, 2_700);
    }

    @Test
    void pointsOfASweep() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs/sweeps/trade-off.jsonl"));
        String sound = String.join("\n", lines.get(0), lines.get(1), lines.get(60), lines.getLast()) + "\n";
        int read = damage(sound, 3_000, file -> {
            List<SweepPoint> points = SweepFile.read(file);
            SweepReport report = new SweepReport(points, 0.1, 10);
            assertThat(ReportText.markdown(report)).isNotEmpty();
            for (Reading reading : report.byReading().keySet()) {
                assertThat(TradeOffChart.svg(report, reading)).startsWith("<");
            }
            DataTable.of(points.stream().map(SweepRow::write).toList()).save(folder.resolve("table.parquet"));
        });
        assertThat(read).isBetween(100, 2_900);
    }

    /** How many of the damaged texts were read. */
    private int damage(String sound, int times, Use use) throws IOException {
        int read = 0;
        for (int i = 0; i < times; i++) {
            SplittableRandom random = new SplittableRandom(0x7E47 + i);
            String text = random.nextInt(4) > 0 ? odd(sound, random) : torn(sound, random);
            Path file = Files.writeString(folder.resolve("damaged.json"), text, StandardCharsets.UTF_8);
            try {
                use.of(file);
                read++;
            } catch (NumberFormatException e) {
                throw new AssertionError("damage %d: %s".formatted(i, text), e);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).as("damage %d: %s", i, text).isNotNull().endsWith(".").hasSizeLessThan(900).doesNotContain("\n").doesNotContain("Exception");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("damage %d: %s".formatted(i, text), e);
            }
        }
        return read;
    }

    private static String odd(String sound, SplittableRandom random) {
        List<MatchResult> values = VALUE.matcher(sound).results().toList();
        MatchResult value = values.get(random.nextInt(values.size()));
        return sound.substring(0, value.start()) + ODD.get(random.nextInt(ODD.size())) + sound.substring(value.end());
    }

    private static String torn(String sound, SplittableRandom random) {
        int place = random.nextInt(sound.length());
        return switch (random.nextInt(3)) {
            case 0 -> sound.substring(0, place);
            case 1 -> sound.substring(0, place) + (char) random.nextInt(1, 256) + sound.substring(place + 1);
            default -> sound.substring(0, place) + sound.substring(random.nextInt(place, sound.length()));
        };
    }
}
