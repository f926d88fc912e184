package org.dipscope.ui.heatmap;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What mouse and keys do to a heatmap. */
final class HeatmapBehaviour {
    private static final int LEAP = 16;
    private static final double FEWEST_COLUMNS = 8;
    private static final double FEWEST_ROWS = 2;
    private static final double ZOOM_PER_NOTCH = 0.8;
    private static final double NOTCH = 40;

    private final Heatmap map;
    private final ObjectProperty<Point2D> pointer = new SimpleObjectProperty<>(this, "pointer");
    private final List<Runnable> removals = new ArrayList<>();
    private Point2D pressed;
    private Point2D dragged;

    HeatmapBehaviour(Heatmap map) {
        this.map = map;
        on(MouseEvent.MOUSE_MOVED, this::hover);
        on(MouseEvent.MOUSE_EXITED, this::leave);
        on(MouseEvent.MOUSE_PRESSED, this::press);
        on(MouseEvent.MOUSE_DRAGGED, this::drag);
        on(MouseEvent.MOUSE_RELEASED, this::release);
        on(ScrollEvent.SCROLL, this::scroll);
        on(KeyEvent.KEY_PRESSED, this::key);
    }

    /** Where the mouse is over the map; {@code null} where it is not, so that a cursor moved by keys shows no words under it. */
    ObjectProperty<Point2D> pointerProperty() {
        return pointer;
    }

    void dispose() {
        removals.forEach(Runnable::run);
    }

    private <E extends Event> void on(EventType<E> type, EventHandler<E> handler) {
        map.addEventHandler(type, handler);
        removals.add(() -> map.removeEventHandler(type, handler));
    }

    private Cells cells() {
        return map.sourceProperty().get().get();
    }

    private Optional<Spot> spotAt(double x, double y) {
        Cells cells = cells();
        if (cells.isEmpty() || map.getWidth() <= 0 || map.getHeight() <= 0) {
            return Optional.empty();
        }
        Span columns = map.columnsShownProperty().get();
        int column = Math.clamp((long) (columns.at(x / map.getWidth()) * cells.columns()), 0, cells.columns() - 1);
        double scale = OutputScale.of(map);
        Bands bands = new Bands(map.rowsShownProperty().get(), cells.rows(), (int) Math.round(map.getHeight() * scale));
        return Optional.of(new Spot(bands.rowAt(y * scale), column));
    }

    private void hover(MouseEvent event) {
        pointer.set(new Point2D(event.getX(), event.getY()));
        map.hoveredProperty().set(spotAt(event.getX(), event.getY()));
    }

    private void leave(MouseEvent event) {
        pointer.set(null);
        map.hoveredProperty().set(Optional.empty());
    }

    private void press(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && map.explorableProperty().get()) {
            map.requestFocus();
            pressed = new Point2D(event.getX(), event.getY());
            dragged = pressed;
        }
    }

    private void drag(MouseEvent event) {
        if (dragged == null) {
            return;
        }
        double dx = (event.getX() - dragged.getX()) / map.getWidth();
        double dy = (event.getY() - dragged.getY()) / map.getHeight();
        dragged = new Point2D(event.getX(), event.getY());
        pan(-dx, -dy);
        hover(event);
    }

    private void pan(double columns, double rows) {
        Span across = map.columnsShownProperty().get();
        Span down = map.rowsShownProperty().get();
        map.columnsShownProperty().set(across.moved(columns * across.length()));
        map.rowsShownProperty().set(down.moved(rows * down.length()));
    }

    private void release(MouseEvent event) {
        if (pressed != null && event.isStillSincePress()) {
            pin(spotAt(event.getX(), event.getY()));
        }
        pressed = null;
        dragged = null;
    }

    private void pin(Optional<Spot> spot) {
        map.pinnedProperty().set(spot.equals(map.pinnedProperty().get()) ? Optional.empty() : spot);
    }

    private void scroll(ScrollEvent event) {
        if (!map.explorableProperty().get() || cells().isEmpty()) {
            return;
        }
        boolean rows = event.isControlDown() || event.isShortcutDown() || event.isShiftDown();
        double turn = event.getDeltaY() != 0 ? event.getDeltaY() : rows ? event.getDeltaX() : 0;
        if (turn != 0) {
            double factor = Math.pow(ZOOM_PER_NOTCH, turn / NOTCH);
            zoom(factor, rows, event.getX() / map.getWidth(), event.getY() / map.getHeight());
        } else {
            pan(-event.getDeltaX() / map.getWidth(), 0);
        }
        map.hoveredProperty().set(spotAt(event.getX(), event.getY()));
        event.consume();
    }

    private void zoom(double factor, boolean rows, double x, double y) {
        Cells cells = cells();
        if (rows) {
            map.rowsShownProperty().set(map.rowsShownProperty().get().zoomed(factor, y, FEWEST_ROWS / cells.rows()));
        } else {
            map.columnsShownProperty().set(map.columnsShownProperty().get().zoomed(factor, x, FEWEST_COLUMNS / cells.columns()));
        }
    }

    private void key(KeyEvent event) {
        if (!map.explorableProperty().get() || cells().isEmpty() || event.isControlDown() || event.isMetaDown() || event.isAltDown()) {
            return;
        }
        int leap = event.isShiftDown() ? LEAP : 1;
        switch (event.getCode()) {
            case LEFT, KP_LEFT -> move(0, -leap);
            case RIGHT, KP_RIGHT -> move(0, leap);
            case UP, KP_UP -> move(-1, 0);
            case DOWN, KP_DOWN -> move(1, 0);
            case HOME -> move(0, -cells().columns());
            case END -> move(0, cells().columns());
            case ENTER, SPACE -> pin(map.hoveredProperty().get());
            case F -> fit();
            case PLUS, ADD, EQUALS -> zoom(ZOOM_PER_NOTCH, false, 0.5, 0.5);
            case MINUS, SUBTRACT -> zoom(1 / ZOOM_PER_NOTCH, false, 0.5, 0.5);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void fit() {
        map.rowsShownProperty().set(Span.WHOLE);
        map.columnsShownProperty().set(Span.WHOLE);
    }

    private void move(int rows, int columns) {
        Cells cells = cells();
        Spot from = map.hoveredProperty().get().or(map.pinnedProperty()::get).orElse(new Spot(0, 0));
        Spot to = new Spot(Math.clamp(from.row() + rows, 0, cells.rows() - 1), Math.clamp(from.position() + columns, 0, cells.columns() - 1));
        pointer.set(null);
        map.hoveredProperty().set(Optional.of(to));
        keepInSight(to, cells);
    }

    private void keepInSight(Spot spot, Cells cells) {
        Span across = map.columnsShownProperty().get();
        Span down = map.rowsShownProperty().get();
        map.columnsShownProperty().set(across.moved(missing(across, spot.position(), cells.columns())));
        map.rowsShownProperty().set(down.moved(missing(down, spot.row(), cells.rows())));
    }

    private static double missing(Span shown, int index, int of) {
        double from = (double) index / of;
        double to = (index + 1.0) / of;
        return from < shown.from() ? from - shown.from() : Math.max(0, to - shown.to());
    }
}
