package org.dipscope.ui.layers;

import org.dipscope.ui.heatmap.Heatmap;
import org.dipscope.ui.heatmap.LayerProfile;

/**
 * What stands beside a map.
 *
 * @param axis the layers' numbers, at its left
 * @param bars one bar for each layer, at its right
 * @param profile the hovered column's profile, over the bars
 */
record LayerMargins(LayerAxis axis, Heatmap bars, LayerProfile profile) {

    /** Margins that show nothing yet. */
    LayerMargins() {
        this(new LayerAxis(), new Heatmap(), new LayerProfile());
        bars.explorableProperty().set(false);
        bars.getStyleClass().add("layer-bars");
    }

    /** Margins that show what these show. */
    LayerMargins(LayerMargins other) {
        this();
        axis.layersProperty().bind(other.axis.layersProperty());
        axis.shownProperty().bind(other.axis.shownProperty());
        bars.sourceProperty().bind(other.bars.sourceProperty());
        bars.paletteProperty().bind(other.bars.paletteProperty());
        bars.descriptionProperty().bind(other.bars.descriptionProperty());
        bars.rowsShownProperty().bind(other.bars.rowsShownProperty());
        bars.accessibleTextProperty().bind(other.bars.accessibleTextProperty());
        bars.accessibleRoleDescriptionProperty().bind(other.bars.accessibleRoleDescriptionProperty());
    }
}
