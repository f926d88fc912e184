package org.dipscope.ui.carry;

import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.export.DataTable;
import org.dipscope.export.SweepFile;
import org.dipscope.mask.Hook;
import org.dipscope.memory.Allocation;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MissRatioCurve;
import org.dipscope.session.Candidate;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Outlook;
import org.dipscope.session.Phase;
import org.dipscope.session.Shadow;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.Runs;
import org.dipscope.ui.cache.PolicyOutcome;
import org.dipscope.ui.cache.WhatIf;
import org.dipscope.ui.compare.Comparison;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ViewTablesTest {
    private final Runs runs = new Runs();
    private final List<TokenFrame> tokens = runs.tokens(12);
    private final Snapshot run = runs.snapshot(1, tokens, Phase.FINISHED);

    private static Object cell(DataTable table, int row, String column) {
        return table.rows().get(row).get(table.columns().indexOf(column));
    }

    @Test
    void aTokensRowHasThePassThatProducedItAndTheFirstOnesIsEmpty() {
        DataTable table = ViewTables.tokens(run);

        assertThat(table.rows()).hasSize(12);
        assertThat(cell(table, 0, "hit_rate")).isNull();
        assertThat(cell(table, 7, "hit_rate")).isEqualTo(tokens.get(7).pass().orElseThrow().hitRate());
        assertThat(cell(table, 7, "kl_to_dense_nats")).as("the dense model did not read along").isNull();
    }

    @Test
    void theMasksTableHasEveryColumnThatWasChosenOrHeld() {
        DataTable table = ViewTables.masks(run, 9);
        HookFrame frame = tokens.get(9).pass().orElseThrow().frame(Hook.DOWN, 4).orElseThrow();

        long chosen = table.rows().stream().filter(row -> row.get(1).equals(Hook.DOWN.id()) && row.get(2).equals(4) && row.get(4).equals(true)).count();
        long held = table.rows().stream().filter(row -> row.get(1).equals(Hook.DOWN.id()) && row.get(2).equals(4) && row.get(6).equals(true)).count();

        assertThat(chosen).isEqualTo(frame.selected().count());
        assertThat(held).isEqualTo(frame.after().count());
    }

    @Test
    void theMissRatioTableHasARowForEachPolicyAndSize() {
        DataTable table = ViewTables.missRatios(List.of(new MissRatioCurve(CachePolicy.LRU, List.of(0.0, 1.0), List.of(5e7, 1e8), List.of(1.0, 0.0)),
                new MissRatioCurve(CachePolicy.LFU, List.of(0.0, 1.0), List.of(5e7, 1e8), List.of(1.0, 0.0))));

        assertThat(table.columns()).containsExactly("policy", "share_of_columns", "dram_bytes", "miss_ratio");
        assertThat(table.rows()).hasSize(4);
        assertThat(table.rows().get(3)).containsExactly("lfu", 1.0, 1e8, 0.0);
    }

    @Test
    void theTradeOffTableHasTheRowsOfItsFile() throws IOException {
        List<SweepPoint> points = SweepFile.read(Path.of("docs", "sweeps", "trade-off.jsonl"));

        DataTable table = ViewTables.sweep(points);

        assertThat(table.rows()).hasSameSizeAs(points);
        assertThat(cell(table, 0, "density")).isEqualTo(points.getFirst().settings().masking().density());
    }

    @Test
    void theLayersTableCountsWhatTheMasksTableLists() {
        DataTable layers = MomentTables.layers(run);
        DataTable masks = ViewTables.masks(run, 9);
        assertThat(layers.rows()).as("11 tokens with a pass, two hooks, 30 layers").hasSize(11 * 2 * 30);
        List<Object> line = layers.rows().stream().filter(row -> row.get(0).equals(9) && row.get(1).equals(Hook.DOWN.id()) && row.get(2).equals(4)).findFirst().orElseThrow();
        List<List<Object>> columns = masks.rows().stream().filter(row -> row.get(1).equals(Hook.DOWN.id()) && row.get(2).equals(4)).toList();
        assertThat(line.get(layers.columns().indexOf("selected"))).isEqualTo((int) columns.stream().filter(row -> row.get(4).equals(true)).count());
        assertThat(line.get(layers.columns().indexOf("hits"))).isEqualTo((int) columns.stream().filter(row -> row.get(4).equals(true) && row.get(5).equals(true)).count());
        assertThat(line.get(layers.columns().indexOf("loaded"))).isEqualTo((int) columns.stream().filter(row -> row.get(5).equals(false) && row.get(6).equals(true)).count());
        assertThat(line.get(layers.columns().indexOf("evicted"))).isEqualTo((int) columns.stream().filter(row -> row.get(5).equals(true) && row.get(6).equals(false)).count());
    }

    @Test
    void theCellsTableFollowsOneColumnThroughTheRun() {
        int column = tokens.get(9).pass().orElseThrow().frame(Hook.DOWN, 4).orElseThrow().selected().columns()[0];
        DataTable table = MomentTables.cell(run, Hook.DOWN, 4, column);
        assertThat(table.rows()).hasSize(11);
        assertThat(cell(table, 8, "token")).isEqualTo(9);
        assertThat(cell(table, 8, "selected")).isEqualTo(true);
        for (int i = 1; i < table.rows().size(); i++) {
            assertThat(cell(table, i, "resident_before")).isEqualTo(cell(table, i - 1, "resident_after"));
        }
    }

    @Test
    void theMemoryTableAddsUpToTheBudget() {
        FakeSession asked = new FakeSession();
        asked.submit("Why?", Optional.empty());
        asked.advance(3);
        Allocation allocation = asked.newest().orElseThrow().allocation();
        DataTable table = MomentTables.memory(asked.newest().orElseThrow());
        assertThat(table.rows()).contains(Arrays.asList("columns_of_down", null, allocation.capacityColumns().get(Hook.DOWN)));
        double sum = table.rows().stream().filter(row -> !row.getFirst().equals("dram") && !row.getFirst().equals("overflow") && row.get(1) != null).mapToDouble(row -> (double) row.get(1)).sum();
        assertThat(sum).isCloseTo((double) cell(table, 0, "bytes"), within(1.0));
    }

    @Test
    void theDifferencesTableHasSettingsAndFiguresUnderTheirNamesInFiles() {
        FakeSession one = new FakeSession();
        one.submit("Why?", Optional.empty());
        one.advance(30);
        FakeSession other = new FakeSession();
        other.change(other.settings().with(other.settings().masking().withGamma(0.2)));
        other.submit("Why not?", Optional.empty());
        other.advance(30);
        Comparison comparison = new Comparison(one.newest().orElseThrow(), other.newest().orElseThrow());
        DataTable table = ViewTables.differences(comparison);
        assertThat(table.rows()).extracting(row -> row.subList(0, 4)).contains(List.of("run", "prompt", "Why?", "Why not?"), List.of("setting", "gamma", "0.5", "0.2"));
        List<Object> hits = table.rows().stream().filter(row -> row.get(1).equals("simulated_hit_rate")).findFirst().orElseThrow();
        assertThat((double) hits.get(4)).isEqualTo(comparison.b().figures().hitRate() - comparison.a().figures().hitRate());
    }

    @Test
    void theAlternativesTableHasARowForEachCandidate() {
        TokenFrame token = tokens.get(3);
        Outlook outlook = new Outlook(0.6, 1, List.of(new Candidate(7, " blue", 0.6), new Candidate(9, " red", 0.3)));
        TokenFrame asked = new TokenFrame(0, 7, " blue", token.settings(), token.pass(), Optional.of(outlook), Optional.of(new Shadow(outlook, 0.1, true, 0.01)));
        DataTable table = MomentTables.alternatives(runs.snapshot(1, List.of(asked), Phase.FINISHED));
        assertThat(table.rows()).containsExactly(List.of(0, 7, " blue", "pruned", 1, 7, " blue", 0.6), List.of(0, 7, " blue", "pruned", 2, 9, " red", 0.3),
                List.of(0, 7, " blue", "dense", 1, 7, " blue", 0.6), List.of(0, 7, " blue", "dense", 2, 9, " red", 0.3));
    }

    @Test
    void thePoliciesTableHasARowForEachPolicyAndToken() {
        WhatIf played = new WhatIf(1, 1, List.of(new PolicyOutcome(CachePolicy.LRU, List.of(0.5, 0.25), 0.375, 8e6, 90),
                new PolicyOutcome(CachePolicy.LFU, List.of(0.5, 0.75), 0.625, 6e6, 110)), List.of());

        DataTable table = ViewTables.policies(played);

        assertThat(table.rows()).hasSize(4);
        assertThat(table.rows().get(3)).containsExactly("lfu", 2, 0.75, 0.625, 6e6, 110.0);
    }
}
