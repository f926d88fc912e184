package org.dipscope.ui.layers;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.dipscope.mask.Hook;
import org.dipscope.ui.heatmap.ColumnProfile;
import org.dipscope.ui.heatmap.Heatmap;
import org.dipscope.ui.heatmap.Palette;
import org.dipscope.ui.heatmap.Span;
import org.dipscope.ui.heatmap.Spot;
import org.dipscope.ui.moment.Arrangement;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.ColumnOrder;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds a set of maps to the moment: one heatmap for each hook, its cursor and pin those of all views, its cells a view model's. */
public final class HookMaps {
    private static final double GLU_TO_INPUT = 2.2;
    /** A span's ends are shares, so that a column's edge may be missed by a rounding error. */
    private static final double EDGE = 1e-6;

    private final Moment moment;
    private final HookCells model;
    private final LayerMaps maps;
    private final Map<Hook, MapPanel> panels = new EnumMap<>(Hook.class);
    private boolean passing;

    /**
     * Binds them.
     *
     * @param id    the beginning of the maps' ids, such as "masks"
     * @param name  how a screen reader calls them, such as "Masks"
     * @param words the words
     */
    public HookMaps(String id, String name, Words words, Moment moment, HookCells model, LayerMaps maps) {
        this.moment = moment;
        this.model = model;
        this.maps = maps;
        for (Hook hook : Hook.values()) {
            panels.put(hook, panel(id, name, words, hook));
        }
        maps.axisTitle().setText(words.text("hooks.axis"));
        Heatmap bars = maps.bars();
        bars.setAccessibleRoleDescription(words.text("hooks.heatmap"));
        bars.sourceProperty().set(model::bars);
        bars.descriptionProperty().set(spot -> model.describeBar(spot.row()));
        bars.rowsShownProperty().bind(moment.zoom().layersProperty());
        maps.axis().shownProperty().bind(moment.zoom().layersProperty());
        maps.fit().setText(words.text("hooks.fit"));
        maps.fit().setTooltip(new Tooltip(words.text("hooks.fit-hint")));
        maps.fit().setOnAction(_ -> moment.zoom().fit());
        maps.fit().visibleProperty().bind(moment.zoom().fitted().not());
        maps.note().textProperty().bind(model.noteProperty());
        model.hooksProperty().subscribe(_ -> arrange());
        moment.arrangementProperty().addListener(_ -> arrange());
        model.revisionProperty().subscribe(_ -> refresh());
        moment.hoveredProperty().addListener(_ -> follow());
        moment.pinnedProperty().addListener(_ -> follow());
        moment.orderProperty().addListener(_ -> reorder());
        follow();
    }

    /** Gives all maps this palette. */
    public void setPalette(Palette palette) {
        panels.values().forEach(panel -> panel.map().paletteProperty().set(palette));
    }

    /** The map of a hook. */
    public Heatmap map(Hook hook) {
        return panels.get(hook).map();
    }

    private MapPanel panel(String id, String name, Words words, Hook hook) {
        Label title = new Label();
        title.getStyleClass().add("map-title");
        Heatmap map = new Heatmap();
        map.setId(id + "-" + hook.id());
        map.setAccessibleRoleDescription(words.text("hooks.heatmap"));
        ObservableValue<String> heading = Bindings.createStringBinding(() -> shown(words, hook).orElseGet(model.titleProperty(hook)::get),
                model.titleProperty(hook), moment.zoom().columnsProperty(hook), moment.orderProperty());
        map.accessibleTextProperty().bind(heading.map(text -> name + ", " + text));
        map.sourceProperty().set(() -> model.cells(hook));
        map.descriptionProperty().set(spot -> model.describe(cell(hook, spot)));
        map.rowsShownProperty().bindBidirectional(moment.zoom().layersProperty());
        map.columnsShownProperty().bindBidirectional(moment.zoom().columnsProperty(hook));
        map.hoveredProperty().addListener((_, _, spot) -> pass(hook, spot, moment.hoveredProperty()));
        map.pinnedProperty().addListener((_, _, spot) -> pass(hook, spot, moment.pinnedProperty()));
        return new MapPanel(title, heading, () -> shown(words, hook).orElseGet(() -> model.briefTitle(hook)), map, new ColumnProfile(map), hook == Hook.INPUT ? 1 : GLU_TO_INPUT);
    }

    /** Which part of a hook's columns is shown, in words; empty where all are. */
    private Optional<String> shown(Words words, Hook hook) {
        Span span = moment.zoom().columnsProperty(hook).get();
        int columns = Shape.of(moment).columns(hook);
        if (span.equals(Span.WHOLE) || columns == 0) {
            return Optional.empty();
        }
        int from = (int) Math.floor(span.from() * columns + EDGE);
        int to = (int) Math.ceil(span.to() * columns - EDGE) - 1;
        return Optional.of(words.text(moment.orderProperty().get().sorts(hook) ? "hooks.places-shown" : "hooks.columns-shown", Shape.noun(words, hook), from, to, columns));
    }

    private void arrange() {
        Arrangement arrangement = moment.arrangementProperty().get();
        maps.setPanels(arrangement.shown(model.hooksProperty().get()).stream().map(panels::get).toList());
        maps.setStacked(arrangement == Arrangement.STACKED);
    }

    private void refresh() {
        maps.axis().layersProperty().set(model.layers());
        model.hooksProperty().get().forEach(hook -> map(hook).refresh());
        maps.refreshBars();
    }

    /** Takes a spot that the person chose on one map over to all. */
    private void pass(Hook hook, Optional<Spot> spot, ObjectProperty<Optional<Cell>> chosen) {
        if (!passing) {
            chosen.set(spot.map(where -> cell(hook, where)));
        }
    }

    /** Takes over what was chosen on any map. */
    private void follow() {
        passing = true;
        panels.forEach((hook, panel) -> {
            panel.map().hoveredProperty().set(spot(hook, moment.hoveredProperty().get()));
            panel.map().pinnedProperty().set(spot(hook, moment.pinnedProperty().get()));
        });
        passing = false;
    }

    private void reorder() {
        follow();
        List<Hook> shown = model.hooksProperty().get();
        shown.forEach(hook -> map(hook).refreshSoftly());
    }

    private Cell cell(Hook hook, Spot spot) {
        ColumnOrder order = moment.orderProperty().get();
        return new Cell(hook, spot.row(), order.column(hook, spot.row(), spot.position()));
    }

    private Optional<Spot> spot(Hook hook, Optional<Cell> cell) {
        ColumnOrder order = moment.orderProperty().get();
        return cell.filter(chosen -> chosen.hook() == hook)
                .map(chosen -> new Spot(chosen.layer(), order.position(hook, chosen.layer(), chosen.column())));
    }
}
