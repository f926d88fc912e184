package org.dipscope.ui.layers;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import org.dipscope.mask.Hook;

import java.util.List;

/** Maps whose state is that of a moment; a view model adds what they show. */
public interface MomentMaps extends HookCells {

    /** What the maps have in common with all maps of the moment. */
    MomentCells state();

    @Override
    default ReadOnlyObjectProperty<List<Hook>> hooksProperty() {
        return state().hooks().getReadOnlyProperty();
    }

    @Override
    default int layers() {
        return state().shape().layers();
    }

    @Override
    default ReadOnlyStringProperty titleProperty(Hook hook) {
        return state().title(hook).getReadOnlyProperty();
    }

    @Override
    default ReadOnlyStringProperty noteProperty() {
        return state().note().getReadOnlyProperty();
    }

    @Override
    default ReadOnlyLongProperty revisionProperty() {
        return state().revision().getReadOnlyProperty();
    }
}
