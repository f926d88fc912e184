package org.dipscope.ui.runs;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableCell;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.control.cell.TextFieldTreeTableCell;
import javafx.scene.input.KeyCode;
import javafx.util.StringConverter;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The table of pinned runs; controller of runs.fxml. */
public final class RunsView {
    private final RunsViewModel model;
    private final Runnable close;
    private final Words words;

    @FXML
    private Parent root;
    @FXML
    private TextField search;
    @FXML
    private ComboBox<RunsViewModel.Grouping> grouping;
    @FXML
    private Button leave;
    @FXML
    private TreeTableView<Entry> table;
    @FXML
    private Label empty;
    @FXML
    private Button compare;
    @FXML
    private Button show;
    @FXML
    private Button adopt;
    @FXML
    private Button remove;

    /** A line of the tree: a run, or the title of a group. */
    private record Entry(String title, Optional<RunRow> row) {
        String text(Function<RunRow, String> of) {
            return row.map(of).orElse("");
        }
    }

    /**
     * A table.
     *
     * @param close leaves it
     */
    public RunsView(RunsViewModel model, Runnable close, Words words) {
        this.model = model;
        this.close = close;
        this.words = words;
    }

    @FXML
    private void initialize() {
        search.textProperty().bindBidirectional(model.searchProperty());
        grouping.getItems().setAll(RunsViewModel.Grouping.values());
        grouping.setConverter(new StringConverter<>() {
            @Override
            public String toString(RunsViewModel.Grouping value) {
                return value == null ? "" : words.text("table.group-" + value.id());
            }

            @Override
            public RunsViewModel.Grouping fromString(String text) {
                throw new UnsupportedOperationException("the list is not editable");
            }
        });
        grouping.valueProperty().bindBidirectional(model.groupingProperty());
        leave.setOnAction(_ -> close.run());
        table.setShowRoot(false);
        table.setEditable(true);
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        empty.setMouseTransparent(true);
        columns();
        buttons();
        model.groupsProperty().subscribe(this::fill);
    }

    private void columns() {
        table.getColumns().add(typed("name", 160, RunRow::title, model::rename));
        table.getColumns().add(text("settings", 210, RunRow::settings));
        for (RunRow.Figure figure : RunRow.Figure.values()) {
            TreeTableColumn<Entry, Entry> column = new TreeTableColumn<>(words.text("table." + figure.id()));
            column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue().getValue()));
            column.setCellFactory(_ -> new FigureCell(figure));
            column.setComparator((a, b) -> Double.compare(value(a, figure), value(b, figure)));
            column.setPrefWidth(figure == RunRow.Figure.SIMULATED || figure == RunRow.Figure.MEASURED ? 108 : 80);
            table.getColumns().add(column);
        }
        table.getColumns().add(typed("note", 200, row -> row.run().note(), model::note));
    }

    private static double value(Entry entry, RunRow.Figure figure) {
        return entry.row().map(row -> row.value(figure)).orElse(Double.NaN);
    }

    private TreeTableColumn<Entry, String> text(String id, double width, Function<RunRow, String> text) {
        TreeTableColumn<Entry, String> column = new TreeTableColumn<>(words.text("table." + id));
        column.setId("runs-" + id);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().getValue().text(text)));
        column.setPrefWidth(width);
        column.setEditable(false);
        return column;
    }

    private TreeTableColumn<Entry, String> typed(String id, double width, Function<RunRow, String> text, BiConsumer<RunRow, String> changed) {
        TreeTableColumn<Entry, String> column = text(id, width, text);
        if (id.equals("name")) {
            column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().getValue().row().map(text).orElse(cell.getValue().getValue().title())));
        }
        column.setCellFactory(TextFieldTreeTableCell.forTreeTableColumn());
        column.setEditable(true);
        column.setOnEditCommit(edit -> edit.getRowValue().getValue().row().ifPresent(row -> changed.accept(row, edit.getNewValue())));
        return column;
    }

    private void buttons() {
        BooleanBinding one = Bindings.createBooleanBinding(() -> chosen().size() == 1, table.getSelectionModel().getSelectedItems());
        BooleanBinding two = Bindings.createBooleanBinding(() -> chosen().size() == 2, table.getSelectionModel().getSelectedItems());
        BooleanBinding any = Bindings.createBooleanBinding(() -> !chosen().isEmpty(), table.getSelectionModel().getSelectedItems());
        compare.disableProperty().bind(two.not());
        show.disableProperty().bind(one.not());
        adopt.disableProperty().bind(one.not());
        remove.disableProperty().bind(any.not());
        compare.setOnAction(_ -> model.compare(chosen().getFirst(), chosen().getLast()));
        show.setOnAction(_ -> model.show(chosen().getFirst()));
        adopt.setOnAction(_ -> model.adopt(chosen().getFirst()));
        remove.setOnAction(_ -> chosen().forEach(model::remove));
        table.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.DELETE && table.getEditingCell() == null) {
                chosen().forEach(model::remove);
                key.consume();
            }
        });
    }

    private List<RunRow> chosen() {
        return table.getSelectionModel().getSelectedItems().stream().filter(item -> item != null)
                .flatMap(item -> item.getValue().row().stream()).distinct().toList();
    }

    private void fill(List<RunsViewModel.Group> groups) {
        List<String> kept = chosen().stream().map(row -> row.run().id()).toList();
        TreeItem<Entry> top = new TreeItem<>(new Entry("", Optional.empty()));
        for (RunsViewModel.Group group : groups) {
            TreeItem<Entry> parent = top;
            if (!group.title().isEmpty()) {
                parent = new TreeItem<>(new Entry(group.title(), Optional.empty()));
                parent.setExpanded(true);
                top.getChildren().add(parent);
            }
            for (RunRow row : group.rows()) {
                parent.getChildren().add(new TreeItem<>(new Entry("", Optional.of(row))));
            }
        }
        table.setRoot(top);
        table.getSelectionModel().clearSelection();
        for (int i = 0; i < table.getExpandedItemCount(); i++) {
            if (table.getTreeItem(i).getValue().row().filter(row -> kept.contains(row.run().id())).isPresent()) {
                table.getSelectionModel().select(i);
            }
        }
        empty.setText(words.text(model.kept() == 0 ? "table.empty" : "table.nothing-found"));
        empty.setVisible(groups.isEmpty());
    }

    /** Takes the keyboard. */
    public void begin() {
        search.requestFocus();
    }

    /** The view's own node. */
    public Parent root() {
        return root;
    }

    /** Figures stand at the right, so that their digits do. */
    private static final class FigureCell extends TreeTableCell<Entry, Entry> {
        private final RunRow.Figure figure;

        FigureCell(RunRow.Figure figure) {
            this.figure = figure;
            getStyleClass().add("figure-cell");
        }

        @Override
        protected void updateItem(Entry entry, boolean none) {
            super.updateItem(entry, none);
            setText(none || entry == null ? null : entry.text(row -> row.text(figure)));
        }
    }
}
