package org.dipscope.ui.colour;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleConverter;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An invisible region of no size that reads the theme's colours from the style sheet ({@code .swatches} in instruments.css), so
 * that canvases and rasters follow the theme like everything else.
 */
public final class Swatches extends Region {
    private static final StyleConverter<String, Color> CONVERTER = StyleConverter.getColorConverter();

    private static final List<Slot> SLOTS = List.of(
            new Slot("-swatch-background", "#101317", swatches -> swatches.background),
            new Slot("-swatch-panel", "#161a20", swatches -> swatches.panel),
            new Slot("-swatch-raised", "#1c2129", swatches -> swatches.raised),
            new Slot("-swatch-line", "#272d37", swatches -> swatches.line),
            new Slot("-swatch-track", "#2a313c", swatches -> swatches.track),
            new Slot("-swatch-text", "#dde2ea", swatches -> swatches.text),
            new Slot("-swatch-text-2", "#8a93a3", swatches -> swatches.second),
            new Slot("-swatch-text-3", "#5d6675", swatches -> swatches.third),
            new Slot("-swatch-accent", "#4db6ff", swatches -> swatches.accent),
            new Slot("-swatch-resident", "#22364f", swatches -> swatches.resident),
            new Slot("-swatch-hit", "#3f86c9", swatches -> swatches.hit),
            new Slot("-swatch-loaded", "#ffb347", swatches -> swatches.loaded),
            new Slot("-swatch-evicted", "#c77dff", swatches -> swatches.evicted));

    private static final List<CssMetaData<? extends Styleable, ?>> META = meta();

    private final SimpleStyleableObjectProperty<Color> background = property(0);
    private final SimpleStyleableObjectProperty<Color> panel = property(1);
    private final SimpleStyleableObjectProperty<Color> raised = property(2);
    private final SimpleStyleableObjectProperty<Color> line = property(3);
    private final SimpleStyleableObjectProperty<Color> track = property(4);
    private final SimpleStyleableObjectProperty<Color> text = property(5);
    private final SimpleStyleableObjectProperty<Color> second = property(6);
    private final SimpleStyleableObjectProperty<Color> third = property(7);
    private final SimpleStyleableObjectProperty<Color> accent = property(8);
    private final SimpleStyleableObjectProperty<Color> resident = property(9);
    private final SimpleStyleableObjectProperty<Color> hit = property(10);
    private final SimpleStyleableObjectProperty<Color> loaded = property(11);
    private final SimpleStyleableObjectProperty<Color> evicted = property(12);
    private final ReadOnlyObjectWrapper<Tones> tones = new ReadOnlyObjectWrapper<>(this, "tones");

    private static final class Slot extends CssMetaData<Swatches, Color> {
        private final Function<Swatches, SimpleStyleableObjectProperty<Color>> property;

        Slot(String name, String initial, Function<Swatches, SimpleStyleableObjectProperty<Color>> property) {
            super(name, CONVERTER, Color.web(initial));
            this.property = property;
        }

        @Override
        public boolean isSettable(Swatches swatches) {
            return true;
        }

        @Override
        public StyleableProperty<Color> getStyleableProperty(Swatches swatches) {
            return property.apply(swatches);
        }
    }

    /** Swatches in the dark theme's colours until the style sheet is applied. */
    public Swatches() {
        getStyleClass().add("swatches");
        setManaged(false);
        setMouseTransparent(true);
        update();
    }

    /** The theme's colours now. */
    public Tones tones() {
        return tones.get();
    }

    /** The theme's colours; a change of theme may be told in several steps within one pulse. */
    public ReadOnlyObjectProperty<Tones> tonesProperty() {
        return tones.getReadOnlyProperty();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return META;
    }

    private SimpleStyleableObjectProperty<Color> property(int slot) {
        SimpleStyleableObjectProperty<Color> property = new SimpleStyleableObjectProperty<>(
                SLOTS.get(slot), this, SLOTS.get(slot).getProperty(), SLOTS.get(slot).getInitialValue(this));
        property.addListener(_ -> update());
        return property;
    }

    private void update() {
        tones.set(new Tones(background.get(), panel.get(), raised.get(), line.get(), track.get(), text.get(), second.get(), third.get(),
                accent.get(), resident.get(), hit.get(), loaded.get(), evicted.get()));
    }

    private static List<CssMetaData<? extends Styleable, ?>> meta() {
        List<CssMetaData<? extends Styleable, ?>> all = new ArrayList<>(Region.getClassCssMetaData());
        all.addAll(SLOTS);
        return List.copyOf(all);
    }
}
