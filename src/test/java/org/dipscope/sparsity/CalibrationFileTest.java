package org.dipscope.sparsity;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CalibrationFileTest {
    private static final int LAYERS = 2;
    private static final int HIDDEN = 12;
    private static final int INTERMEDIATE = 30;

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Calibration read = CalibrationFile.read(write(bytes()));
        assertThat(read.origin()).isEqualTo(Calibrations.origin("ab12", LAYERS, HIDDEN, INTERMEDIATE));
        assertThat(read.parts()).extracting(CalibrationPart::kind).containsExactly(CalibrationKind.values());
        Calibration own = Calibrations.everything("ab12", LAYERS, HIDDEN, INTERMEDIATE);
        for (CalibrationKind kind : List.of(CalibrationKind.CATS, CalibrationKind.TEAL)) {
            own.thresholds(kind).orElseThrow().quantiles().forEach((hook, rows) ->
                    assertThat(read.thresholds(kind).orElseThrow().quantiles().get(hook)).isDeepEqualTo(rows));
        }
        assertThat(read.predictor().orElseThrow().first()).isDeepEqualTo(own.predictor().orElseThrow().first());
        assertThat(read.predictor().orElseThrow().second()).isDeepEqualTo(own.predictor().orElseThrow().second());
        assertThat(read.predictor().orElseThrow().width()).isEqualTo(2);
        assertThat(read.adapters().orElseThrow().rank()).isEqualTo(3);
        for (Matrix matrix : Matrix.values()) {
            assertThat(read.adapters().orElseThrow().down().get(matrix)).isDeepEqualTo(own.adapters().orElseThrow().down().get(matrix));
            assertThat(read.adapters().orElseThrow().up().get(matrix)).isDeepEqualTo(own.adapters().orElseThrow().up().get(matrix));
        }
        assertThat(read.merged().orElseThrow().matrix(Matrix.UP, 1).get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 4);
        assertThat(read.splits().orElseThrow().of(0.5, 1)).isEqualTo(new Split(0.625, 0.25));
        assertThat(read.frequencies().orElseThrow().shares().get(Hook.INPUT)[1]).hasSize(HIDDEN).containsOnly(0.5f);
    }

    @Test
    void splitsAreInterpolatedAndEndAtEverything() {
        LayerSplits splits = splits();
        assertThat(splits.of(0.25, 0)).isEqualTo(new Split(0.5, 0));
        assertThat(splits.of(0.375, 0).input()).isEqualTo(0.5625);
        assertThat(splits.of(1, 0)).isEqualTo(new Split(1, 1));
        assertThat(splits.of(0.999999, 0).input()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-4));
        assertThat(splits.of(0.75, 1).density()).as("the fit's density and half of the last one's difference from it")
                .isCloseTo(0.75, org.assertj.core.data.Offset.offset(0.01));
    }

    @Test
    void twoFilesOfOneContentAndNameAreEqual() throws IOException {
        Path file = write(bytes());
        Calibration once = CalibrationFile.read(file);
        assertThat(CalibrationFile.read(file)).isEqualTo(once).hasSameHashCodeAs(once);
        Files.write(file, CalibrationFile.write(Calibrations.origin("ab12", LAYERS, HIDDEN, INTERMEDIATE), List.of(splits())));
        assertThat(CalibrationFile.read(file)).isNotEqualTo(once);
    }

    @Test
    void anotherModelIsRefused() throws IOException {
        Calibration read = CalibrationFile.read(write(bytes()));
        read.requireModel("ab12");
        assertThatThrownBy(() -> read.requireModel("ab13")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the calibration '.*' was made for another model, random; calibrate this one with 'dipscope calibrate', or leave it out\\.");
    }

    /** Whatever single byte changes, the check sum tells. */
    @Test
    void aChangedByteIsRefused() throws IOException {
        byte[] sound = bytes();
        Random random = new Random(1);
        for (int turn = 0; turn < 300; turn++) {
            byte[] broken = sound.clone();
            broken[turn < 100 ? turn : random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            refused(broken);
        }
    }

    /** With a check sum that fits, the contents have to make sense all the same, or be refused in one sentence. */
    @Test
    void aChangedHeaderWithARightCheckSumNeverCrashes() throws IOException {
        byte[] sound = bytes();
        Random random = new Random(2);
        int refusals = 0;
        for (int turn = 0; turn < 2000; turn++) {
            byte[] broken = sound.clone();
            for (int change = 0; change <= turn % 3; change++) {
                broken[random.nextInt(1400)] = (byte) (turn % 2 == 0 ? '0' + random.nextInt(10) : random.nextInt(256));
            }
            seal(broken);
            try {
                CalibrationFile.read(write(broken));
            } catch (IllegalArgumentException e) {
                refusals++;
                assertThat(e.getMessage()).contains("is no sound calibration file (").doesNotContain("\n");
            }
        }
        assertThat(refusals).isGreaterThan(500);
    }

    @Test
    void sizesThatDoNotFitTheFileAllocateNothing() throws IOException {
        String header = new String(bytes(), 16, 1200, StandardCharsets.UTF_8);
        assertThat(header).contains("\"layers\":2");
        byte[] broken = replaced(bytes(), "\"layers\":2,\"hidden\":12,\"intermediate\":30", "\"layers\":9,\"hidden\":99,\"intermediate\":99");
        refused(broken);
    }

    @Test
    void filesThatAreNoneAreRefusedInOneSentence() throws IOException {
        refused(new byte[0]);
        refused("DIPCALIB".getBytes(StandardCharsets.US_ASCII));
        refused(Arrays.copyOf(bytes(), 5000));
        assertThatThrownBy(() -> CalibrationFile.read(folder.resolve("missing.cal"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no file '").hasMessageEndingWith("make it with 'dipscope calibrate'.");
        assertThatThrownBy(() -> CalibrationFile.read(folder)).isInstanceOf(IllegalArgumentException.class);
    }

    private static LayerSplits splits() {
        return new LayerSplits(new float[] {0.25f, 0.5f}, new float[][] {{0.5f, 0.5f}, {0.625f, 0.625f}}, new float[][] {{0, 0}, {0.25f, 0.25f}});
    }

    private static byte[] bytes() {
        List<CalibrationPart> parts = new ArrayList<>();
        Calibration random = Calibrations.of("ab12", LAYERS, HIDDEN, INTERMEDIATE, MergedWeights.of(MemorySegment.ofArray(new byte[] {1, 2}),
                MemorySegment.ofArray(new byte[] {3, 4}), MemorySegment.ofArray(new byte[] {5, 6}), LAYERS));
        parts.addAll(random.parts());
        parts.add(splits());
        float[][] halves = {new float[HIDDEN], new float[HIDDEN]};
        Arrays.fill(halves[1], 0.5f);
        parts.add(new Frequencies(Map.of(Hook.INPUT, halves)));
        return CalibrationFile.write(random.origin(), parts);
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(all).contains(from);
        byte[] changed = all.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
        seal(changed);
        return changed;
    }

    private static void seal(byte[] bytes) {
        CRC32C check = new CRC32C();
        check.update(bytes, 0, bytes.length - 4);
        for (int i = 0; i < 4; i++) {
            bytes[bytes.length - 4 + i] = (byte) (check.getValue() >>> 8 * i);
        }
    }

    private void refused(byte[] bytes) throws IOException {
        Path file = write(bytes);
        assertThatThrownBy(() -> CalibrationFile.read(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no sound calibration file (").hasMessageEndingWith("; make it anew with 'dipscope calibrate'.");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("some.cal"), bytes);
    }
}
