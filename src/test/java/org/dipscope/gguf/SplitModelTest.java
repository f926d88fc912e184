package org.dipscope.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
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
        assertRefused(part(1), "is no GGUF file");
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
