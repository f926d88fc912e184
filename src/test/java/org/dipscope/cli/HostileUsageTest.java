package org.dipscope.cli;

import org.assertj.core.api.AbstractStringAssert;
import org.dipscope.TinyModel;
import org.dipscope.gguf.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/** What the command line makes of files and words that are nothing like what it expects. */
class HostileUsageTest {
    private static final String TINY = "src/test/resources/org/dipscope/model/llama3.gguf";

    @TempDir
    private Path folder;
    private Path broken;

    @BeforeEach
    void writeBrokenJson() throws IOException {
        broken = Files.writeString(folder.resolve("broken.json"), "{\"inputs\": [[1, 2,\n ]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer --model TINY --layer 0 --inputs FOLDER", "simulate --masks FOLDER", "replay --trace FOLDER", "trace info FOLDER", "report FOLDER",
            "perplexity --model TINY --text FOLDER", "sweep --model TINY --out FOLDER/s.jsonl --spec FOLDER", "tokenize --model TINY --file FOLDER", "info --model FOLDER"})
    void aFolderForAFile_isNamed(String line) {
        refused(1, line).contains(folder.toString()).containsIgnoringCase("folder").doesNotContain("Is a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer --model TINY --layer 0 --inputs BROKEN", "simulate --masks BROKEN"})
    void brokenJson_isPlacedInTheFileAndNotInTheParser(String line) {
        refused(1, line).contains(broken.toString()).contains("line 2, column 2").doesNotContain("Source").doesNotContain("REDACTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer --model TINY --layer 0 --inputs", "simulate --masks"})
    void jsonThatIsNestedWithoutEnd_isRefused(String line) throws IOException {
        Path deep = Files.writeString(folder.resolve("deep.json"), "[".repeat(100_000));
        refused(1, line + " " + deep).contains(deep.toString()).doesNotContain("StreamReadConstraints");
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer --model TINY --layer 99 --inputs BROKEN", "layer --model TINY --layer 0 --total-length 0 --inputs BROKEN", "layer --model TINY --layer -1 --inputs BROKEN", "logits --model TINY --prompt-ids 99999999",
            "logits --model TINY --prompt-ids 1 --ids 99999999 --json", "perplexity --model TINY --context 1", "perplexity --model TINY --windows 0", "perplexity --model TINY --first-token -1",
            "sweep --model TINY --out FOLDER/s.jsonl --windows 0", "sweep --model TINY --out FOLDER/s.jsonl --sample 2000000000 --density 0.5..0.9", "device --file-size 100TB"})
    void aNumberThatCannotBe_isBadUsage(String line) {
        refused(2, line).containsPattern("give|write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DRAM bandwidth", "Flash bandwidth"})
    void aBandwidthOfNothing_isNamedAsThePersonKnowsIt(String which) {
        String option = "--" + which.toLowerCase(Locale.ROOT).replace(' ', '-');
        refused(2, "logits --model TINY --prompt-ids 1 --method dip " + option + " 0").contains("a " + which + " of 0 B/s").doesNotContain("E");
    }

    /** The weights of this file cannot be read, so that what is told was told before them. */
    @ParameterizedTest
    @ValueSource(strings = {"layer --layer 99 --inputs BROKEN", "layer --layer -1 --inputs BROKEN", "logits --prompt-ids 99999999", "logits --prompt-ids 1 --ids 99999999"})
    void whatAModelDoesNotHave_isToldBeforeItsWeightsAreLoaded(String line) throws IOException {
        Path spoilt = folder.resolve("spoilt.gguf");
        byte[] bytes = Files.readAllBytes(Path.of(TINY));
        Arrays.fill(bytes, bytes.length - 100_000, bytes.length, (byte) 0xff);
        Files.write(spoilt, bytes);
        refused(1, "logits --prompt-ids 1 --model " + spoilt).contains("broken");

        refused(2, line + " --model " + spoilt).containsPattern("there is no layer|outside the vocabulary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"calibrate --model TINY --for cats --out", "screenshot --model TINY --prompt x --out", "sweep --model TINY --out"})
    void aPlaceThatCannotBeWritten_isToldBeforeTheWork(String line) {
        refused(1, line + " " + folder.resolve("none/x")).contains("there is no folder").doesNotContain("%");
        refused(1, line + " " + folder).contains("is a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.jpg", "x.svg", "png", "x"})
    void aPictureThatIsToBeNoPng_isRefusedBeforeTheWork(String name) {
        // A model that is not there would be missed first, if the work had begun.
        refused(2, "screenshot --model FOLDER/none.gguf --prompt x --out FOLDER/" + name).contains(name + "' does not end in .png");
        assertThat(folder.resolve(name)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"generate --promt hi|--promt' is no option here; perhaps --prompt is meant", "generate --prompt hi --foo|--foo' is no option here",
            "generate --prompt Why is it|is' is a word too many; put a text of several words in quotes", "perplexity --windows 1 --window 3|--window' is no option here; perhaps --windows is meant",
            "generate|--prompt=TEXT", "perplexity --windows abc|abc' is no whole number",
            "perplexity --noise abc|abc' is no number; write one with a point", "generate --prompt x gamma 1|gamma' is no option here; perhaps --gamma is meant", "screenshot --prompt x --out x.png --language fr|fr' is no language of the window; choose en or de"})
    void aWordThatIsNoOption_isNamedWithTheOneThatIsMeant(String line, String said) {
        refused(2, line).contains(said).contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dear reader", "", " \n"})
    void aTextForATrace_isNotReadAsJson(String content) throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), content);
        refused(1, "replay --trace " + letter).contains("'" + letter + "' is no trace").doesNotContain("token");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 20, 3000})
    void aModelThatIsCutShort_isNamed(int bytes) throws IOException {
        Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(Files.readAllBytes(Path.of(TINY)), bytes));
        refused(1, "info --model " + cut).contains(cut + ": ");
    }

    @Test
    void anotherModelsCalibration_isRefusedBeforeTheFirstToken() {
        Path calibration = folder.resolve("tiny.cal");
        assertThat(Invocation.of("calibrate", "--model", TINY, "--for", "cats", "--context", "16", "--windows", "2", "--out", calibration.toString()).status()).isZero();
        refused(1, "generate --prompt hi --method cats --calibration " + calibration).contains("was made for another model");
    }

    @Test
    void aTradeOffWithoutPoints_isRefusedBeforeTheWork() throws IOException {
        // A model that is not there would be missed first, if the work had begun.
        String line = "screenshot --model FOLDER/none.gguf --prompt x --view trade-off --out FOLDER/x.png";
        refused(2, line).contains("name with --sweep the file");
        refused(2, line + " --sweep FOLDER/none.jsonl").contains("none.jsonl' cannot be read");
        Files.writeString(folder.resolve("letter.jsonl"), "Dear reader\n");
        refused(2, line + " --sweep FOLDER/letter.jsonl").contains("letter.jsonl");
    }

    @ParameterizedTest
    @CsvSource({"--warm-up, 0", "--help, 0", "--concurrent-io, 0", "--gamma, 2"})
    void optionsOfRunB_mayBeOneWordThatIsAnOption(String word, int status) {
        // The folder is refused after the options were understood.
        Invocation run = Invocation.of("screenshot", "--model", TINY, "--prompt", "--json", "--compare", word.equals("--help") ? "--warm-up" : word, "--out", folder.toString());
        assertThat(run.err()).contains(status == 0 ? "is a folder" : "--gamma");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aPrompt_mayLookLikeAnOption() throws IOException {
        Invocation plain = Invocation.of("generate", "--model", TINY, "--raw", "--json", "--max-tokens", "1", "--prompt", "--help");
        assertThat(plain.status()).as(plain.err()).isZero();
        assertThat(plain.json().get("prompt_ids")).isEqualTo(
                Invocation.of("generate", "--model", TINY, "--raw", "--json", "--max-tokens", "1", "--prompt=--help").json().get("prompt_ids"));
        assertThat(plain.json().get("prompt_ids").size()).isGreaterThan(2);
    }

    /** Finite weights, but so large that squares (1e25), products (1e38) or both are not. */
    @ParameterizedTest
    @CsvSource({"generate --raw --prompt Hello, 1e25", "generate --raw --prompt Hello --temperature 1 --method dip, 1e38", "'logits --prompt-ids 20,21', 1e25", "logits --prompt-ids 20 --ids 21 --method dip, 1e38",
            "'perplexity --context 16 --windows 1 --method dip', 1e25", "perplexity --context 16 --windows 1 --divergence, 1e38", "bench --prompt 4 --generate 2 --repetitions 1, 1e25",
            "layer --layer 1 --inputs INPUTS, 1e38", "layer --layer 1 --inputs INPUTS --method dip, 1e38",
            "calibrate --for cats --context 16 --windows 2 --out OUT, 1e38", "calibrate --for merged --context 16 --windows 2 --out OUT, 1e38", "calibrate --for split --context 16 --windows 2 --out OUT, 1e25"})
    void weightsThatOverflow_areOneSentence(String line, float size) throws IOException {
        Consumer<byte[]> enlarge = bytes -> {
            FloatBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            for (int i = 0; i < floats.limit(); i++) {
                floats.put(i, Math.copySign(size, floats.get(i)));
            }
        };
        Path model = TinyModel.of(TensorType.F32).broken("blk.0.ffn_down.weight", enlarge).broken("blk.1.ffn_down.weight", enlarge).write(folder.resolve("huge.gguf"));
        Path inputs = Files.writeString(folder.resolve("inputs.json"), "{\"inputs\":[[%s]]}".formatted("9,".repeat(63) + "9"));
        Path out = folder.resolve("out.cal");
        Invocation run = Invocation.of((line.replace("INPUTS", inputs.toString()).replace("OUT", out.toString()) + " --json --model " + model).split(" "));
        assertThat(run.status()).as(run.err() + run.out()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(words -> !words.contains(" left"))).hasSize(1).first().asString().endsWith(": What the model computes is too large for its floats and no number any more; its weights are broken, get the file again.");
        assertThat(out).doesNotExist();
    }

    @Test
    void tooLittleMemory_isOneSentence() {
        StringWriter err = new StringWriter();
        int status = new Commands((_, _) -> {
            throw new OutOfMemoryError("for a test");
        }, (_, _) -> { }).run(new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        assertThat(status).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("-Xmx").endsWith(".");
    }

    @Test
    void anAnswerThatNobodyReads_ends() {
        AtomicInteger written = new AtomicInteger();
        Writer closed = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                written.incrementAndGet();
                throw new IOException("broken pipe");
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        StringWriter err = new StringWriter();
        int status = new Commands((_, _) -> 0, (_, _) -> { }).run(new PrintWriter(closed), new PrintWriter(err, true),
                "generate", "--model", TINY, "--raw", "--prompt", "hello", "--max-tokens", "40");
        assertThat(status).as(err.toString()).isZero();
        assertThat(written).hasValueLessThan(3);
    }

    private AbstractStringAssert<?> refused(int status, String line) {
        Invocation run = Invocation.of(line.replace("TINY", TINY).replace("BROKEN", broken.toString()).replace("FOLDER", folder.toString()).split(" "));
        assertThat(run.out()).as(line).isEmpty();
        assertThat(run.err().lines()).as(line).hasSize(1);
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        return assertThat(run.err().strip()).endsWith(".");
    }
}
