package org.dipscope.ui.compare;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dipscope.ui.colour.Swatches;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.Palette;
import org.dipscope.ui.layers.HookMaps;
import org.dipscope.ui.layers.InstrumentHeader;
import org.dipscope.ui.layers.LayerMaps;
import org.dipscope.ui.layers.Legend;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;

/** The maps of a mask difference with their legend. */
public final class DifferenceMaps extends VBox {
    private final DifferenceViewModel model;
    private final Words words;
    private final HookMaps hookMaps;
    private final LayerMaps maps = new LayerMaps();
    private final Legend legend = new Legend();
    private final InstrumentHeader header = new InstrumentHeader();

    /** The maps of this difference at this moment. */
    public DifferenceMaps(Moment moment, DifferenceViewModel model, Words words) {
        this.model = model;
        this.words = words;
        getStyleClass().add("instrument");
        Swatches swatches = new Swatches();
        Label title = new Label(words.text("compare.mask-difference"));
        title.getStyleClass().add("instrument-title");
        title.setMinWidth(USE_PREF_SIZE);
        Label when = new Label();
        when.getStyleClass().add("instrument-subtitle");
        when.textProperty().bind(model.summaryProperty());
        when.setMinWidth(USE_PREF_SIZE);
        HBox titles = new HBox(title, when);
        titles.getStyleClass().add("instrument-titles");
        titles.setAlignment(Pos.CENTER_LEFT);
        // In a narrow column the legend takes a line of its own.
        header.setTitle(titles);
        header.setLegend(legend);
        hookMaps = new HookMaps("difference", words.text("compare.mask-difference"), words, moment, model, maps);
        maps.barsTitle().setText(words.text("compare.jaccard"));
        maps.bars().setAccessibleText(words.text("compare.jaccard-bars"));
        VBox.setVgrow(maps, Priority.ALWAYS);
        getChildren().addAll(swatches, header, maps);
        swatches.tonesProperty().subscribe(this::paint);
        model.swipingProperty().addListener((_, _, _) -> Optional.ofNullable(swatches.tonesProperty().get()).ifPresent(this::legend));
    }

    /** The line above the maps. */
    public InstrumentHeader header() {
        return header;
    }

    private void paint(Tones tones) {
        maps.setTones(tones);
        hookMaps.setPalette(Palette.ofStates(Tones.argb(tones.track()), Tones.argb(tones.resident()), Tones.argb(tones.accent()), Tones.argb(tones.evicted())));
        maps.bars().paletteProperty().set(Palette.ofStates(Tones.argb(tones.track()), Tones.argb(tones.hit())));
        legend(tones);
    }

    /** Under a swipe a colour is a run's whole mask, and not where they differ. */
    private void legend(Tones tones) {
        List<Legend.Entry> entries = model.swipingProperty().get()
                ? List.of(new Legend.Entry(tones.accent(), words.text("compare.of-a")), new Legend.Entry(tones.evicted(), words.text("compare.of-b")))
                : List.of(new Legend.Entry(tones.resident(), words.text("compare.both")), new Legend.Entry(tones.accent(), words.text("compare.only-a")),
                        new Legend.Entry(tones.evicted(), words.text("compare.only-b")));
        legend.showStates(entries);
    }
}
