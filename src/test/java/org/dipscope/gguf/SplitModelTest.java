package org.dipscope.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in three parts, written by the gguf package's own splitter. */
class SplitModelTest {
    private static final int PARTS = 3;

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws Exception {
        Path origin = Path.of(SplitModelTest.class.getResource("split/tiny.json").toURI()).getParent();
        for (int part = 1; part <= PARTS; part++) {
            Files.copy(origin.resolve(part(part).getFileName()), part(part));
        }
    }

    @Test
    void opensAsOneModelByAnyPart() throws Exception {
        JsonNode sums = new ObjectMapper().readTree(SplitModelTest.class.getResourceAsStream("split/tiny.json"));
        for (int given = 1; given <= PARTS; given++) {
            try (GgufFile file = GgufFile.open(part(given))) {
                assertThat(file.path()).isEqualTo(part(1));
                assertThat(file.paths()).containsExactly(part(1), part(2), part(3));
                assertThat(file.bytes()).isEqualTo(Files.size(part(1)) + Files.size(part(2)) + Files.size(part(3)));
                assertThat(file.metadata().requireString("general.name")).isEqualTo("tiny");
                assertThat(file.tensors()).hasSize(sums.size());
                Iterator<Map.Entry<String, JsonNode>> expected = sums.fields();
                while (expected.hasNext()) {
                    Map.Entry<String, JsonNode> sum = expected.next();
                    assertThat(sum(file, sum.getKey())).as(sum.getKey()).isEqualTo(sum.getValue().asText());
                }
            }
        }
    }

    @Test
    void aSplitModelLoadsUnderTheNameOfTheWhole() throws Exception {
        try (LoadedModel model = LoadedModel.open(part(2), 1, Progress.SILENT)) {
            assertThat(model.summary().name()).isEqualTo("tiny");
            assertThat(model.summary().fileBytes()).isEqualTo(IntStream.rangeClosed(1, PARTS).mapToLong(part -> part(part).toFile().length()).sum());
            assertThat(model.tokenizer().decode(model.tokenizer().encode("ab é", false))).isEqualTo("ab é");
        }
    }

    @Test
    void aMissingPartIsNamed() throws Exception {
        Files.delete(part(2));
        assertRefused(part(1), "Part 2 of 3 of the model is missing: there is no file " + part(2));
        assertRefused(part(3), "Part 2 of 3 of the model is missing");
        Files.delete(part(1));
        assertRefused(part(3), "Part 1 of 3 of the model is missing: there is no file " + part(1));
    }

    @Test
    void aPartUnderAnotherNameOrNumberIsRefused() throws Exception {
        Path renamed = Files.copy(part(1), folder.resolve("model.gguf"));
        assertRefused(renamed, "is part 1 of 3 of a model, by its metadata, and the others are found by name");
        Files.copy(part(3), part(2), StandardCopyOption.REPLACE_EXISTING);
        assertRefused(part(1), "is not part 2 of 3, as its name says, but part 3 of 3 by its metadata");
        assertRefused(part(2), "is part 3 of 3 of a model, by its metadata");
    }

    @Test
    void aPartOfAnotherModelIsRefused() throws Exception {
        replaceSecond(12, 3, "x");
        assertRefused(part(1), "is a part of another model, for its metadata key \"split.tensors.count\" differs");
        replaceSecond(20, 3, "x");
        assertRefused(part(1), "have 13 tensors together where the metadata key \"split.tensors.count\" says 20");
        replaceSecond(20, 3, "token_embd.weight");
        assertRefused(part(1), "The tensor \"token_embd.weight\" stands in both tiny-00001-of-00003.gguf and tiny-00002-of-00003.gguf");
        replaceSecond(20, 4, "x");
        assertRefused(part(1), "is not part 2 of 3, as its name says, but part 2 of 4 by its metadata");
        Files.write(part(2), new byte[100]);
        assertRefused(part(1), "Part 2 of 3 of the model, tiny-00002-of-00003.gguf, cannot be used: the file is no GGUF file");
        Files.write(part(2), new byte[0]);
        assertRefused(part(3), "tiny-00002-of-00003.gguf, cannot be used: the file is empty");
    }

    @Test
    void aPartThatIsNoFileIsRefused() throws Exception {
        Files.delete(part(2));
        Files.createDirectory(part(2));
        assertRefused(part(1), "cannot be used: this is a folder, not a file: '" + part(2) + "'");
        Files.delete(part(2));
        Files.createSymbolicLink(part(2), part(2).getFileName());
        assertRefused(part(1), "Part 2 of 3 of the model is missing");
        assertRefused(part(2), "tiny-00002-of-00003.gguf");
        Files.delete(part(2));
        // The same file twice, under two names.
        Files.createSymbolicLink(part(2), part(1).getFileName());
        assertRefused(part(1), "is not part 2 of 3, as its name says, but part 1 of 3 by its metadata");
        Files.delete(part(2));
        Files.write(part(2), "GGML of an older day".getBytes(StandardCharsets.US_ASCII));
        assertRefused(part(1), "is no GGUF file");
    }

    @Test
    void asManyPartsAsTheNumberHoldsAreNoWorkWhereOneIsMissing() throws Exception {
        GgufBuilder builder = new GgufBuilder();
        builder.pair("split.no", 2).int16(0);
        builder.pair("split.count", 2).int16(65_535);
        Path first = Files.write(folder.resolve("many-00001-of-65535.gguf"), builder.build());
        assertRefused(first, "Part 2 of 65535 of the model is missing");
        builder = new GgufBuilder();
        builder.pair("split.no", 11).int64(-1);
        builder.pair("split.count", 11).int64(Long.MAX_VALUE);
        Path absurd = Files.write(folder.resolve("many-00000-of-99999.gguf"), builder.build());
        assertRefused(absurd, "is number -1 of 9223372036854775807 parts of a model, counted from 0, by its metadata, which cannot be");
    }

    /** Three thousand seeded damages, each to the beginning of one part: a byte, a number that no file has, an end that comes too early, or two parts exchanged. */
    @Test
    void damagedPartsAreReadOrRefusedWithoutMemoryForWhatTheyPromise() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[][] sound = new byte[PARTS][];
        for (int part = 1; part <= PARTS; part++) {
            sound[part - 1] = Files.readAllBytes(part(part));
        }
        long whole = Stream.of(sound).mapToLong(bytes -> bytes.length).sum();
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            SplittableRandom random = new SplittableRandom(0x5B117 + i);
            int damaged = random.nextInt(PARTS);
            Files.write(part(damaged + 1), damaged(sound, damaged, random));
            long before = threads.getCurrentThreadAllocatedBytes();
            try (GgufFile file = GgufFile.open(part(1 + random.nextInt(PARTS)))) {
                for (String tensor : file.tensors().stream().map(TensorInfo::name).toList()) {
                    assertThat(file.data(file.require(tensor)).byteSize()).isBetween(0L, whole);
                }
            } catch (GgufException e) {
                refused++;
                assertThat(e.getMessage()).as("damage %d", i).endsWith(".").hasSizeLessThan(600).doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("damage " + i, e);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("damage %d", i).isLessThan(40 * whole + (1 << 20));
            Files.write(part(damaged + 1), sound[damaged]);
        }
        assertThat(refused).isBetween(500, 2_900);
    }

    private static byte[] damaged(byte[][] sound, int part, SplittableRandom random) {
        byte[] bytes = sound[part].clone();
        // What all parts have in common, and in the later ones nearly everything, stands at the beginning.
        int place = random.nextInt(Math.min(bytes.length - 8, random.nextBoolean() ? 160 : 4_000));
        switch (random.nextInt(5)) {
            case 0 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[place] = (byte) random.nextInt();
            case 2 -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(place, 1L << random.nextInt(64));
            case 3 -> bytes = Arrays.copyOf(bytes, place);
            default -> bytes = sound[random.nextInt(PARTS)].clone();
        }
        return bytes;
    }

    @Test
    void aRefusedModelKeepsNoFileOpen() throws Exception {
        Files.delete(part(3));
        for (int i = 0; i < 3; i++) {
            assertRefused(part(1), "is missing");
        }
        Path maps = Path.of("/proc/self/maps");
        if (Files.exists(maps)) {
            try (Stream<String> lines = Files.lines(maps)) {
                assertThat(lines.filter(line -> line.contains(folder.toString()))).isEmpty();
            }
        }
    }

    private void replaceSecond(int tensors, int count, String name) throws Exception {
        GgufBuilder builder = new GgufBuilder();
        builder.pair("split.no", 2).int16(1);
        builder.pair("split.count", 2).int16(count);
        builder.pair("split.tensors.count", 5).int32(tensors);
        Files.write(part(2), builder.tensor(name, TensorType.F32, new byte[4], 1).build());
    }

    private Path part(int number) {
        return folder.resolve("tiny-%05d-of-%05d.gguf".formatted(number, PARTS));
    }

    private static String sum(GgufFile file, String tensor) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(file.data(file.require(tensor)).asByteBuffer());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void assertRefused(Path path, String sentence) {
        assertThatThrownBy(() -> GgufFile.open(path)).isInstanceOf(GgufException.class).hasMessageContaining(sentence)
                .satisfies(e -> assertThat(e.getMessage()).endsWith(".").doesNotContain("\n"));
    }
}
