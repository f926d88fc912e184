package org.dipscope.ui.palette;

import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The palette: a box, and the commands that fit what is typed into it; controller of palette.fxml. */
public final class PaletteView {
    private static final int PAGE = 8;

    private final PaletteViewModel model;
    private final Runnable close;

    @FXML
    private Parent root;
    @FXML
    private TextField query;
    @FXML
    private ListView<PaletteEntry> list;

    /**
     * A palette.
     *
     * @param close takes it away
     */
    public PaletteView(PaletteViewModel model, Runnable close) {
        this.model = model;
        this.close = close;
    }

    @FXML
    private void initialize() {
        query.textProperty().bindBidirectional(model.queryProperty());
        list.setItems(model.shown());
        list.setCellFactory(_ -> new EntryCell());
        list.setFocusTraversable(false);
        model.chosenProperty().addListener((_, _, _) -> follow());
        model.shown().addListener((javafx.collections.ListChangeListener<PaletteEntry>) _ -> follow());
        list.setOnMouseClicked(_ -> {
            int line = list.getSelectionModel().getSelectedIndex();
            if (line >= 0) {
                model.chosenProperty().set(line);
                perform();
            }
        });
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private void follow() {
        list.getSelectionModel().clearAndSelect(model.chosenProperty().get());
        list.scrollTo(Math.max(0, model.chosenProperty().get() - PAGE / 2));
    }

    private void key(KeyEvent key) {
        switch (key.getCode()) {
            case UP -> model.move(-1);
            case DOWN -> model.move(1);
            case PAGE_UP -> model.move(-PAGE);
            case PAGE_DOWN -> model.move(PAGE);
            case ENTER -> perform();
            default -> {
                return;
            }
        }
        key.consume();
    }

    private void perform() {
        PaletteEntry choice = model.choice();
        if (choice != null) {
            close.run();
            choice.action().run();
        }
    }

    /** Offers everything and takes the keyboard. */
    public void begin() {
        model.begin();
        query.requestFocus();
        follow();
    }

    /** The view's own node. */
    public Parent root() {
        return root;
    }

    /** Label, group and keys in one line. */
    private static final class EntryCell extends ListCell<PaletteEntry> {
        private final Label name = new Label();
        private final Label group = new Label();
        private final Label keys = new Label();
        private final HBox line;

        EntryCell() {
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            group.getStyleClass().add("note");
            keys.getStyleClass().add("keys");
            line = new HBox(name, group, gap, keys);
            line.getStyleClass().add("palette-line");
        }

        @Override
        protected void updateItem(PaletteEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(null);
            setGraphic(empty || entry == null ? null : line);
            if (!empty && entry != null) {
                name.setText(entry.label());
                group.setText(entry.about());
                keys.setText(entry.keys());
                setDisable(!entry.possible());
                setAccessibleText(entry.label() + ", " + entry.about() + (entry.keys().isEmpty() ? "" : ", " + entry.keys()));
            }
        }
    }
}
