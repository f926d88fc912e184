package org.dipscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.dipscope.TinyModel;
import org.dipscope.gguf.TensorType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class SweepCommandTest {
    @TempDir
    private Path folder;
    private Path model;
    private Path text;
    private Path points;

    @BeforeEach
    void write() throws IOException {
        model = TinyModel.of(TensorType.F32).write(folder.resolve("tiny.gguf"));
        text = Files.writeString(folder.resolve("text.txt"), "pack my box with five dozen liquor jugs, and then some more of them ".repeat(20));
        points = folder.resolve("points.jsonl");
    }

    private Invocation sweep(String... more) {
        String[] common = {"sweep", "--model", model.toString(), "--text", text.toString(), "--context", "48", "--windows", "2", "--repeats", "1",
                "--threads", "1", "--json", "--out", points.toString()};
        String[] all = Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return Invocation.of(all);
    }

    @Test
    void aSweepIsDoneOnceAndReported() throws IOException {
        Invocation first = sweep("--method", "dip,dip-ca", "--density", "0.5,0.8", "--dram", "60kB,120kB");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.json().get("points").intValue()).isEqualTo(2 + 4 + 4);
        assertThat(first.json().get("found_now").intValue()).isEqualTo(10);
        assertThat(first.err()).contains("masks 1 of");
        assertThat(sweep("--method", "dip,dip-ca", "--density", "0.5,0.8", "--dram", "60kB,120kB").json().get("found_now").intValue()).isZero();
        assertThat(sweep("--method", "dip", "--density", "0.5", "--dram", "60kB", "--policy", "belady").json().get("found_now").intValue()).isEqualTo(1);

        JsonNode report = Invocation.of("report", points.toString(), "--json", "--table", folder.resolve("t.parquet").toString(),
                "--chart", folder.resolve("c.svg").toString(), "--out", folder.resolve("r.md").toString()).json();
        assertThat(report.get("points").intValue()).isEqualTo(11);
        assertThat(report.get("devices").get(0).get("fastest")).hasSize(2);
        assertThat(folder.resolve("t.parquet")).isNotEmptyFile();
        assertThat(folder.resolve("c.svg")).content().startsWith("<svg").endsWith("</svg>\n").contains("DIP-CA").contains("knows the future");
        assertThat(folder.resolve("r.md")).content().isEqualTo(Invocation.of("report", points.toString()).out()).contains("## The abstract's question");
    }

    @Test
    void optionsMayStandInAFileAndTheCommandLineTakesPrecedence() throws IOException {
        Path spec = Files.writeString(folder.resolve("s.sweep"), "# a comment\n\nmethod = dip\ndensity = 0.5, 0.8\n  dram=60kB\n");
        Invocation both = sweep("--spec", spec.toString(), "--density", "0.7");
        assertThat(both.status()).as(both.err()).isZero();
        assertThat(both.json().get("points").intValue()).isEqualTo(2);
        assertThat(Files.readAllLines(points).getLast()).contains("\"density\":0.7").contains("\"dram_bytes\":60000,");

        Files.writeString(spec, "density 0.5\n");
        assertThat(sweep("--spec", spec.toString())).satisfies(refused -> {
            assertThat(refused.status()).isEqualTo(2);
            assertThat(refused.err()).contains("line 1 of");
        });
    }

    @Test
    void whatDoesNotWorkIsOneSentence() {
        assertThat(Invocation.of("sweep", "--density", "0.5").status()).isEqualTo(2);
        assertThat(sweep("--density", "0.4..0.8").err()).contains("0.4..0.8/5");
        assertThat(sweep("--method", "dip", "--density", "2").status()).isEqualTo(2);
        assertThat(Invocation.of("report", folder.resolve("none.jsonl").toString()).status()).isEqualTo(1);
        assertThat(Invocation.of("report", text.toString())).satisfies(refused -> {
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err()).hasLineCount(1);
        });
    }

    @Test
    void perplexityShowsBandsAndTheDenseModelWhenAsked() throws IOException {
        String[] plain = {"perplexity", "--model", model.toString(), "--text", text.toString(), "--context", "48", "--windows", "2", "--method", "dip",
                "--density", "0.5", "--json"};
        JsonNode alone = Invocation.of(plain).json();
        assertThat(alone.has("runs")).isFalse();
        assertThat(alone.get("perplexity_ci95_low").doubleValue()).isLessThanOrEqualTo(alone.get("perplexity").doubleValue());

        String[] more = Arrays.copyOf(plain, plain.length + 2);
        more[plain.length] = "--repeats";
        more[plain.length + 1] = "--divergence";
        JsonNode all = Invocation.of(more).json();
        assertThat(all.get("runs").intValue()).isEqualTo(4);
        assertThat(all.get("perplexity")).isEqualTo(alone.get("perplexity"));
        assertThat(all.get("perplexity_noise_low").doubleValue()).isLessThanOrEqualTo(all.get("perplexity").doubleValue());
        assertThat(all.get("kl_mean_nats").doubleValue()).isPositive();
        assertThat(all.get("top1_agreement").doubleValue()).isBetween(0.0, 1.0);
        assertThat(all.get("tokens_alike_by_window")).hasSize(2);
    }
}
