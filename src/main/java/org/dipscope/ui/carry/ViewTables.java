package org.dipscope.ui.carry;

import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.eval.sweep.SweepRow;
import org.dipscope.export.DataTable;
import org.dipscope.export.FigureText;
import org.dipscope.mask.Hook;
import org.dipscope.memory.MissRatioCurve;
import org.dipscope.memory.Roofline;
import org.dipscope.memory.Roofline.Tier;
import org.dipscope.session.Figures;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Outlook;
import org.dipscope.session.Pass;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Run;
import org.dipscope.session.Setting;
import org.dipscope.session.SettingsText;
import org.dipscope.session.Shadow;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.cache.PolicyOutcome;
import org.dipscope.ui.cache.WhatIf;
import org.dipscope.ui.compare.Both;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.roofline.RoofToken;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The data behind the views as tables. Columns have the names that files and the command line use, whatever the window's language. */
public final class ViewTables {

    private ViewTables() {
    }

    /** Behind console, timeline and scrubber: one row a token. */
    public static DataTable tokens(Snapshot run) {
        List<String> columns = List.of("token", "id", "text", "density", "hit_rate", "flash_bytes", "dram_bytes", "simulated_seconds", "measured_seconds",
                "method", "gamma", "policy", "dram", "probability", "entropy_nats", "kl_to_dense_nats", "likeliest_as_dense");
        List<List<Object>> rows = new ArrayList<>();
        for (TokenFrame token : run.tokens()) {
            Optional<Pass> pass = token.pass();
            rows.add(row(token.index(), token.id(), token.text(), value(pass, Pass::density), value(pass, Pass::hitRate), value(pass, Pass::flashBytes),
                    value(pass, Pass::dramBytes), value(pass, Pass::simulatedSeconds), value(pass, Pass::measuredSeconds),
                    Setting.METHOD.text(token.settings()), Setting.GAMMA.json(token.settings()), Setting.POLICY.text(token.settings()), Setting.DRAM.text(token.settings()),
                    token.outlook().map(Outlook::chosen).orElse(null), token.outlook().map(Outlook::entropy).orElse(null),
                    token.shadow().map(Shadow::divergence).orElse(null), token.shadow().map(Shadow::agrees).orElse(null)));
        }
        return new DataTable(columns, rows);
    }

    /** Behind mask and cache maps at a token: one row a column that was chosen, resident, loaded or evicted. */
    public static DataTable masks(Snapshot run, int token) {
        List<List<Object>> rows = new ArrayList<>();
        Optional<Pass> pass = token < 0 || token >= run.tokens().size() ? Optional.empty() : run.tokens().get(token).pass();
        for (Hook hook : Hook.values()) {
            List<HookFrame> frames = pass.map(made -> made.hooks().get(hook)).orElse(List.of());
            for (int layer = 0; layer < frames.size(); layer++) {
                HookFrame frame = frames.get(layer);
                for (int column = 0; column < frame.selected().size(); column++) {
                    boolean selected = frame.selected().contains(column);
                    boolean before = frame.before().contains(column);
                    boolean after = frame.after().contains(column);
                    if (selected || before || after) {
                        Object score = pass.map(made -> made.scores().get(hook)).isPresent() ? (double) pass.get().scores().get(hook).of(layer, column) : null;
                        rows.add(row(token, hook.id(), layer, column, selected, before, after, score));
                    }
                }
            }
        }
        return new DataTable(List.of("token", "hook", "layer", "column", "selected", "resident_before", "resident_after", "score"), rows);
    }

    /** Behind the policies' charts: one row a policy and token that was played. */
    public static DataTable policies(WhatIf played) {
        List<List<Object>> rows = new ArrayList<>();
        for (PolicyOutcome outcome : played.outcomes()) {
            for (int i = 0; i < outcome.hitRates().size(); i++) {
                rows.add(row(outcome.policy().id(), played.firstToken() + i, outcome.hitRates().get(i), outcome.hitRate(), outcome.flashBytesPerToken(), outcome.tokensPerSecond()));
            }
        }
        return new DataTable(List.of("policy", "token", "hit_rate", "mean_hit_rate", "flash_bytes_per_token", "simulated_tokens_per_s"), rows);
    }

    /** Behind the miss-ratio curves: one row a policy and size of DRAM that was played. */
    public static DataTable missRatios(List<MissRatioCurve> curves) {
        List<List<Object>> rows = new ArrayList<>();
        for (MissRatioCurve curve : curves) {
            for (int i = 0; i < curve.share().size(); i++) {
                rows.add(row(curve.policy().id(), curve.share().get(i), curve.dramBytes().get(i), curve.missRatio().get(i)));
            }
        }
        return new DataTable(List.of("policy", "share_of_columns", "dram_bytes", "miss_ratio"), rows);
    }

    /** Behind the trade-off: one row a point, as {@code report} writes it. */
    public static DataTable sweep(List<SweepPoint> points) {
        return DataTable.of(points.stream().map(SweepRow::write).toList());
    }

    /** Behind the comparison at a token: one row a layer and hook. */
    public static DataTable comparison(Comparison comparison, int token) {
        List<List<Object>> rows = new ArrayList<>();
        for (Hook hook : Hook.values()) {
            List<Both> layers = comparison.at(token, hook).orElse(List.of());
            for (int layer = 0; layer < layers.size(); layer++) {
                Both both = layers.get(layer);
                rows.add(row(token, hook.id(), layer, both.shared(), both.onlyA(), both.onlyB(), both.agreement()));
            }
        }
        return new DataTable(List.of("token", "hook", "layer", "both", "only_a", "only_b", "jaccard"), rows);
    }

    /** Behind the comparison's two tables: one row a setting that differs, and one a figure. Figures are those of {@code generate}; the names are the options' own. */
    public static DataTable differences(Comparison comparison) {
        List<List<Object>> rows = new ArrayList<>();
        Run a = comparison.a().run();
        Run b = comparison.b().run();
        difference(rows, "run", "model", a.model().name(), b.model().name());
        difference(rows, "run", "prompt", a.prompt(), b.prompt());
        difference(rows, "run", "system", a.system().orElse(null), b.system().orElse(null));
        SettingsText.differences(comparison.lastOfA(), comparison.lastOfB()).forEach((name, texts) -> difference(rows, "setting", name, texts.one(), texts.other()));
        Map<String, Object> left = flat("", FigureText.all(comparison.a().figures()));
        Map<String, Object> right = flat("", FigureText.all(comparison.b().figures()));
        left.forEach((name, value) -> rows.add(row("figure", name, text(value), text(right.get(name)), right.get(name) instanceof Double one && value instanceof Double other
                ? one - other : null)));
        return new DataTable(List.of("kind", "name", "a", "b", "b_minus_a"), rows);
    }

    private static void difference(List<List<Object>> rows, String kind, String name, Object a, Object b) {
        if (!Objects.equals(a, b)) {
            rows.add(row(kind, name, a, b, null));
        }
    }

    /** A column holds texts where settings and figures stand in it. */
    private static String text(Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? null : String.valueOf(value);
    }

    private static Map<String, Object> flat(String prefix, Map<?, ?> fields) {
        Map<String, Object> flat = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flat.putAll(flat(prefix + name + "_", inner));
            } else {
                flat.put(prefix + name, value);
            }
        });
        return flat;
    }

    /** Behind the roofline: one row a token. Its columns are those of {@code replay --roofline} where both have them. */
    public static DataTable roofline(List<RoofToken> tokens) {
        List<List<Object>> rows = new ArrayList<>();
        for (RoofToken shown : tokens) {
            Roofline token = shown.token();
            rows.add(row(shown.name(), token.device().name(), token.device().dramBytes(), token.operations(), token.dramBytes(), token.flashBytes(), token.intensity(Tier.DRAM),
                    token.intensity(Tier.FLASH), token.compute(), token.seconds(Tier.COMPUTE), token.seconds(Tier.DRAM), token.seconds(Tier.FLASH), token.bound().id(), token.roof(),
                    shown.speed()));
        }
        return new DataTable(List.of("name", "device", "dram_bytes", "operations_per_token", "dram_bytes_read_per_token", "flash_bytes_read_per_token",
                "operations_per_dram_byte", "operations_per_flash_byte", "operations_per_s", "compute_s", "dram_s", "flash_s", "bound_by", "roof_tokens_per_s",
                "simulated_tokens_per_s"), rows);
    }

    /** Behind the table of runs: one row a run, every setting a column. */
    public static DataTable runs(List<PinnedRun> runs) {
        List<String> columns = new ArrayList<>(List.of("id", "name", "note", "pinned", "model", "prompt", "tokens", "measured_tokens_per_s", "simulated_tokens_per_s",
                "simulated_dense_tokens_per_s", "hit_rate", "flash_bytes_per_token", "density_read"));
        Setting.ALL.forEach(setting -> columns.add(setting.name()));
        List<List<Object>> rows = new ArrayList<>();
        for (PinnedRun run : runs) {
            Snapshot snapshot = run.snapshot();
            Figures figures = snapshot.figures();
            List<Object> row = row(run.id(), run.name(), run.note(), run.pinned().toString(), snapshot.run().model().name(), snapshot.run().prompt(), snapshot.tokens().size(),
                    figures.measuredDecode(), figures.simulatedDecode(), figures.simulatedDense(), figures.hitRate(), figures.flashBytesPerToken(), figures.density());
            Setting.ALL.forEach(setting -> row.add(setting.json(snapshot.run().started())));
            rows.add(row);
        }
        return new DataTable(columns, rows);
    }

    private static Object value(Optional<Pass> pass, ToDoubleFunction<Pass> figure) {
        return pass.isPresent() ? (Object) figure.applyAsDouble(pass.get()) : null;
    }

    /** A list that may hold {@code null}, and grow. */
    private static List<Object> row(Object... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }
}
