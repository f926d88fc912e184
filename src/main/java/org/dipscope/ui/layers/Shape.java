package org.dipscope.ui.layers;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Pass;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which maps a moment has.
 *
 * @param layers    layers of the model
 * @param footprint the hooks of the token that is shown; before the first masked one those of the settings in force
 * @param hidden    {@code H}
 * @param intermediate {@code I}
 */
public record Shape(int layers, Footprint footprint, int hidden, int intermediate) {
    /** No model yet. */
    public static final Shape NONE = new Shape(0, new Footprint(List.of(), Set.of()), 0, 0);

    /** The shape of a moment. */
    public static Shape of(Moment moment) {
        Snapshot snapshot = moment.snapshotProperty().get();
        if (snapshot == null) {
            return NONE;
        }
        Footprint footprint = moment.pass().map(Pass::footprint).orElseGet(() -> next(snapshot, moment.tokenProperty().get()));
        return new Shape(snapshot.run().model().layers(), footprint, snapshot.run().model().hidden(), snapshot.run().model().intermediate());
    }

    /** The hooks, from left to right. */
    public List<Hook> hooks() {
        return footprint.hooks().stream().map(Footprint.Use::hook).toList();
    }

    /** What people call a hook. */
    public static String noun(Words words, Hook hook) {
        return words.text("hooks." + hook.id());
    }

    /** How many columns, or neurons, a hook chooses from, in words. */
    public static String columns(Words words, Hook hook, int count) {
        return words.text(hook == Hook.ROWS ? "hooks.neurons" : "hooks.columns", count);
    }

    /** Whether the model has as many layers and columns. */
    public boolean fits(ModelSummary model) {
        return model.layers() == layers && model.hidden() == hidden && model.intermediate() == intermediate;
    }

    /** How many columns a layer has at the hook. */
    public int columns(Hook hook) {
        return hook.columns(hidden, intermediate);
    }

    private static Footprint next(Snapshot snapshot, int token) {
        Optional<Pass> following = token + 1 < snapshot.tokens().size() ? snapshot.tokens().get(token + 1).pass() : Optional.empty();
        return following.map(Pass::footprint).orElseGet(() -> tokenSettings(snapshot, token).masking().footprint());
    }

    private static Settings tokenSettings(Snapshot snapshot, int token) {
        return token < 0 || token >= snapshot.tokens().size() ? snapshot.settings() : snapshot.tokens().get(token).settings();
    }

    /** The settings that the token which is shown was made with. */
    public static Optional<Settings> settings(Moment moment) {
        return moment.frame().map(TokenFrame::settings).or(() -> Optional.ofNullable(moment.snapshotProperty().get()).map(Snapshot::settings));
    }
}
