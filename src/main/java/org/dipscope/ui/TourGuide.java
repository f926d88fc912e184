package org.dipscope.ui;

import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.console.ConsoleViewModel;
import org.dipscope.ui.tour.Guided;
import org.dipscope.ui.tour.Look;
import org.dipscope.ui.window.WorkbenchViewModel;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Leads a tour through the window. */
final class TourGuide implements Guided {
    private final WorkbenchViewModel window;
    private final ConsoleViewModel console;
    private final BiConsumer<Snapshot, Snapshot> compare;

    /**
     * A guide.
     *
     * @param compare shows two runs side by side
     */
    TourGuide(WorkbenchViewModel window, ConsoleViewModel console, BiConsumer<Snapshot, Snapshot> compare) {
        this.window = window;
        this.console = console;
        this.compare = compare;
    }

    @Override
    public Settings settings() {
        return window.settingsProperty().get();
    }

    @Override
    public Settings start() {
        return DefaultSettings.of(window.model().orElseThrow());
    }

    @Override
    public void adopt(Settings settings) {
        window.adopt(settings);
    }

    @Override
    public void ask(String prompt) {
        live();
        console.restart();
        window.run(prompt, Optional.empty());
    }

    @Override
    public void stop() {
        window.stop();
    }

    @Override
    public void look(Look where, List<Snapshot> runs) {
        switch (where) {
            case LIVE -> live();
            case BESIDE_FIRST -> compare.accept(runs.getFirst(), runs.getLast());
            case BESIDE_LAST -> compare.accept(runs.get(runs.size() - 2), runs.getLast());
        }
    }

    private void live() {
        window.comparingProperty().set(false);
        window.listingProperty().set(false);
        window.roofingProperty().set(false);
        window.sweepProperty().set(null);
    }
}
