package org.dipscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.assertj.core.data.Percentage;
import org.dipscope.TinyModel;
import org.dipscope.gguf.TensorType;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.SampleModel;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommandsTest {
    private static final String MASKS = "src/test/resources/goldens/smollm2-135m.simulation.json";
    private static final String MODEL = "sample-models/" + SampleModel.NAME;

    @TempDir
    private Path folder;

    @Test
    void noCommand_opensTheWorkbench() {
        assertThat(Invocation.of()).isEqualTo(new Invocation(0, "", "", List.of(Optional.empty())));
        assertThat(Invocation.of(MODEL).opened()).containsExactly(Optional.of(Path.of(MODEL)));
    }

    @Test
    void version_isTheBuilds() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Invocation version = Invocation.of("--version");
        assertThat(version.status()).isZero();
        assertThat(version.out()).startsWith("Dipscope ");
        assertThat(pom).contains("<version>" + version.out().strip().substring("Dipscope ".length()) + "</version>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "tokenize", "generate", "logits", "layer", "simulate", "perplexity", "calibrate", "sweep", "report", "bench", "screenshot"})
    void everyCommand_hasHelp(String command) {
        Invocation help = Invocation.of(command, "--help");
        assertThat(help.status()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: dipscope " + command).contains("--json");
        assertThat(Invocation.of("--help").out()).contains("\n  " + command);
    }

    @Test
    void help_namesEverySettingOfTheDevice() {
        String help = Invocation.of("simulate", "--help").out();
        Setting.of(Setting.Group.MEMORY).forEach(setting -> assertThat(help).contains("--" + setting.name()));
        assertThat(help).contains("80MB").contains("60GB/s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bogus", "nothing.gguf", "simulate", "simulate --masks", "simulate --masks " + MASKS + " --dram 80XB",
            "simulate --masks " + MASKS + " --dram -1MB", "simulate --masks " + MASKS + " --dram NaN", "simulate --masks " + MASKS + " --dram 1MB --dram 2MB",
            "simulate --masks " + MASKS + " --policy fifo", "simulate --masks " + MASKS + " --method gate", "simulate --masks " + MASKS + " --method magic",
            "simulate --masks " + MASKS + " --cache-seed x", "simulate --masks " + MASKS + " --concurrent-io=perhaps", "simulate --masks " + MASKS + " --dram-bandwidth 0B/s",
            "simulate --masks " + MASKS + " --density 0.5", "simulate extra --masks " + MASKS, "tokenize", "tokenize --frobnicate", "tokenize -x", "tokenize a b", "tokenize --file x y", "info --layers", "info extra"})
    void badUsage_isTwoAndOneSentence(String line) {
        assertRefused(Invocation.of(line.split(" ")), 2);
    }

    @Test
    void badUsageWithJson_leavesStandardOutputEmpty() {
        assertRefused(Invocation.of("simulate", "--json", "--masks", MASKS, "--dram", "half"), 2);
        assertRefused(Invocation.of("tokenize", "--json"), 2);
    }

    @Test
    void failures_areOneAndOneSentence() throws IOException {
        Path text = folder.resolve("plain.txt");
        Files.writeString(text, "this is no model and no JSON");
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, new byte[] {'a', (byte) 0xE9, 'b'});
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {"info", "--model", text.toString()});
        lines.add(new String[] {"info", "--model", folder.resolve("none.gguf").toString()});
        lines.add(new String[] {"info", "--model", folder.toString()});
        lines.add(new String[] {"tokenize", "--model", text.toString(), "x"});
        lines.add(new String[] {"tokenize", "--file", latin.toString()});
        lines.add(new String[] {"tokenize", "--file", folder.resolve("none").toString()});
        lines.add(new String[] {"tokenize", "--file", folder.toString()});
        lines.add(new String[] {"simulate", "--masks", text.toString()});
        lines.add(new String[] {"simulate", "--masks", folder.resolve("none").toString(), "--json"});
        lines.forEach(line -> assertRefused(Invocation.of(line), 1));
    }

    @Test
    void info_tellsWhatTheSampleModelWeighs() throws IOException {
        ObjectNode info = (ObjectNode) Invocation.of("info", "--model", MODEL, "--json").json();
        // Rows are padded to the vectors of the machine, within what packing may cost.
        JsonNode memory = info.remove("memory");
        assertThat(memory.get("weights").asLong()).isBetween(96_435_000L, 98_362_432L * 12 / 10);
        assertThat(memory.get("kv_per_token").asInt()).isEqualTo(46_080);
        assertThat(info).isEqualTo(new JsonMapper().readTree("""
                {"architecture":"llama","layers":30,"hidden":576,"intermediate":1536,"vocabulary":49152,
                "context":8192,"heads":9,"kv_heads":3,"head_size":64,"activation":"silu","window":null,
                "quantisation":{"F32":61,"Q4_1":210,"Q8_0":1},"file_type":"Q4_1",
                "bytes":{"attention":16588800,"lm_head":30081024,"gate":16588800,"up":16588800,"down":16588800,"kv_per_token":23040},"dip":true,
                "tokenizer":{"model":"gpt2","pre":"smollm","bos":"<|im_start|>","eos":"<|im_end|>","adds_bos":false,
                "ends":["<|endoftext|>","<|im_end|>","<reponame>"]},
                "files":["SmolLM2-135M-Instruct.Q4_1.gguf"]}"""));
    }

    @Test
    void tokenize_takesTheTextAsItIs() throws IOException {
        assertThat(tokenize("- item").get("tokens").toString()).isEqualTo("[\"-\",\"Ġitem\"]");
        assertThat(Invocation.of("tokenize", "--model", MODEL, "--json", "--", "--frobnicate").json().get("tokens").get(0).asText()).startsWith("--");
        assertThat(tokenize("--> x").get("tokens").get(0).asText()).startsWith("-");
        assertThat(tokenize("@a\\n").get("tokens").toString()).isEqualTo("[\"@\",\"a\",\"\\\\\",\"n\"]");
        assertThat(tokenize("").toString()).isEqualTo("{\"ids\":[],\"tokens\":[]}");
        assertThat(tokenize("<|im_end|>").get("ids")).hasSize(1);
        assertThat(tokenize("--no-special", "<|im_end|>").get("ids").size()).isGreaterThan(1);
        JsonNode plain = tokenize("Hello").get("ids");
        JsonNode begun = tokenize("--bos", "Hello").get("ids");
        assertThat(begun).hasSize(plain.size() + 1);
        assertThat(begun.get(1)).isEqualTo(plain.get(0));
    }

    @Test
    void tokenize_readsTheGoldensFromAFile() throws IOException {
        JsonNode golden = new JsonMapper().readTree(Path.of("src/test/resources/goldens/smollm2-135m.tokens.json").toFile());
        Path text = folder.resolve("text.txt");
        int read = 0;
        for (int i = 0; i < golden.size(); i += 10) {
            JsonNode expected = golden.get(i);
            Files.writeString(text, expected.get("text").asText());
            JsonNode tokens = expected.get("special").asBoolean() ? tokenize("--file", text.toString()) : tokenize("--no-special", "--file", text.toString());
            assertThat(tokens.get("ids")).as(expected.toString()).isEqualTo(expected.get("ids"));
            read++;
        }
        assertThat(read).isGreaterThan(3);
    }

    @Test
    void tokenize_writesAnyCharacterThroughAnyTerminal() throws IOException {
        Invocation invocation = Invocation.of("tokenize", "--model", MODEL, "--json", "na\u00EFve \u2615");
        assertThat(invocation.out()).matches("[\\p{ASCII}]*").contains("\\u");
        assertThat(invocation.json().get("ids").size()).isGreaterThan(2);
    }

    @Test
    void simulate_printsTheGoldensFields() throws IOException {
        JsonNode golden = new JsonMapper().readTree(Path.of(MASKS).toFile());
        for (int i = 0; i < 40; i += 7) {
            JsonNode expected = golden.get("results").get(i);
            List<String> arguments = new ArrayList<>(List.of("simulate", "--masks", MASKS, "--json", "--dram", expected.get("dram").asLong() + "B",
                    "--policy", expected.get("policy").asText()));
            if (expected.get("concurrent").asBoolean()) {
                arguments.add("--concurrent-io");
            }
            assertSame(Invocation.of(arguments.toArray(String[]::new)).json(), expected);
        }
        JsonNode dense = golden.get("dense_results").get(0);
        assertSame(Invocation.of("simulate", "--masks", MASKS, "--json", "--method", "dense", "--dram", "40MB").json(), dense);
    }

    @Test
    void simulate_startsWithTheEmbeddedModelsDevice() throws IOException {
        assertThat(Invocation.of("simulate", "--masks", MASKS, "--json").json())
                .isEqualTo(Invocation.of("simulate", "--masks", MASKS, "--json", "--dram", "80MB", "--policy", "lfu", "--cache-seed", "0", "--method", "dip").json());
    }

    @Test
    void aLineOfOptions_isReadOverOtherSettings() {
        Settings start = DefaultSettings.embedded();
        Settings other = line("--gamma 1  --dram=\"60 MB\" --warm-up", Setting.Group.MASKING, Setting.Group.MEMORY).read(start);
        assertThat(other).isEqualTo(Setting.WARM_UP.put(Setting.DRAM.put(Setting.GAMMA.put(start, "1"), "60MB"), "true"));
        assertThatThrownBy(() -> line("--top-k 3", Setting.Group.MASKING).read(start)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--top-k");
        assertThatThrownBy(() -> line("--policy belady", Setting.Group.MEMORY).read(start)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only in a replay");
        assertThatThrownBy(() -> line("--gamma 2", Setting.Group.MASKING).read(start)).hasMessageContaining("γ of 2.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "generate --raw --prompt Hi --max-tokens 2 --method dip --gamma 0.2 --warm-up | dipscope generate: --gamma and --warm-up change nothing here: DIP chooses without asking the cache; --method dip-ca asks it.",
        "generate --raw --prompt Hi --max-tokens 2 --seed 5 | dipscope generate: --seed changes nothing here: at temperature 0 the likeliest token is always taken; give a --temperature.",
        "generate --raw --prompt Hi --max-tokens 2 --method dip --density 0.5 --split 0.9,0.6 | dipscope generate: --density changes nothing here: --split gives both shares.",
        "perplexity --context 8 --windows 1 --density 0.5 --policy lru | dipscope perplexity: --density changes nothing here: Dense reads every weight; choose another --method to prune.",
        "logits --prompt-ids 1 --ids 2 --method gate --split auto --density 0.5 | dipscope logits: --split changes nothing here: Gate has no input mask, so that its density has one share only.",
        "bench --prompt 4 --generate 2 --repetitions 1 --method dip --top-m 2 | dipscope bench: --top-m changes nothing here: DIP chooses without asking the cache; --method dip-ca asks it."})
    void anOptionThatHasNoSay_isNotedOnStandardErrorAndTheCommandGoesOn(String line, String note) throws IOException {
        Invocation noted = Invocation.of((line + " --json --model src/test/resources/org/dipscope/model/llama3.gguf").split(" "));
        assertThat(noted.status()).as(noted.err()).isZero();
        assertThat(noted.err().lines().filter(words -> words.contains("nothing here"))).contains(note).doesNotHaveDuplicates();
        assertThat(noted.json().isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate --raw --prompt Hi --max-tokens 2 --gamma 0.2 --warm-up --split 0.6,0.6 --temperature 0.5 --seed 3 --top-k 4", "perplexity --context 8 --windows 1 --method dip --density 0.5 --policy lru"})
    void optionsThatHaveASay_areNotNoted(String line) {
        assertThat(Invocation.of((line + " --json --model src/test/resources/org/dipscope/model/llama3.gguf").split(" ")).err()).doesNotContain("nothing here");
    }

    @Test
    void anAnswerThatFillsTheContext_saysSoOnStandardError(@TempDir Path folder) throws IOException {
        String file = TinyModel.of(TensorType.F32).context(32).write(folder.resolve("tiny.gguf")).toString();
        Invocation full = Invocation.of("generate", "--raw", "--prompt", "Hi", "--max-tokens", "100", "--json", "--model", file);
        assertThat(full.status()).isZero();
        assertThat(full.err()).contains("dipscope generate: the model's context of 32 tokens is full, so the answer ends here; shorten the prompt.");
        assertThat(full.json().get("context_full").booleanValue()).isTrue();
        Invocation few = Invocation.of("generate", "--raw", "--prompt", "Hi", "--max-tokens", "3", "--json", "--model", file);
        assertThat(few.err()).doesNotContain("full");
        assertThat(few.json().get("context_full").booleanValue()).isFalse();
    }

    @Test
    void runsBesideEachOther_haveNotesOfTheirOwn(@TempDir Path folder) {
        Invocation run = Invocation.of("screenshot", "--model", "src/test/resources/org/dipscope/model/llama3.gguf", "--prompt", "x", "--method", "dip", "--compare", "--gamma 0.3", "--out", folder.toString());
        assertThat(run.err()).contains("dipscope screenshot, run B: --gamma changes nothing here").contains("is a folder");
    }

    @Test
    void anAxisThatHasNoSayInAnyPoint_isNoted(@TempDir Path folder) {
        String tiny = "src/test/resources/org/dipscope/model/llama3.gguf";
        assertThat(Invocation.of("sweep", "--model", tiny, "--context", "8", "--windows", "1", "--repeats", "0", "--method", "dip", "--density", "0.5,0.6", "--gamma", "0.2,0.5",
                "--out", folder.resolve("a.jsonl").toString()).err()).contains("dipscope sweep: --gamma changes nothing here: DIP chooses without asking the cache");
        assertThat(Invocation.of("sweep", "--model", tiny, "--context", "8", "--windows", "1", "--repeats", "0", "--method", "dip,dip-ca", "--gamma", "0.2,0.5",
                "--out", folder.resolve("b.jsonl").toString()).err()).doesNotContain("nothing here");
    }

    private static SettingLine line(String options, Setting.Group... groups) {
        return new SettingLine(options, "dipscope", new PrintWriter(Writer.nullWriter()), groups);
    }

    private static JsonNode tokenize(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("tokenize", "--model", MODEL, "--json"));
        all.addAll(List.of(arguments));
        return Invocation.of(all.toArray(String[]::new)).json();
    }

    private static void assertRefused(Invocation invocation, int status) {
        assertThat(invocation.status()).as(invocation.toString()).isEqualTo(status);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.opened()).isEmpty();
        assertThat(invocation.err().strip().lines()).as(invocation.err()).hasSize(1);
        assertThat(invocation.err()).startsWith("dipscope").endsWith("." + System.lineSeparator());
    }

    private static void assertSame(JsonNode actual, JsonNode expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        expected.properties().forEach(entry -> {
            JsonNode value = actual.get(entry.getKey());
            if (entry.getValue().isNumber()) {
                assertThat(value.asDouble()).as(entry.getKey()).isCloseTo(entry.getValue().asDouble(), Percentage.withPercentage(1e-7));
            } else {
                assertThat(value).as(entry.getKey()).isEqualTo(entry.getValue());
            }
        });
    }
}
