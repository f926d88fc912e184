package org.dipscope.ui.window;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollBar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The round that the Tab key makes in what stands over the window: behind the last control comes the first, and never what lies below. */
final class TabRound {

    private TabRound() {
    }

    /** Where Tab has to be led by hand: from the last control to the first, and back, and in from outside; empty where it finds its way. */
    static Optional<Node> next(Parent within, Node from, boolean backwards) {
        List<Node> stops = new ArrayList<>();
        collect(within, stops);
        int at = stops.indexOf(from);
        int edge = backwards ? 0 : stops.size() - 1;
        if (stops.isEmpty() || at >= 0 && at != edge) {
            return Optional.empty();
        }
        return Optional.of(backwards ? stops.getLast() : stops.getFirst());
    }

    private static void collect(Node node, List<Node> stops) {
        if (!node.isVisible() || node.isDisabled() || node instanceof ScrollBar) {
            return;
        }
        if (node.isFocusTraversable()) {
            stops.add(node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, stops));
        }
    }
}
