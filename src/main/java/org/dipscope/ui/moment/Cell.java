package org.dipscope.ui.moment;

import org.dipscope.mask.Hook;
import org.dipscope.ui.text.Words;

/**
 * One column of one layer's hook: what a pixel of a heatmap stands for.
 *
 * @param hook   where the mask is chosen
 * @param layer  from 0
 * @param column the model's own index, whatever the order on the screen
 */
public record Cell(Hook hook, int layer, int column) {

    /** The cell in words, such as "layer 17 · GLU column 903". */
    public String name(Words words) {
        return words.text("hooks.cell-" + hook.id(), layer, column);
    }
}
