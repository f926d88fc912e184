package org.dipscope.ui.cache;

import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
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
    private final Moment moment;
    private final Words words;
    private final CacheViewModel model;

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

    private HookMaps hookMaps;

    /** The cache of this moment. */
    public CacheView(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        this.model = new CacheViewModel(moment, words);
    }

    /** The view's state. */
    public CacheViewModel model() {
        return model;
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
        swatches.tonesProperty().subscribe(this::paint);
    }

    private void paint(Tones tones) {
        hookMaps.setPalette(Palette.ofStates(Tones.argb(tones.track()), Tones.argb(tones.resident()), Tones.argb(tones.hit()),
                Tones.argb(tones.loaded()), Tones.argb(tones.evicted())));
        maps.bars().paletteProperty().set(Palette.ofStates(Tones.argb(tones.track()), Tones.argb(tones.hit())));
        legend.showStates(List.of(
                new Legend.Entry(tones.resident(), words.text("cache.resident")),
                new Legend.Entry(tones.hit(), words.text("cache.hit")),
                new Legend.Entry(tones.loaded(), words.text("cache.loaded")),
                new Legend.Entry(tones.evicted(), words.text("cache.evicted"))));
    }
}
