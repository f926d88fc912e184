package org.dipscope.ui;

import org.dipscope.ui.fxml.Fxml;
import org.dipscope.ui.keys.KeysView;
import org.dipscope.ui.keys.KeysViewModel;
import org.dipscope.ui.palette.PaletteView;
import org.dipscope.ui.palette.PaletteViewModel;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.tour.Tour;
import org.dipscope.ui.tour.ToursView;
import org.dipscope.ui.window.WorkbenchView;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** What opens over the window: the palette, the keys, the tours. Each is made when it is first wanted, so that the start does not pay for it. */
final class Overlays {
    private final WorkbenchView view;
    private final Words words;
    private final Supplier<PaletteViewModel> choices;
    private final Supplier<KeysViewModel> shortcuts;
    private final Consumer<Tour> begin;
    private PaletteView palette;
    private KeysView keys;
    private ToursView tours;

    Overlays(WorkbenchView view, Words words, Supplier<PaletteViewModel> choices, Supplier<KeysViewModel> shortcuts, Consumer<Tour> begin) {
        this.view = view;
        this.words = words;
        this.choices = choices;
        this.shortcuts = shortcuts;
        this.begin = begin;
    }

    void openPalette() {
        if (palette == null) {
            palette = new PaletteView(choices.get(), view::closeOver);
            new Fxml(words).with(PaletteView.class, () -> palette).load("palette");
        }
        view.openOver(palette.root(), palette::begin);
    }

    void openKeys() {
        if (keys == null) {
            keys = new KeysView(shortcuts.get(), view::closeOver);
            new Fxml(words).with(KeysView.class, () -> keys).load("keys");
        }
        view.openOver(keys.root(), keys::begin);
    }

    void openTours() {
        if (tours == null) {
            tours = new ToursView(begin, view::closeOver, words);
            new Fxml(words).with(ToursView.class, () -> tours).load("tours");
        }
        view.openOver(tours.root(), tours::begin);
    }
}
