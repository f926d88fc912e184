package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.memory.Residency;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

/** Files whose metadata say anything at all: each is refused in one sentence, or runs. */
class MutatedModelTest {
    private static final int[] NUMBERS = {0, 1, 2, 3, 5, 7, 64, 1000, 1 << 16, 1 << 20, 1 << 24, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"llama-yarn", "mistral3", "qwen3", "phi3", "gemma2", "gemma3-pattern"})
    void everyNumberOfTheMetadata(String name) throws IOException, URISyntaxException {
        byte[] original = Files.readAllBytes(Path.of(MutatedModelTest.class.getResource(name + ".gguf").toURI()));
        List<Integer> places = numbers(original, name.replaceFirst("-.*", ""));
        assertThat(places).hasSizeGreaterThan(8);
        SplittableRandom random = new SplittableRandom(3);
        int run = 0;
        int refused = 0;
        for (int place : places) {
            for (int number : NUMBERS) {
                byte[] mutated = original.clone();
                ByteBuffer.wrap(mutated).order(ByteOrder.LITTLE_ENDIAN).putInt(place, random.nextInt(8) == 0 ? random.nextInt() : number);
                try (LoadedModel model = LoadedModel.open(Files.write(folder.resolve("mutated.gguf"), mutated), 1, Progress.SILENT)) {
                    ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
                    Masking dip = new Masking(MaskingMethods.of("dip"), 0.5, 1, 0, false, Optional.empty());
                    pass.forward(new int[] {20}, 0, 1, model.transformer().newCache(), dip, Residency.NOTHING);
                    pass.lastLogits();
                    run++;
                } catch (GgufException refusal) {
                    assertThat(refusal.getMessage()).endsWith(".").doesNotContain("\n");
                    refused++;
                }
            }
        }
        assertThat(run).isGreaterThan(10);
        assertThat(refused).isGreaterThan(10);
    }

    /** Where the 32-bit values of the architecture's own keys stand. */
    private static List<Integer> numbers(byte[] file, String architecture) {
        String text = new String(file, 0, 4000, StandardCharsets.ISO_8859_1);
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(architecture + "."); at >= 0; at = text.indexOf(architecture + ".", at + 1)) {
            ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            int end = at + (int) bytes.getLong(at - 8);
            int type = bytes.getInt(end);
            if (type == 4 || type == 6) {
                places.add(end + 4);
            }
        }
        return places;
    }
}
