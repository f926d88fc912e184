package org.dipscope.ui.carry;

import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.export.DataTable;
import org.dipscope.export.SweepFile;
import org.dipscope.mask.Hook;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.MissRatioCurve;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Phase;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.dipscope.ui.cache.PolicyOutcome;
import org.dipscope.ui.cache.WhatIf;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

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
    void thePoliciesTableHasARowForEachPolicyAndToken() {
        WhatIf played = new WhatIf(1, 1, List.of(new PolicyOutcome(CachePolicy.LRU, List.of(0.5, 0.25), 0.375, 8e6, 90),
                new PolicyOutcome(CachePolicy.LFU, List.of(0.5, 0.75), 0.625, 6e6, 110)), List.of());

        DataTable table = ViewTables.policies(played);

        assertThat(table.rows()).hasSize(4);
        assertThat(table.rows().get(3)).containsExactly("lfu", 2, 0.75, 0.625, 6e6, 110.0);
    }
}
