package org.dipscope.ui.layers;

import javafx.scene.control.Label;
import org.dipscope.ui.heatmap.Heatmap;

/**
 * A heatmap with its title.
 *
 * @param title  stands above it
 * @param map    the map
 * @param weight its share of the width, in relation to its neighbours'
 */
public record MapPanel(Label title, Heatmap map, double weight) {
}
