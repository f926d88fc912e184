package org.dipscope.ui.masks;

import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.dipscope.ui.colour.ColourMap;
import org.dipscope.ui.colour.Swatches;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.Palette;
import org.dipscope.ui.layers.HookMaps;
import org.dipscope.ui.layers.LayerMaps;
import org.dipscope.ui.layers.Legend;
import org.dipscope.ui.moment.Arrangement;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.List;

/** The mask maps with their order, legend and modes; controller of MasksView.fxml. */
public final class MasksView {
    private static final double DENSITY_TONE = 0.66;
    private static final double REASON_WIDTH = 280;

    private final Moment moment;
    private final Words words;
    private final MasksViewModel model;
    private final ColourMap shares = ColourMap.viridis();

    @FXML
    private Node root;
    @FXML
    private Swatches swatches;
    @FXML
    private MenuButton order;
    @FXML
    private CheckMenuItem byFrequency;
    @FXML
    private CheckMenuItem inModelOrder;
    @FXML
    private MenuItem sortNow;
    @FXML
    private Legend legend;
    @FXML
    private MenuButton lengths;
    @FXML
    private HBox modes;
    @FXML
    private LayerMaps maps;

    private HookMaps hookMaps;

    /** The masks of this moment. */
    public MasksView(Moment moment, Words words) {
        this.moment = moment;
        this.words = words;
        this.model = new MasksViewModel(moment, words);
    }

    /** The view's state, which takes the run B of A − B. */
    public MasksViewModel model() {
        return model;
    }

    /** The view's own node. */
    public Node root() {
        return root;
    }

    @FXML
    private void initialize() {
        hookMaps = new HookMaps("masks", words.text("masks.title"), words, moment, model, maps);
        order.textProperty().bind(model.orderProperty());
        byFrequency.setOnAction(_ -> chooseOrder(true));
        inModelOrder.setOnAction(_ -> chooseOrder(false));
        moment.byFrequencyProperty().subscribe(this::checkOrder);
        sortNow.disableProperty().bind(moment.byFrequencyProperty().not().or(moment.snapshotProperty().isNull()));
        sortNow.setOnAction(_ -> moment.sort());
        addModes();
        addLengths();
        addArrangements();
        swatches.tonesProperty().subscribe(_ -> paint());
        model.modeProperty().subscribe(_ -> paint());
        model.noteProperty().subscribe(_ -> paint());
        model.comparableProperty().subscribe(_ -> paint());
    }

    private void chooseOrder(boolean frequency) {
        moment.byFrequencyProperty().set(frequency);
        checkOrder(frequency);
    }

    private void checkOrder(boolean frequency) {
        byFrequency.setSelected(frequency);
        inModelOrder.setSelected(!frequency);
    }

    private void addModes() {
        ToggleGroup group = new ToggleGroup();
        for (MaskMode mode : MaskMode.values()) {
            ToggleButton button = new ToggleButton(mode.label(words));
            button.setId("mask-mode-" + mode.id());
            button.setToggleGroup(group);
            button.setSelected(mode == model.modeProperty().get());
            Tooltip tooltip = new Tooltip();
            button.setTooltip(tooltip);
            model.lengthProperty().subscribe(_ -> {
                tooltip.setText(hint(mode));
                button.setAccessibleHelp(hint(mode));
            });
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(_ -> {
                button.setSelected(true);
                model.modeProperty().set(mode);
            });
            model.modeProperty().addListener((_, _, chosen) -> button.setSelected(chosen == mode));
            modes.getChildren().add(mode == MaskMode.DIFFERENCE ? explained(button) : button);
        }
    }

    /** A disabled button takes no mouse, so that the reason hangs on a box around it. */
    private Node explained(ToggleButton difference) {
        difference.disableProperty().bind(model.comparableProperty().not());
        StackPane box = new StackPane(difference);
        box.getStyleClass().add("segment");
        Tooltip reason = new Tooltip();
        reason.setWrapText(true);
        reason.setMaxWidth(REASON_WIDTH);
        reason.textProperty().bind(model.reasonProperty());
        model.comparableProperty().subscribe(possible -> {
            if (possible) {
                Tooltip.uninstall(box, reason);
            } else {
                Tooltip.install(box, reason);
            }
        });
        box.accessibleHelpProperty().bind(model.reasonProperty());
        return box;
    }

    /** How many tokens are looked at together stands where the colours are explained, in the modes that it concerns. */
    private void addLengths() {
        lengths.textProperty().bind(model.lengthProperty().map(tokens -> words.text("masks.last", tokens)));
        ToggleGroup group = new ToggleGroup();
        for (int length : MasksViewModel.LENGTHS) {
            RadioMenuItem item = new RadioMenuItem(words.text("masks.last-tokens", length));
            item.setId("mask-window-" + length);
            item.setToggleGroup(group);
            item.setOnAction(_ -> model.lookBack(length));
            model.lengthProperty().subscribe(now -> item.setSelected(now.intValue() == length));
            lengths.getItems().add(item);
        }
        model.modeProperty().subscribe(mode -> {
            boolean counts = mode == MaskMode.WINDOW || mode == MaskMode.DIFFERENCE;
            lengths.setVisible(counts);
            lengths.setManaged(counts);
        });
    }

    private void addArrangements() {
        order.getItems().add(new SeparatorMenuItem());
        ToggleGroup group = new ToggleGroup();
        for (Arrangement arrangement : Arrangement.values()) {
            RadioMenuItem item = new RadioMenuItem(arrangement.label(words));
            item.setId("mask-arrange-" + arrangement.id());
            item.setToggleGroup(group);
            item.setOnAction(_ -> moment.arrangementProperty().set(arrangement));
            moment.arrangementProperty().subscribe(chosen -> item.setSelected(chosen == arrangement));
            order.getItems().add(item);
        }
    }

    private String hint(MaskMode mode) {
        return words.text("masks." + mode.id() + "-hint", model.lengthProperty().get());
    }

    private void paint() {
        paintMode();
        if (!model.noteProperty().get().isEmpty()) {
            hookMaps.setPalette(Palette.ofStates(Tones.argb(swatches.tones().track())));
        }
    }

    private void paintMode() {
        Tones tones = swatches.tones();
        maps.setTones(tones);
        int track = Tones.argb(tones.track());
        maps.barsTitle().setText(model.barsTitle());
        maps.bars().setAccessibleText(model.barsName());
        maps.bars().paletteProperty().set(Palette.ofStates(track, switch (model.modeProperty().get()) {
            case NOW, WINDOW, SCORE, RANK -> shares.at(DENSITY_TONE);
            case CHURN -> Tones.argb(tones.loaded());
            case DIFFERENCE -> Tones.argb(tones.second());
        }));
        switch (model.modeProperty().get()) {
            case NOW -> {
                hookMaps.setPalette(Palette.ofStates(track, Tones.argb(tones.hit())));
                legend.showStates(List.of(new Legend.Entry(tones.hit(), words.text("masks.chosen")), new Legend.Entry(tones.track(), words.text("masks.left-out"))));
            }
            case WINDOW -> {
                hookMaps.setPalette(Palette.ofAmounts(shares));
                legend.showScale(shares, "", words.text("masks.share"));
            }
            case SCORE -> {
                hookMaps.setPalette(Palette.ofAmounts(shares));
                legend.showScale(shares, words.text("masks.least-score"), words.text("masks.largest-score"));
            }
            case RANK -> {
                hookMaps.setPalette(Palette.ofAmounts(shares));
                legend.showScale(shares, words.text("masks.last-rank"), words.text("masks.first-rank"));
            }
            case CHURN -> {
                hookMaps.setPalette(Palette.ofStates(track, Tones.argb(tones.resident()), Tones.argb(tones.loaded()), Tones.argb(tones.evicted()))
                        .profiled(level -> level == MaskLevels.ENTERED || level == MaskLevels.LEFT ? 255 : 0, Tones.argb(tones.loaded())));
                legend.showStates(List.of(new Legend.Entry(tones.resident(), words.text("masks.stayed")), new Legend.Entry(tones.loaded(), words.text("masks.entered")),
                        new Legend.Entry(tones.evicted(), words.text("masks.left"))));
            }
            case DIFFERENCE -> {
                ColourMap difference = ColourMap.diverging(Tones.argb(tones.loaded()), track, Tones.argb(tones.accent()));
                hookMaps.setPalette(Palette.ofAmounts(difference)
                        .profiled(level -> Math.min(255, 2 * Math.abs(level - MaskLevels.EVEN)), Tones.argb(tones.second())));
                legend.showScale(difference, words.text("masks.more-there", model.comparedRun()), words.text("masks.more-here"));
            }
        }
    }
}
