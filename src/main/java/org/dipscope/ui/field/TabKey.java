package org.dipscope.ui.field;

import javafx.scene.TraversalDirection;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The Tab key in a box of several lines. */
public final class TabKey {

    private TabKey() {
    }

    /** Has Tab leave the box, as everywhere else, instead of typing a tab in it: who has no mouse would not come out. */
    public static void leaves(TextArea box) {
        box.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.TAB && !key.isControlDown() && !key.isAltDown() && !key.isMetaDown()) {
                box.requestFocusTraversal(key.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
                key.consume();
            }
        });
    }
}
