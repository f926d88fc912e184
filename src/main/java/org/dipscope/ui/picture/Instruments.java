package org.dipscope.ui.picture;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.MenuButton;

/** Instruments on paper: without what only a mouse can use. */
final class Instruments {

    private Instruments() {
    }

    /** The same instrument without its switches; what its menus say stays. */
    static Parent still(Parent instrument) {
        for (Node switches : instrument.lookupAll(".segments")) {
            switches.setVisible(false);
            switches.setManaged(false);
        }
        for (Node menu : instrument.lookupAll(".menu-button")) {
            if (menu instanceof MenuButton button) {
                button.getStyleClass().add("on-paper");
            }
        }
        return instrument;
    }
}
