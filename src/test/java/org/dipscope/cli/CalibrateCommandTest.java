package org.dipscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.dipscope.TinyModel;
import org.dipscope.gguf.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class CalibrateCommandTest {
    @TempDir
    private Path folder;
    private String model;
    private String text;
    private String out;

    @BeforeEach
    void files() throws IOException {
        model = TinyModel.of(TensorType.Q8_0).write(folder.resolve("tiny.gguf")).toString();
        text = Files.writeString(folder.resolve("text.txt"), "abc abd bca ".repeat(200)).toString();
        out = folder.resolve("made.cal").toString();
    }

    @Test
    void whatIsLearntServesTheOtherCommands() throws IOException {
        Invocation made = calibrate("--for", "split,cats,lora", "--rank", "2", "--json");
        assertThat(made.status()).as(made.err()).isZero();
        JsonNode result = made.json();
        assertThat(result.get("kinds").valueStream().map(JsonNode::asText)).containsExactly("split", "cats", "lora");
        assertThat(result.get("bytes").longValue()).isEqualTo(Files.size(Path.of(out)));
        assertThat(result.get("results").has("lora.error-left")).isTrue();
        assertThat(made.err()).containsPattern("layer \\d of 2");
        for (String method : new String[] {"cats", "dip-lora"}) {
            Invocation scored = perplexity("--method", method, "--density", "0.5", "--calibration", out);
            assertThat(scored.status()).as(scored.err()).isZero();
            assertThat(scored.json().get("perplexity").doubleValue()).isPositive();
        }
    }

    @Test
    void pinnedColumnsOfAnotherTextChangeWhatPinnedHits() throws IOException {
        Invocation made = calibrate("--for", "pinned");
        assertThat(made.status()).as(made.err()).isZero();
        String[] pinned = {"--method", "dip", "--density", "0.5", "--policy", "pinned", "--pinned-tokens", "0", "--dram", "75kB"};
        String[] calibrated = Stream.concat(Arrays.stream(pinned), Stream.of("--calibration", out)).toArray(String[]::new);
        double blind = perplexity(pinned).json().get("hit_rate").doubleValue();
        double knowing = perplexity(calibrated).json().get("hit_rate").doubleValue();
        assertThat(knowing).as("columns that the text selects often, against the first ones").isGreaterThan(blind);
    }

    @Test
    void whatIsMissingIsSaidInOneSentence() throws IOException {
        assertThat(perplexity("--method", "teal").err()).startsWith("dipscope perplexity: TEAL needs a calibration; make one with 'dipscope calibrate --for teal'");
        calibrate("--for", "pinned");
        assertThat(perplexity("--method", "teal", "--calibration", out).err()).contains("TEAL needs a calibration, and '" + out + "' has none for it;");
        assertThat(perplexity("--method", "teal-merged", "--calibration", out).err()).contains("TEAL merged needs a calibration").contains("--for teal,merged'");
        assertThat(perplexity("--method", "dip", "--calibration", text).err()).contains("is no sound calibration file (it does not begin as one)");
        assertThat(perplexity("--method", "dip", "--calibration", "nowhere.cal").err()).contains("there is no file 'nowhere.cal'");
        String other = TinyModel.of(TensorType.F32).write(folder.resolve("other.gguf")).toString();
        Invocation foreign = Invocation.of("perplexity", "--model", other, "--text", text, "--context", "32", "--windows", "1", "--method", "dip", "--calibration", out);
        assertThat(foreign.status()).isEqualTo(1);
        assertThat(foreign.err()).contains("was made for another model").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "quantised/q4_k_m | --windows 2 --for merged --masks dip | merged weights cannot be written as Q4_K",
        "gemma2 | --windows 2 --for lora --masks dip | the model norms what its MLPs give",
        "qwen2 | --windows 2 --for lora --masks teal | wants thresholds that are learnt before; give --for teal,lora,",
        "qwen2 | --windows 2 --for merged,teal --masks teal | wants thresholds that are learnt before; give --for teal,merged,",
        "qwen2 | --windows 1 --for merged | a fit needs a window to learn from and one to judge by"})
    void whatCannotBeFittedIsRefusedBeforeAnythingIsLearnt(String model, String options, String sentence) {
        List<String> words = new ArrayList<>(List.of("calibrate", "--model", "src/test/resources/org/dipscope/model/" + model + ".gguf", "--context", "32", "--out", out));
        words.addAll(List.of(options.split(" ")));
        Invocation refused = Invocation.of(words.toArray(String[]::new));
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains(sentence).hasLineCount(1);
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void badUsageWritesNothing() {
        assertThat(calibrate("--for", "magic").err()).contains("'magic' is nothing to calibrate; choose some of cats, teal, predictor, lora, merged, split, pinned");
        assertThat(calibrate("--for", "cats", "--density", "2").err()).contains("a density of 2.0 is outside (0, 1]");
        assertThat(calibrate("--for", "cats", "--context", "9999").err()).contains("fewer than one window of 9999");
        assertThat(Path.of(out)).doesNotExist();
    }

    private Invocation calibrate(String... more) {
        return invoke(new String[] {"calibrate", "--model", model, "--text", text, "--windows", "6", "--out", out, "--threads", "1"}, "--context", "32", more);
    }

    private Invocation perplexity(String... more) {
        return invoke(new String[] {"perplexity", "--model", model, "--text", text, "--windows", "2", "--json", "--threads", "1"}, "--context", "32", more);
    }

    private static Invocation invoke(String[] first, String context, String tokens, String[] more) {
        java.util.List<String> all = new java.util.ArrayList<>(java.util.List.of(first));
        if (!java.util.List.of(more).contains(context)) {
            all.addAll(java.util.List.of(context, tokens));
        }
        all.addAll(java.util.List.of(more));
        return Invocation.of(all.toArray(String[]::new));
    }
}
