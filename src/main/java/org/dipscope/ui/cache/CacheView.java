package org.dipscope.ui.cache;

import javafx.application.Platform;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import org.dipscope.ui.colour.ColourMap;
import org.dipscope.ui.colour.Swatches;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.Palette;
import org.dipscope.ui.layers.HookMaps;
import org.dipscope.ui.layers.LayerMaps;
import org.dipscope.ui.layers.Legend;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.List;

/** The cache maps with their legend; controller of CacheView.fxml. */
public final class CacheView {
    private static final double FADED = 0.3;

    private final Moment moment;
    private final Words words;
    private final CacheViewModel model;
    private final WhatIfViewModel whatIf;

    @FXML
    private Node root;
    @FXML
    private Swatches swatches;
    @FXML
    private Label when;
    @FXML
    private Label policy;
    @FXML
    private Legend legend;
    @FXML
    private LayerMaps maps;
    @FXML
    private ToggleButton whatIfToggle;
    @FXML
    private VBox alternatives;
    @FXML
    private Label alternativesNote;
    @FXML
    private ToggleButton overTokens;
    @FXML
    private ToggleButton overDram;
    @FXML
    private MemoryStrip memory;

    private HookMaps hookMaps;
    private PolicyCharts charts;
    private MissRatioChart curves;

    /** The cache of this moment. */
    public CacheView(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        this.model = new CacheViewModel(moment, words);
        this.whatIf = new WhatIfViewModel(moment, words, Platform::runLater);
    }

    /** The view's state. */
    public CacheViewModel model() {
        return model;
    }

    /** What the other policies would make of the same masks. */
    public WhatIfViewModel whatIf() {
        return whatIf;
    }

    /** The view's own node. */
    public Node root() {
        return root;
    }

    @FXML
    private void initialize() {
        hookMaps = new HookMaps("cache", words.text("cache.title"), words, moment, model, maps);
        maps.barsTitle().setText(words.text("cache.hit-rate"));
        maps.bars().setAccessibleText(words.text("cache.hit-rate-bars"));
        when.textProperty().bind(model.whenProperty());
        policy.textProperty().bind(model.policyProperty());
        policy.visibleProperty().bind(model.policyProperty().isNotEmpty());
        policy.managedProperty().bind(policy.visibleProperty());
        whatIf.openProperty().addListener((_, _, now) -> {
            if (now && charts == null) {
                addCharts();
            }
        });
        alternatives.visibleProperty().bind(whatIf.openProperty());
        maps.visibleProperty().bind(whatIf.openProperty().not());
        legend.visibleProperty().bind(whatIf.openProperty().not());
        alternativesNote.textProperty().bind(whatIf.noteProperty());
        whatIfToggle.selectedProperty().bindBidirectional(whatIf.openProperty());
        ToggleGroup axis = new ToggleGroup();
        axis.getToggles().addAll(overTokens, overDram);
        whatIf.bySizeProperty().subscribe(by -> axis.selectToggle(by ? overDram : overTokens));
        axis.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                axis.selectToggle(before);
            } else {
                whatIf.bySizeProperty().set(now == overDram);
            }
        });
        model.revisionProperty().subscribe(_ -> showMemory());
        swatches.tonesProperty().subscribe(this::paint);
    }

    /** Few runs are ever looked at so, and the window opens sooner without. */
    private void addCharts() {
        charts = new PolicyCharts(whatIf);
        charts.setTones(swatches.tones());
        curves = new MissRatioChart(whatIf, words);
        curves.setTones(swatches.tones());
        charts.visibleProperty().bind(whatIf.bySizeProperty().not());
        curves.visibleProperty().bind(whatIf.bySizeProperty());
        StackPane both = new StackPane(charts, curves);
        VBox.setVgrow(both, Priority.ALWAYS);
        alternatives.getChildren().add(both);
    }

    private void showMemory() {
        memory.show(model.dram(), model.flash(MemoryStrip.TOKENS), words);
        if (charts != null) {
            charts.refresh();
            curves.refresh();
        }
    }

    private void paint(Tones tones) {
        hookMaps.setPalette(Palette.ofStates(colours(tones)).profiled(level -> CacheLevels.inDram(level) ? 255 : 0, Tones.argb(tones.hit())));
        maps.setTones(tones);
        int mark = Tones.argb(tones.text());
        maps.bars().paletteProperty().set(Palette.ofStates(Tones.argb(tones.track()), Tones.argb(tones.hit()), mark, mark));
        if (charts != null) {
            charts.setTones(tones);
            curves.setTones(tones);
        }
        memory.setTones(tones);
        legend.showStates(List.of(
                new Legend.Entry(tones.resident(), words.text("cache.resident")),
                new Legend.Entry(tones.hit(), words.text("cache.hit")),
                new Legend.Entry(tones.loaded(), words.text("cache.loaded")),
                new Legend.Entry(tones.evicted(), words.text("cache.evicted")),
                new Legend.Entry(faded(tones), words.text("cache.faded")),
                Legend.Entry.mark(tones.text(), words.text("cache.held"))));
    }

    /** What was loaded and what was evicted, as they look a token later. */
    private static Paint faded(Tones tones) {
        Color loaded = tones.resident().interpolate(tones.loaded(), FADED);
        Color evicted = tones.track().interpolate(tones.evicted(), FADED);
        return new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, new Stop(0, loaded), new Stop(0.5, loaded), new Stop(0.5, evicted), new Stop(1, evicted));
    }

    /** An event halves its share of the colour with each token; a faded one must not be taken for one of now. */
    private static int[] colours(Tones tones) {
        int[] states = {Tones.argb(tones.track()), Tones.argb(tones.resident()), Tones.argb(tones.hit()), Tones.argb(tones.loaded()), Tones.argb(tones.evicted())};
        int[] colours = new int[CacheLevels.COUNT];
        for (int level = 0; level < colours.length; level++) {
            int state = CacheLevels.state(level);
            int event = states[state == CacheLevels.ABSENT ? CacheLevels.EVICTED : CacheLevels.LOADED];
            int age = CacheLevels.age(level);
            colours[level] = age == 0 ? states[state] : ColourMap.mixed(states[state], event, FADED * Math.pow(0.5, age - 1));
        }
        return colours;
    }
}
