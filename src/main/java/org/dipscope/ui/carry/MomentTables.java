package org.dipscope.ui.carry;

import org.dipscope.export.DataTable;
import org.dipscope.mask.Hook;
import org.dipscope.memory.Allocation;
import org.dipscope.session.Candidate;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Outlook;
import org.dipscope.session.Pass;
import org.dipscope.session.Scores;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data behind what the window says of one moment, of one cell and of a token's alternatives, as tables. */
public final class MomentTables {
    private MomentTables() {
    }

    /** Behind the bars at the maps' margins: one row a token, hook and layer. */
    public static DataTable layers(Snapshot run) {
        List<List<Object>> rows = new ArrayList<>();
        for (TokenFrame token : run.tokens()) {
            Map<Hook, List<HookFrame>> hooks = token.pass().map(Pass::hooks).orElse(Map.of());
            for (Hook hook : Hook.values()) {
                List<HookFrame> frames = hooks.getOrDefault(hook, List.of());
                for (int layer = 0; layer < frames.size(); layer++) {
                    HookFrame frame = frames.get(layer);
                    rows.add(row(token.index(), hook.id(), layer, frame.selected().size(), frame.selected().count(), frame.hits(), frame.hitRate(), frame.after().count(),
                            frame.loaded().count(), frame.evicted().count()));
                }
            }
        }
        return new DataTable(List.of("token", "hook", "layer", "columns", "selected", "hits", "hit_rate", "resident", "loaded", "evicted"), rows);
    }

    /** Behind the inspector: one row a token of the run, for one column of a layer. */
    public static DataTable cell(Snapshot run, Hook hook, int layer, int column) {
        List<List<Object>> rows = new ArrayList<>();
        for (TokenFrame token : run.tokens()) {
            Optional<HookFrame> used = token.pass().flatMap(pass -> pass.frame(hook, layer));
            Optional<Scores> scores = token.pass().map(pass -> pass.scores().get(hook));
            used.ifPresent(frame -> rows.add(row(token.index(), token.text(), hook.id(), layer, column, frame.selected().contains(column),
                    scores.map(known -> (Object) (double) known.of(layer, column)).orElse(null), frame.before().contains(column), frame.after().contains(column),
                    frame.loaded().contains(column), frame.evicted().contains(column))));
        }
        return new DataTable(List.of("token", "text", "hook", "layer", "column", "selected", "score", "resident_before", "resident_after", "loaded", "evicted"), rows);
    }

    /** Behind a token's alternatives: one row a candidate of the pruned model, and of the dense one where it read along. */
    public static DataTable alternatives(Snapshot run) {
        List<List<Object>> rows = new ArrayList<>();
        for (TokenFrame token : run.tokens()) {
            token.outlook().ifPresent(outlook -> candidates(rows, token, "pruned", outlook));
            token.shadow().ifPresent(shadow -> candidates(rows, token, "dense", shadow.dense()));
        }
        return new DataTable(List.of("token", "chosen_id", "chosen_text", "model", "rank", "id", "text", "probability"), rows);
    }

    private static void candidates(List<List<Object>> rows, TokenFrame token, String model, Outlook outlook) {
        for (int rank = 0; rank < outlook.likeliest().size(); rank++) {
            Candidate candidate = outlook.likeliest().get(rank);
            rows.add(row(token.index(), token.id(), token.text(), model, rank + 1, candidate.id(), candidate.text(), candidate.probability()));
        }
    }

    /** Behind the map of DRAM: one row a part, in bytes; what overflows is the part of the static ones that streams from Flash for every token. */
    public static DataTable memory(Snapshot run) {
        Allocation allocation = run.allocation();
        List<List<Object>> rows = new ArrayList<>(List.of(row("dram", allocation.dramBytes(), null), row("attention", allocation.attention(), null), row("lm_head", allocation.lmHead(), null),
                row("kv_cache", allocation.kvCache(), null), row("whole_matrices", allocation.wholeMatrices(), null), row("overflow", allocation.overflow(), null),
                row("columns", allocation.dynamicBytes(), null)));
        allocation.capacityColumns().forEach((hook, columns) -> rows.add(row("columns_of_" + hook.id(), null, columns)));
        return new DataTable(List.of("part", "bytes", "columns_per_layer"), rows);
    }

    /** A list that may hold {@code null}. */
    private static List<Object> row(Object... cells) {
        return Arrays.asList(cells);
    }
}
