package org.dipscope.ui.layers;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import org.dipscope.ui.heatmap.ColumnProfile;
import org.dipscope.ui.heatmap.Heatmap;

import java.util.function.Supplier;

/**
 * A heatmap with its title.
 *
 * @param title  stands above it
 * @param words  what the title says where there is room
 * @param brief  what it says where there is not
 * @param map    the map
 * @param profile the map's profile along its columns
 * @param weight its share of the width, in relation to its neighbours'
 */
public record MapPanel(Label title, ObservableValue<String> words, Supplier<String> brief, Heatmap map, ColumnProfile profile, double weight) {
}
