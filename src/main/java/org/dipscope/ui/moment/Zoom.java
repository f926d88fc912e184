package org.dipscope.ui.moment;

import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dipscope.mask.Hook;
import org.dipscope.ui.heatmap.Span;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** Which layers and which columns of each hook are shown: one choice for all maps, so that what lies below each other is the same column. */
public final class Zoom {
    private final ObjectProperty<Span> layers = new SimpleObjectProperty<>(this, "layers", Span.WHOLE);
    private final Map<Hook, ObjectProperty<Span>> columns = new EnumMap<>(Hook.class);
    private final BooleanBinding fitted;

    Zoom() {
        for (Hook hook : Hook.values()) {
            columns.put(hook, new SimpleObjectProperty<>(this, hook.id(), Span.WHOLE));
        }
        Observable[] parts = Stream.concat(Stream.of(layers), columns.values().stream()).toArray(Observable[]::new);
        fitted = Bindings.createBooleanBinding(() -> Span.WHOLE.equals(layers.get()) && columns.values().stream().map(ObjectProperty::get).allMatch(Span.WHOLE::equals), parts);
    }

    /** The layers shown. */
    public ObjectProperty<Span> layersProperty() {
        return layers;
    }

    /** The columns of a hook that are shown. */
    public ObjectProperty<Span> columnsProperty(Hook hook) {
        return columns.get(hook);
    }

    /** Whether everything is shown. */
    public BooleanBinding fitted() {
        return fitted;
    }

    /** Shows everything. */
    public void fit() {
        layers.set(Span.WHOLE);
        columns.values().forEach(span -> span.set(Span.WHOLE));
    }
}
