package org.dipscope.ui.cache;

import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;

/**
 * DRAM as one bar, to scale in bytes: the static parts, the KV cache as far as it is filled and as far as it is laid out, the columns
 * that are held and the room that is left for them, and what does not fit.
 */
final class DramMap extends Region {
    private static final List<String> NAMES = List.of("attention", "head", "whole", "kv", "kv-free", "columns", "columns-free", "overflow");

    private final List<Region> parts = NAMES.stream().map(DramMap::part).toList();
    private final List<Tooltip> tips = parts.stream().map(DramMap::tip).toList();
    private final double[] bytes = new double[parts.size()];
    private double scale;

    /** An empty bar. */
    DramMap() {
        getStyleClass().addAll("allocation", "dram-map");
        getChildren().addAll(parts);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        clip.setArcWidth(6);
        clip.setArcHeight(6);
        setClip(clip);
    }

    private static Region part(String name) {
        Region part = new Region();
        part.getStyleClass().addAll("allocation-part", name);
        part.setManaged(false);
        return part;
    }

    /** A part's name and size, where the mouse rests on it. */
    private static Tooltip tip(Region part) {
        Tooltip tip = new Tooltip();
        Tooltip.install(part, tip);
        return tip;
    }

    /** Shows this share, each part of which says what it is; nothing where there is none. */
    void show(Optional<DramShare> share, Words words) {
        scale = share.map(DramShare::scale).orElse(0.0);
        share.ifPresent(now -> {
            double inside = now.allocation().staticBytes() - now.allocation().overflow();
            double[] statics = {now.allocation().attention(), now.allocation().lmHead(), now.allocation().wholeMatrices(), now.kvFilled(),
                    now.allocation().kvCache() - now.kvFilled()};
            for (int i = 0; i < statics.length; i++) {
                bytes[i] = Math.clamp(inside, 0, statics[i]);
                inside -= bytes[i];
            }
            bytes[5] = Math.min(now.columns(), now.allocation().dynamicBytes());
            bytes[6] = now.allocation().dynamicBytes() - bytes[5];
            bytes[7] = now.allocation().overflow();
            for (int i = 0; i < bytes.length; i++) {
                tips.get(i).setText(words.text("cache.part-" + NAMES.get(i), words.numerals().bytes(bytes[i])));
            }
        });
        place();
    }

    @Override
    protected void layoutChildren() {
        place();
    }

    private void place() {
        double at = 0;
        for (int i = 0; i < parts.size(); i++) {
            double end = scale > 0 ? at + bytes[i] / scale * getWidth() : 0;
            double left = snapPositionX(at);
            double right = snapPositionX(end);
            parts.get(i).setVisible(right - left >= 0.5);
            parts.get(i).resizeRelocate(left, 0, Math.max(0, right - left), getHeight());
            at = end;
        }
    }
}
