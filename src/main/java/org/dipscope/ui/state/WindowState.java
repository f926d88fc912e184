package org.dipscope.ui.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a window has from one start to the next.
 *
 * @param place     where it stood; empty for the system's choice
 * @param dividers  how the window is split, each in [0, 1]; empty for the usual split
 * @param theme     the theme that was chosen by hand; empty to follow the system
 * @param colouring the tokens' colouring, by its name
 * @param rendered  whether answers are shown rendered
 * @param masks     the mask maps' mode, by its name
 * @param lookBack  how many tokens the mask maps' window has; empty for the usual number
 * @param arranged  how the maps of a method's hooks stand, by its name
 * @param sorted    whether the columns stand by frequency
 * @param centre    what stands in the middle
 * @param model     the model that the settings belong to
 * @param settings  the settings by their options' names; empty for the model's own
 * @param recent    files that were opened, the latest first
 */
public record WindowState(Optional<Place> place, List<Double> dividers, Optional<String> theme, Optional<String> colouring, boolean rendered,
                          Optional<String> masks, OptionalInt lookBack, Optional<String> arranged, boolean sorted, CentreState centre, Optional<Path> model, Map<String, Object> settings, List<Path> recent) {
    /** A first start. */
    public static final WindowState FIRST = new WindowState(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), false,
            Optional.empty(), OptionalInt.empty(), Optional.empty(), true, new CentreState.Live(), Optional.empty(), Map.of(), List.of());

    /**
     * Where a window stands, in logical pixels.
     *
     * @param maximized whether it fills the screen; the rest is where it goes when it no longer does
     */
    public record Place(double x, double y, double width, double height, boolean maximized) {
    }

    public WindowState {
        dividers = List.copyOf(dividers);
        settings = Map.copyOf(settings);
        recent = List.copyOf(recent);
    }
}
