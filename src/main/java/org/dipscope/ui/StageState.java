package org.dipscope.ui;

import javafx.beans.Observable;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.dipscope.session.Session;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;
import org.dipscope.ui.console.Colouring;
import org.dipscope.ui.masks.MaskMode;
import org.dipscope.ui.masks.MasksViewModel;
import org.dipscope.ui.moment.Arrangement;
import org.dipscope.ui.state.WindowState;
import org.dipscope.ui.theme.Theme;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Takes down what a window has, and gives it back at the next start. */
final class StageState {
    /** So much of a window's top edge must be seen for a mouse to get hold of it. */
    private static final double LEAST_SEEN = 80;

    private final Stage stage;
    private final Workbench bench;
    private final CentreKeeper centre;
    private WindowState before = WindowState.FIRST;

    StageState(Stage stage, Workbench bench) {
        this.stage = stage;
        this.bench = bench;
        this.centre = new CentreKeeper(bench);
    }

    /** Gives everything back, before the window is shown: the split of a window that was laid out once is not taken. */
    void restore(WindowState state) {
        before = state;
        bench.view().divide(state.dividers().stream().mapToDouble(Double::doubleValue).toArray());
        state.place().filter(StageState::seen).ifPresent(place -> {
            stage.setX(place.x());
            stage.setY(place.y());
            stage.setWidth(place.width());
            stage.setHeight(place.height());
            stage.setMaximized(place.maximized());
        });
        state.theme().flatMap(StageState::theme).ifPresent(bench.appearance()::choose);
        state.colouring().flatMap(name -> named(Colouring.values(), name)).ifPresent(bench.console().colouringProperty()::set);
        state.masks().flatMap(name -> named(MaskMode.values(), name)).filter(mode -> mode != MaskMode.DIFFERENCE).ifPresent(bench.masks().modeProperty()::set);
        state.lookBack().stream().filter(MasksViewModel.LENGTHS::contains).forEach(bench.masks()::lookBack);
        bench.console().renderedProperty().set(state.rendered());
        state.arranged().flatMap(name -> named(Arrangement.values(), name)).ifPresent(bench.moment().arrangementProperty()::set);
        bench.moment().byFrequencyProperty().set(state.sorted());
        centre.restore(state.centre());
        bench.toolbar().recent().setAll(state.recent());
        if (!state.settings().isEmpty()) {
            bench.window().onFirstModel(opened -> adopt(opened, state));
        }
    }

    /** Settings belong to a model: another one has its own DRAM budget. Those that an older or a newer version wrote may not fit. */
    private void adopt(Session opened, WindowState state) {
        if (state.model().filter(model -> model.toAbsolutePath().equals(opened.model().file().toAbsolutePath())).isPresent()) {
            try {
                bench.window().adopt(SettingsText.read(state.settings(), opened.settings()));
            } catch (IllegalArgumentException e) {
                // The model's own settings stay.
            }
        }
    }

    /** How wide the window will be; its scene has to be so from the start, for a split is kept in pixels when a window changes its size. */
    static OptionalDouble width(WindowState state) {
        return state.place().filter(StageState::seen).map(WindowState.Place::width).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /** How high the window will be. */
    static OptionalDouble height(WindowState state) {
        return state.place().filter(StageState::seen).map(WindowState.Place::height).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private static boolean seen(WindowState.Place place) {
        Rectangle2D edge = new Rectangle2D(place.x(), place.y(), Math.max(0, place.width()), LEAST_SEEN);
        return place.width() > 0 && place.height() > 0 && Screen.getScreens().stream().map(Screen::getVisualBounds).anyMatch(screen ->
                Math.min(screen.getMaxX(), edge.getMaxX()) - Math.max(screen.getMinX(), edge.getMinX()) >= LEAST_SEEN && screen.contains(
                        Math.clamp(edge.getMinX(), screen.getMinX(), screen.getMaxX()), edge.getMinY()));
    }

    private static Optional<Theme> theme(String name) {
        return Arrays.stream(Theme.values()).filter(theme -> theme.id().equals(name)).findFirst();
    }

    private static <T extends Enum<T>> Optional<T> named(T[] values, String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }

    /** Everything whose change changes what {@link #take} takes. */
    List<Observable> parts() {
        List<Observable> parts = new ArrayList<>(List.of(stage.xProperty(), stage.yProperty(), stage.widthProperty(), stage.heightProperty(), stage.maximizedProperty(),
                bench.appearance().themeProperty(), bench.appearance().chosenProperty(), bench.console().colouringProperty(), bench.console().renderedProperty(),
                bench.masks().modeProperty(), bench.masks().lengthProperty(), bench.moment().arrangementProperty(), bench.moment().byFrequencyProperty(),
                bench.window().sessionProperty(), bench.window().settingsProperty(), bench.toolbar().recent()));
        parts.addAll(bench.view().splits());
        parts.addAll(centre.parts());
        return parts;
    }

    /** What the window has now; settings and model are those of the last time until there is a model. */
    WindowState take() {
        Settings settings = bench.window().settingsProperty().get();
        Optional<Path> model = bench.window().model().map(opened -> opened.file().toAbsolutePath()).or(before::model);
        return new WindowState(Optional.of(new WindowState.Place(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized())),
                Arrays.stream(bench.view().dividers()).boxed().toList(), bench.appearance().chosen().map(Theme::id),
                Optional.of(bench.console().colouringProperty().get().name()), bench.console().renderedProperty().get(),
                Optional.of(bench.masks().modeProperty().get().name()), OptionalInt.of(bench.masks().lengthProperty().get()),
                Optional.of(bench.moment().arrangementProperty().get().name()), bench.moment().byFrequencyProperty().get(), centre.take(), model,
                settings == null ? before.settings() : SettingsText.write(settings), bench.toolbar().recent().stream().map(Path::toAbsolutePath).toList());
    }
}
