package org.dipscope.ui.window;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

import java.nio.file.Path;
import java.util.List;

/** What stands in the middle of the window in place of the live views: one of these, or none. */
final class Centre {
    private final BooleanProperty comparing = new SimpleBooleanProperty(this, "comparing");
    private final BooleanProperty listing = new SimpleBooleanProperty(this, "listing");
    private final BooleanProperty roofing = new SimpleBooleanProperty(this, "roofing");
    private final ObjectProperty<Path> sweep = new SimpleObjectProperty<>(this, "sweep");

    /** The live views. */
    Centre() {
        for (BooleanProperty shown : List.of(comparing, listing, roofing)) {
            shown.addListener((_, _, now) -> {
                if (now) {
                    alone(shown);
                }
            });
        }
        sweep.addListener((_, _, now) -> {
            if (now != null) {
                alone(null);
            }
        });
    }

    /** Takes away all but this one; all three where it is {@code null}. */
    private void alone(BooleanProperty stays) {
        for (BooleanProperty other : List.of(comparing, listing, roofing)) {
            if (other != stays) {
                other.set(false);
            }
        }
        if (stays != null) {
            sweep.set(null);
        }
    }

    /** Whether two runs are shown side by side. */
    BooleanProperty comparingProperty() {
        return comparing;
    }

    /** Whether the table of pinned runs is shown. */
    BooleanProperty listingProperty() {
        return listing;
    }

    /** Whether tokens are shown under the device's roof. */
    BooleanProperty roofingProperty() {
        return roofing;
    }

    /** The sweep whose trade-off is shown; {@code null} for none. */
    ObjectProperty<Path> sweepProperty() {
        return sweep;
    }
}
