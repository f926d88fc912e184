package org.dipscope.memory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.mask.Hook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MaskTraceReaderTest {
    private static final String SMALL = """
            {"model_bytes":{"attention":1,"lm_head":2,"kv_per_token":3,"gate":4,"up":5,"down":6},"layers":1,"hidden":8,"intermediate":4,
            "method":"dip","prompt_len":1,"total_len":3,"tokens":2,"masks":{"input":{"0":["ff","01"]},"down":{"0":["0f","08"]}},"notes":"kept"}""";

    @TempDir
    private Path folder;

    @Test
    void theGolden_isReadWhole() throws IOException {
        MaskTrace trace = Goldens.trace();
        JsonNode golden = new JsonMapper().readTree(Goldens.SIMULATION.toFile());
        assertThat(trace.bytes()).isEqualTo(Goldens.SAMPLE);
        assertThat(trace.tokens()).isEqualTo(24);
        assertThat(trace.masks(Hook.DOWN, 29).get(23).toHex()).isEqualTo(golden.at("/masks/down/29/23").asText());
        assertThat(trace.masks(Hook.INPUT, 0)).hasSize(24);
    }

    @Test
    void aSmallTrace_isRead() throws IOException {
        MaskTrace trace = read(SMALL);
        assertThat(trace.masks(Hook.INPUT, 0).get(0).count()).isEqualTo(8);
        assertThat(trace.masks(Hook.DOWN, 0).get(1).columns()).containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"hidden\":8          | \"hidden\":-8             | 'hidden' is no whole number",
            "\"hidden\":8          | \"hidden\":1e300          | 'hidden' is no whole number",
            "\"hidden\":8          | \"hidden\":9999999999999  | 'hidden' is no whole number",
            "\"hidden\":8          | \"hidden\":8.5            | 'hidden' is no whole number",
            "\"hidden\":8          | \"hidden\":\"8\"          | 'hidden' is no whole number",
            "\"hidden\":8          | \"hidden\":9              | 9 columns",
            "\"layers\":1          | \"layers\":2              | 'layers' says 2",
            "\"layers\":1          | \"layers\":2000000000     | 'layers' is no whole number",
            "\"tokens\":2          | \"tokens\":3              | no list of 3 masks",
            "\"tokens\":2          | \"tokens\":0              | 'tokens' is no whole number",
            "\"total_len\":3       | \"total_len\":0           | 'total_len' is no whole number",
            "\"gate\":4            | \"gate\":-4               | -4.0 bytes",
            "\"gate\":4            | \"gate\":1e999            | Infinity bytes",
            "\"gate\":4            | \"goat\":4                | 'gate' is missing",
            "\"method\":\"dip\"    | \"method\":\"magic\"      | 'magic' is no masking method",
            "\"method\":\"dip\"    | \"method\":\"gate\"       | 'rows' is missing",
            "\"0f\"                | \"1f\"                    | beyond its 4",
            "\"0f\"                | \"0g\"                    | not hexadecimal",
            "\"0f\"                | 15                        | no text at token 0",
            "\"tokens\":2          | \"tokens\":2,\"tokens\":2 | Duplicate field",
    })
    void brokenContent_isRefusedWithOneSentence(String good, String bad, String says) {
        assertThat(SMALL).contains(good);
        assertRefused(SMALL.replace(good, bad)).hasMessageContaining(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[]", "null", "{}", "{\"masks\":{}}", "GGUF\u0003", "7 7"})
    void whatIsNoTrace_isRefused(String text) {
        assertRefused(text);
    }

    @Test
    void deepNesting_isRefused() {
        assertRefused("[".repeat(200_000));
    }

    @Test
    void textAfterTheObject_isRefused() {
        assertRefused(SMALL + "{}");
    }

    @Test
    void randomDamage_isReadOrRefusedButNeverBreaksTheReader() throws IOException {
        Random random = new Random(9);
        byte[] good = SMALL.getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Path file = folder.resolve("damaged.json");
            Files.write(file, bytes);
            try {
                Goldens.reader().read(file);
            } catch (IllegalArgumentException e) {
                refused++;
                assertThat(e.getMessage().lines().count()).as(e.getMessage()).isEqualTo(1);
            }
        }
        assertThat(refused).isGreaterThan(2000);
    }

    @Test
    void anEmptyTrace_isRefusedByItself() {
        assertThatThrownBy(() -> new MaskTrace(Goldens.SAMPLE, "dip", Goldens.DIP, 0, 1, 1, java.util.Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("hook input has masks for 0 layers");
    }

    @Test
    void aMissingFile_isAnIoError() {
        assertThatThrownBy(() -> Goldens.reader().read(folder.resolve("none.json"))).isInstanceOf(NoSuchFileException.class);
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(String text) {
        return assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trace.json").satisfies(e -> assertThat(e.getMessage().lines().count()).isEqualTo(1));
    }

    private MaskTrace read(String text) throws IOException {
        Path file = folder.resolve("trace.json");
        Files.writeString(file, text);
        return Goldens.reader().read(file);
    }
}
