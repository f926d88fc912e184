package org.dipscope.ui.cache;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.inspector.CellReports;
import org.dipscope.ui.layers.MomentCells;
import org.dipscope.ui.layers.MomentMaps;
import org.dipscope.ui.layers.Shape;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the simulated memory made of a token's masks, as the levels of {@link CacheLevels}. */
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
        String report = reports.of(cell).line(words);
        return faded(cell).map(event -> words.count(event.loaded() ? "cache.loaded-before" : "cache.evicted-before", event.age(), report)).orElse(report);
    }

    @Override
    public String describeBar(int layer) {
        return moment.pass().map(pass -> words.text("cache.layer", layer, words.numerals().percent(hitRate(pass, layer)), words.numerals().percent(occupancy(pass, layer))))
                .orElseGet(() -> words.text("hooks.layer", layer));
    }

    @Override
    public Cells cells(Hook hook) {
        return state.cells(hook, this::fill);
    }

    @Override
    public Cells bars() {
        return state.bars(CacheViewModel::hitRate, CacheViewModel::occupancy);
    }

    /** What lies in DRAM at the token that is shown. */
    Optional<DramShare> dram() {
        return Optional.ofNullable(moment.snapshotProperty().get()).map(snapshot -> DramShare.of(snapshot, moment.frame()));
    }

    /** What the last {@code count} tokens up to the one that is shown read from Flash. */
    Traffic flash(int count) {
        return Optional.ofNullable(moment.snapshotProperty().get()).map(snapshot -> Traffic.of(snapshot, moment.tokenProperty().get(), count)).orElse(Traffic.NONE);
    }

    private void fill(HookFrame frame, Hook hook, int layer, byte[] levels) {
        CacheLevels.of(frame, levels);
        List<TokenFrame> tokens = moment.snapshotProperty().get().tokens();
        int token = moment.tokenProperty().get();
        for (int age = 1; age <= Math.min(CacheLevels.FADE, token); age++) {
            Optional<HookFrame> past = tokens.get(token - age).pass().flatMap(pass -> pass.frame(hook, layer));
            if (past.isEmpty()) {
                return;
            }
            CacheLevels.fade(past.get(), age, levels);
        }
    }

    /** An event of a token before that still shines through a cell. */
    private record Faded(boolean loaded, int age) {
    }

    private Optional<Faded> faded(Cell cell) {
        return state.frame(cell.hook(), cell.layer()).map(frame -> {
            byte[] levels = new byte[frame.selected().size()];
            fill(frame, cell.hook(), cell.layer(), levels);
            return levels[cell.column()];
        }).filter(level -> CacheLevels.age(level) > 0).map(level -> new Faded(CacheLevels.inDram(level), CacheLevels.age(level)));
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

    private static double hitRate(Pass pass, int layer) {
        return mean(pass, layer, HookFrame::hitRate);
    }

    /** Share of the layer's columns that DRAM holds after the token. */
    private static double occupancy(Pass pass, int layer) {
        return mean(pass, layer, frame -> (double) frame.after().count() / frame.after().size());
    }

    /** The layer's unweighted mean over its linears. */
    private static double mean(Pass pass, int layer, ToDoubleFunction<HookFrame> share) {
        double sum = 0;
        int linears = 0;
        for (Footprint.Use use : pass.footprint().hooks()) {
            sum += use.linears() * share.applyAsDouble(pass.hooks().get(use.hook()).get(layer));
            linears += use.linears();
        }
        return linears == 0 ? Double.NaN : sum / linears;
    }
}
