package org.dipscope.ui.cache;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.inspector.CellReports;
import org.dipscope.ui.layers.MomentCells;
import org.dipscope.ui.layers.MomentMaps;
import org.dipscope.ui.layers.Shape;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.IntSummaryStatistics;
import java.util.Optional;

/** What the simulated memory made of a token's masks, as the states of {@link CacheLevels}. */
public final class CacheViewModel implements MomentMaps {
    private final Moment moment;
    private final Words words;
    private final CellReports reports;
    private final MomentCells state;
    private final ReadOnlyStringWrapper when = new ReadOnlyStringWrapper(this, "when", "");
    private final ReadOnlyStringWrapper policy = new ReadOnlyStringWrapper(this, "policy", "");

    /** The cache of this moment. */
    public CacheViewModel(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        this.reports = new CellReports(moment);
        this.state = new MomentCells(moment, words);
        state.follow(this::update);
    }

    @Override
    public MomentCells state() {
        return state;
    }

    /** The token after which the cache is shown, in words. */
    public ReadOnlyStringProperty whenProperty() {
        return when.getReadOnlyProperty();
    }

    /** The policy that the token was served by. */
    public ReadOnlyStringProperty policyProperty() {
        return policy.getReadOnlyProperty();
    }

    @Override
    public String briefTitle(Hook hook) {
        return held(hook).map(held -> "%s · %s / %d".formatted(Shape.noun(words, hook), held, state.shape().columns(hook)))
                .orElseGet(() -> "%s · %d".formatted(Shape.noun(words, hook), state.shape().columns(hook)));
    }

    @Override
    public String describe(Cell cell) {
        return reports.of(cell).line(words);
    }

    @Override
    public String describeBar(int layer) {
        return moment.pass().map(pass -> words.text("hooks.layer-hit-rate", layer, Numerals.percent(hitRate(pass, layer)))).orElseGet(() -> words.text("hooks.layer", layer));
    }

    @Override
    public Cells cells(Hook hook) {
        return state.cells(hook, (frame, _, _, levels) -> CacheLevels.of(frame, levels));
    }

    @Override
    public Cells bars() {
        return state.bars(CacheViewModel::hitRate);
    }

    private void update() {
        state.measure();
        when.set(moment.frame().map(frame -> words.text("cache.after", frame.index())).orElse(""));
        policy.set(Shape.settings(moment).map(settings -> settings.memory().policy().label()).orElse(""));
        state.change(this::title, state.nothing("cache", "cache.cold"));
    }

    private String title(Hook hook) {
        return held(hook).map(held -> words.text("cache.holds", Shape.noun(words, hook), held, state.shape().columns(hook)))
                .orElseGet(() -> Shape.noun(words, hook) + " · " + Shape.columns(words, hook, state.shape().columns(hook)));
    }

    /** How many columns DRAM holds of each layer after the token: a number, or a range where layers differ. */
    private Optional<String> held(Hook hook) {
        return moment.pass().map(pass -> pass.hooks().get(hook)).map(frames -> {
            IntSummaryStatistics held = frames.stream().mapToInt(frame -> frame.after().count()).summaryStatistics();
            return held.getMin() == held.getMax() ? Integer.toString(held.getMax()) : held.getMin() + "–" + held.getMax();
        });
    }

    /** The layer's unweighted mean over its linears. */
    private static double hitRate(Pass pass, int layer) {
        double sum = 0;
        int linears = 0;
        for (Footprint.Use use : pass.footprint().hooks()) {
            sum += use.linears() * pass.hooks().get(use.hook()).get(layer).hitRate();
            linears += use.linears();
        }
        return linears == 0 ? Double.NaN : sum / linears;
    }
}
