package org.dipscope.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReplayCommandTest {
    private static final String MASKS = "src/test/resources/goldens/smollm2-135m.simulation.json";

    @TempDir
    private Path folder;

    @Test
    void masksConvertedAndReplayedGiveWhatSimulateGives() throws IOException {
        String trace = folder.resolve("x.trace").toString();
        assertThat(Invocation.of("trace", "convert", MASKS, "--out", trace).status()).isZero();
        assertThat(Invocation.of("trace", "info", trace, "--json").json().get("tokens").asInt()).isEqualTo(24);
        Path table = folder.resolve("table.csv");
        JsonNode points = Invocation.of("replay", "--trace", trace, "--policy", "lru,lfu", "--dram", "64MB,80MB", "--csv", table.toString(), "--json").json().get("points");

        assertThat(points).hasSize(4);
        assertThat(Files.readAllLines(table)).hasSize(5);
        for (JsonNode point : points) {
            JsonNode one = Invocation.of("simulate", "--masks", MASKS, "--policy", point.get("policy").asText(), "--dram", point.get("dram_bytes").asLong() + "B", "--json").json();
            assertThat(point.get("tokens_per_s").asDouble()).isCloseTo(one.get("tokens_per_s").asDouble(), within(1e-9));
            assertThat(point.get("hit_rate").asDouble()).isCloseTo(one.get("hit_rate").asDouble(), within(1e-12));
        }
        String back = folder.resolve("back.json").toString();
        assertThat(Invocation.of("trace", "convert", trace, "--out", back).status()).isZero();
        assertThat(Invocation.of("simulate", "--masks", back, "--json").out()).isEqualTo(Invocation.of("simulate", "--masks", MASKS, "--json").out());
    }

    @Test
    void aStretchedTraceSaysThatItIsAnExtrapolation() throws IOException {
        JsonNode result = Invocation.of("replay", "--trace", MASKS, "--shape", "4/640/1700/1000/8/4", "--dram", "1MB", "--headline", "--json").json();
        assertThat(result.get("extrapolation").asText()).contains("not measured");
        assertThat(result.get("headline").get(0).get("dram_bytes").asDouble()).isEqualTo(540_000);
        Path table = folder.resolve("stretched.csv");
        Path chart = folder.resolve("stretched.svg");
        assertThat(Invocation.of("replay", "--trace", MASKS, "--shape", "4/640/1700/1000/8/4", "--dram", "1MB", "--csv", table.toString(), "--roofline", "1T",
                "--chart", chart.toString()).status()).isZero();
        assertThat(Files.readAllLines(table)).first().asString().endsWith(",extrapolation");
        assertThat(Files.readAllLines(table).stream().skip(1)).allMatch(line -> line.contains("not measured"));
        assertThat(Files.readString(chart)).contains("Extrapolation: masks of");
    }

    @Test
    void whatCanNeverBeAnsweredIsBadUsageAndNothingIsPrinted() {
        for (List<String> options : List.of(List.of("--shape", "gpt-9"), List.of("--shape", "phi-3-mini", "--weight-bits", "0"), List.of("--kv-bits", "8"),
                List.of("--miss-ratio-curve", "1"), List.of("--miss-ratio-curve", "--headline"), List.of("--csv", "table.xls"))) {
            List<String> arguments = new ArrayList<>(List.of("replay", "--trace", MASKS));
            arguments.addAll(options);
            Invocation run = Invocation.of(arguments.toArray(String[]::new));
            assertThat(run.status()).as("%s", options).isEqualTo(2);
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void aTableThatCannotBeWrittenIsRefusedBeforeAnythingIsPrinted() {
        Invocation run = Invocation.of("replay", "--trace", MASKS, "--csv", folder.resolve("none/table.csv").toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFileOfSeveralObjectsIsToldInPlainWords() throws IOException {
        Path lines = Files.writeString(folder.resolve("lines.jsonl"), "{}\n{}\n");
        assertThat(Invocation.of("replay", "--trace", lines.toString()).err()).contains("something follows its end at line 2").doesNotContain("FAIL_ON");
    }

    @Test
    void aDevicesNameIsRefusedBeforeItIsMeasured() {
        for (String name : List.of("", "phone")) {
            Invocation run = Invocation.of("device", "--save", name);
            assertThat(run.status()).as(name).isEqualTo(2);
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void devicesAreListedOneALine() {
        assertThat(Invocation.of("device", "--list").out().lines().skip(1)).hasSizeGreaterThanOrEqualTo(6).allMatch(line -> line.contains("true") || line.contains("false"));
    }

    @Test
    void aRooflineSetsTheMethodBesideTheDenseModelAndIsDrawn() throws Exception {
        Path chart = folder.resolve("roof.svg");
        JsonNode result = Invocation.of("replay", "--trace", MASKS, "--dram", "64MB,80MB", "--policy", "lru,lfu", "--roofline", "2TFLOPS", "--chart", chart.toString(), "--json").json();

        assertThat(result.get("operations_per_s").asDouble()).isEqualTo(2e12);
        assertThat(result.get("operations_per_s_source").asText()).isEqualTo("typed");
        JsonNode rows = result.get("roofline");
        assertThat(rows).hasSize(6);
        double dense = rows.get(0).get("operations_per_token").asDouble();
        for (int i = 2; i < 6; i++) {
            assertThat(rows.get(i).get("operations_per_token").asDouble()).isLessThan(dense);
            assertThat(rows.get(i).get("roof_tokens_per_s").asDouble()).isGreaterThan(rows.get(i).get("tokens_per_s_without_compute").asDouble());
            assertThat(rows.get(i).get("bound_by").asText()).isEqualTo("flash");
        }
        assertThat(javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile()).getElementsByTagName("circle").getLength()).isEqualTo(12);
    }

    @Test
    void badUsageIsToldInOneSentence() {
        for (String[] arguments : new String[][] {{"replay"}, {"replay", "--trace", MASKS, "--policy", "best"}, {"replay", "--trace", MASKS, "--dram", "seven"}, {"trace"},
            {"replay", "--trace", MASKS, "--roofline", "fast"}, {"replay", "--trace", MASKS, "--chart", "x.svg"}, {"replay", "--trace", MASKS, "--roofline", "1T", "--headline"}}) {
            Invocation invocation = Invocation.of(arguments);
            assertThat(invocation.status()).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(invocation.err().lines()).hasSize(1);
        }
        assertThat(Invocation.of("replay", "--trace", MASKS, "--shape", "1/2").status()).isEqualTo(2);
        assertThat(Invocation.of("replay", "--trace", folder.resolve("none").toString()).status()).isEqualTo(1);
    }
}
