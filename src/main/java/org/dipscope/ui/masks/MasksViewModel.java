package org.dipscope.ui.masks;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Pass;
import org.dipscope.session.Scores;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.heatmap.Cells;
import org.dipscope.ui.inspector.CellReports;
import org.dipscope.ui.layers.MomentCells;
import org.dipscope.ui.layers.MomentMaps;
import org.dipscope.ui.layers.Shape;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/**
 * Which columns the tokens chose, as levels for the mask maps. The meaning of a level follows the mode: a share of the window's
 * tokens in {@link MaskMode#WINDOW}, a difference of two shares in {@link MaskMode#DIFFERENCE}, else one of the states of {@link MaskLevels}.
 */
public final class MasksViewModel implements MomentMaps {
    /** How many of the last tokens can be looked at together. */
    public static final List<Integer> LENGTHS = List.of(4, 16, 64, 256);

    private final Moment moment;
    private final Words words;
    private final CellReports reports;
    private final MomentCells state;
    private final ReadOnlyIntegerWrapper length = new ReadOnlyIntegerWrapper(this, "length", LENGTHS.get(1));
    private MaskWindow window = new MaskWindow(length.get());
    private MaskWindow otherWindow = new MaskWindow(length.get());
    private final ObjectProperty<MaskMode> mode = new SimpleObjectProperty<>(this, "mode", MaskMode.WINDOW);
    private final ReadOnlyBooleanWrapper comparable = new ReadOnlyBooleanWrapper(this, "comparable");
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper(this, "reason", "");
    private final ReadOnlyStringWrapper order = new ReadOnlyStringWrapper(this, "order", "");
    private Optional<Snapshot> offered = Optional.empty();
    private Optional<Snapshot> other = Optional.empty();
    private int windowRun = -1;

    /** The masks of this moment. */
    public MasksViewModel(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        this.reports = new CellReports(moment);
        this.state = new MomentCells(moment, words);
        moment.byFrequencyProperty().addListener(_ -> update());
        mode.addListener(_ -> update());
        state.follow(this::update);
    }

    @Override
    public MomentCells state() {
        return state;
    }

    /**
     * Sets the run B of A − B; without one, or with one of another shape of model, that mode is not to be had. Telling the same
     * run again costs nothing.
     */
    public void compareWith(Optional<Snapshot> second) {
        if (!second.equals(offered)) {
            offered = second;
            otherWindow.clear();
            update();
        }
    }

    /** The number of run B; 0 where there is none. */
    public int comparedRun() {
        return other.map(run -> run.run().number()).orElse(0);
    }

    /** In which order the columns stand, in words; they can be sorted only once enough tokens were masked. */
    public ReadOnlyStringProperty orderProperty() {
        return order.getReadOnlyProperty();
    }

    /** What the maps show. */
    public ObjectProperty<MaskMode> modeProperty() {
        return mode;
    }

    /** Why there is none; empty where there is. */
    public ReadOnlyStringProperty reasonProperty() {
        return reason.getReadOnlyProperty();
    }

    /** How many of the last tokens the window and the difference look at. */
    public ReadOnlyIntegerProperty lengthProperty() {
        return length.getReadOnlyProperty();
    }

    /** Looks at that many of the last tokens together, at least 1. */
    public void lookBack(int tokens) {
        if (tokens != length.get()) {
            window = new MaskWindow(tokens);
            otherWindow = new MaskWindow(tokens);
            length.set(tokens);
            update();
        }
    }

    /** Whether there is a run B. */
    public ReadOnlyBooleanProperty comparableProperty() {
        return comparable.getReadOnlyProperty();
    }

    @Override
    public String briefTitle(Hook hook) {
        String all = "%s · %d".formatted(Shape.noun(words, hook), state.shape().columns(hook));
        return moment.pass().flatMap(pass -> pass.frame(hook, 0))
                .map(frame -> "%s · %d / %d".formatted(Shape.noun(words, hook), frame.selected().count(), state.shape().columns(hook))).orElse(all);
    }

    @Override
    public String describe(Cell cell) {
        String report = reports.of(cell).line(words);
        moveWindows();
        return switch (mode.get()) {
            case NOW, SCORE, RANK, CHURN -> report;
            case WINDOW -> words.text("masks.of-the-last", report, count(window, cell), window.masked(cell.hook()));
            case DIFFERENCE -> words.text("masks.a-and-b", cell.name(words),
                    count(window, cell), window.masked(cell.hook()), count(otherWindow, cell), otherWindow.masked(cell.hook()));
        };
    }

    @Override
    public String describeBar(int layer) {
        return moment.pass().map(pass -> switch (mode.get()) {
            case NOW, WINDOW, SCORE, RANK -> words.text("hooks.layer-density", layer, words.numerals().fixed(density(pass, layer), 2));
            case CHURN -> words.text("masks.layer-churn", layer, words.numerals().percent(churn(pass, layer)));
            case DIFFERENCE -> words.text("masks.layer-difference", layer, words.numerals().percent(difference(pass, layer)), length.get());
        }).orElseGet(() -> words.text("hooks.layer", layer));
    }

    @Override
    public Cells cells(Hook hook) {
        moveWindows();
        return state.cells(hook, this::fill);
    }

    @Override
    public Cells bars() {
        moveWindows();
        return state.bars((pass, layer) -> switch (mode.get()) {
            case NOW, WINDOW, SCORE, RANK -> density(pass, layer);
            case CHURN -> churn(pass, layer);
            case DIFFERENCE -> difference(pass, layer);
        });
    }

    /** What the bars beside the layers say, in a word. */
    String barsTitle() {
        return words.text(switch (mode.get()) {
            case NOW, WINDOW, SCORE, RANK -> "masks.density";
            case CHURN -> "masks.churned";
            case DIFFERENCE -> "masks.apart";
        });
    }

    /** The same in full. */
    String barsName() {
        return words.text(switch (mode.get()) {
            case NOW, WINDOW, SCORE, RANK -> "masks.density-bars";
            case CHURN -> "masks.churn-bars";
            case DIFFERENCE -> "masks.difference-bars";
        });
    }

    private void update() {
        Shape shape = state.measure();
        other = offered.filter(run -> shape.fits(run.run().model()));
        comparable.set(other.isPresent());
        reason.set(other.isPresent() ? "" : words.text(offered.isPresent() && moment.snapshotProperty().get() != null ? "masks.other-shape" : "masks.no-other"));
        if (other.isEmpty() && mode.get() == MaskMode.DIFFERENCE) {
            mode.set(MaskMode.WINDOW);
        }
        order.set(orderWords());
        String nothing = state.nothing("masks", "masks.from-prompt");
        state.change(this::title, nothing.isEmpty() && scoresAreGone() ? words.text("masks.scores-gone", moment.tokenProperty().get()) : nothing);
    }

    /** Scores weigh thirty times as much as masks, so that a run keeps those of its newest tokens only. */
    private boolean scoresAreGone() {
        return (mode.get() == MaskMode.SCORE || mode.get() == MaskMode.RANK) && moment.pass().filter(pass -> pass.scores().isEmpty()).isPresent();
    }

    private String orderWords() {
        if (!moment.byFrequencyProperty().get()) {
            return words.text("masks.model-order");
        }
        boolean waiting = !state.shape().hooks().isEmpty() && state.shape().hooks().stream().noneMatch(moment.orderProperty().get()::sorts);
        return waiting ? words.text("masks.frequency-from", Moment.FIRST_SORT) : words.text("masks.frequency");
    }

    private String title(Hook hook) {
        String all = Shape.noun(words, hook) + " · " + Shape.columns(words, hook, state.shape().columns(hook));
        return moment.pass().flatMap(pass -> pass.frame(hook, 0)).map(frame -> words.text("masks.keeps", all, frame.selected().count())).orElse(all);
    }

    private void fill(HookFrame frame, Hook hook, int layer, byte[] levels) {
        switch (mode.get()) {
            case NOW -> MaskLevels.now(frame, levels);
            case WINDOW -> {
                int[] counts = new int[levels.length];
                window.counts(hook, layer, counts);
                MaskLevels.share(counts, window.masked(hook), levels);
            }
            case SCORE -> scores(hook).ifPresentOrElse(scores -> ScoreLevels.magnitudes(scores, layer, levels), () -> Arrays.fill(levels, (byte) 0));
            case RANK -> scores(hook).ifPresentOrElse(scores -> ScoreLevels.ranks(scores, layer, levels), () -> Arrays.fill(levels, (byte) 0));
            case CHURN -> before(hook, layer).ifPresentOrElse(
                    before -> MaskLevels.churn(before, frame, levels), () -> MaskLevels.now(frame, levels));
            case DIFFERENCE -> {
                int[] counts = new int[levels.length];
                int[] others = new int[levels.length];
                window.counts(hook, layer, counts);
                otherWindow.counts(hook, layer, others);
                MaskLevels.difference(counts, window.masked(hook), others, otherWindow.masked(hook), levels);
            }
        }
    }

    private Optional<Scores> scores(Hook hook) {
        return moment.pass().map(pass -> pass.scores().get(hook));
    }

    private void moveWindows() {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (snapshot == null || mode.get() != MaskMode.WINDOW && mode.get() != MaskMode.DIFFERENCE) {
            return;
        }
        if (windowRun != snapshot.run().number()) {
            window.clear();
            windowRun = snapshot.run().number();
        }
        int token = moment.tokenProperty().get();
        window.moveTo(snapshot.tokens(), Math.min(token, snapshot.tokens().size() - 1));
        other.ifPresent(run -> otherWindow.moveTo(run.tokens(), Math.min(token, run.tokens().size() - 1)));
    }

    private Optional<HookFrame> before(Hook hook, int layer) {
        int token = moment.tokenProperty().get();
        return token < 1 ? Optional.empty()
                : Optional.of(moment.snapshotProperty().get().tokens().get(token - 1)).flatMap(TokenFrame::pass).flatMap(pass -> pass.frame(hook, layer));
    }

    private static int count(MaskWindow counted, Cell cell) {
        return counted.count(cell.hook(), cell.layer(), cell.column());
    }

    /** The share of the layer's chosen columns that came with this token, unweighted over its linears; {@link Double#NaN} for the first masked one. */
    private double churn(Pass pass, int layer) {
        return mean(pass, layer, (hook, frame) -> before(hook, layer)
                .map(earlier -> (double) frame.selected().andNot(earlier.selected()).count() / Math.max(1, frame.selected().count())).orElse(Double.NaN));
    }

    /** The mean distance of the layer's columns' shares in both windows, unweighted over its linears. */
    private double difference(Pass pass, int layer) {
        return mean(pass, layer, (hook, frame) -> {
            byte[] levels = new byte[frame.selected().size()];
            fill(frame, hook, layer, levels);
            double sum = 0;
            for (byte level : levels) {
                sum += Math.abs((level & 255) - MaskLevels.EVEN) / 127.0;
            }
            return sum / levels.length;
        });
    }

    private static double mean(Pass pass, int layer, ToDoubleBiFunction<Hook, HookFrame> share) {
        double sum = 0;
        int linears = 0;
        for (Footprint.Use use : pass.footprint().hooks()) {
            sum += use.linears() * share.applyAsDouble(use.hook(), pass.hooks().get(use.hook()).get(layer));
            linears += use.linears();
        }
        return linears == 0 ? Double.NaN : sum / linears;
    }

    /** The layer's share of MLP weights that were read: each of the three matrices counts a third. */
    private static double density(Pass pass, int layer) {
        double read = pass.footprint().whole().size();
        for (Footprint.Use use : pass.footprint().hooks()) {
            HookFrame frame = pass.hooks().get(use.hook()).get(layer);
            read += use.linears() * (double) frame.selected().count() / frame.selected().size();
        }
        return read / 3;
    }
}
