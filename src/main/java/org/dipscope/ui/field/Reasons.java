package org.dipscope.ui.field;

import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;

import java.util.Optional;

/** Why controls cannot be used now, where the mouse asks. */
public final class Reasons {
    private static final String KEY = "reason";

    private Reasons() {
    }

    /** A disabled node takes no mouse, so its parts are disabled and the reason hangs on the box around them. */
    public static void allow(Pane box, Optional<String> reason) {
        for (Node part : box.getChildren()) {
            part.setDisable(reason.isPresent());
        }
        if (box.getProperties().remove(KEY) instanceof Tooltip tooltip) {
            Tooltip.uninstall(box, tooltip);
        }
        box.setAccessibleHelp(reason.orElse(null));
        reason.ifPresent(text -> {
            Tooltip tooltip = new Tooltip(text);
            Tooltip.install(box, tooltip);
            box.getProperties().put(KEY, tooltip);
        });
    }
}
