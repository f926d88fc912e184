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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of pinned runs; controller of runs.fxml. */
public final class RunsView {
    private static final double NAME = 176;
    private static final double SETTINGS = 208;
    private static final double FIGURE = 72;
    private static final double NOTE = 64;
    private static final int MOST_LETTERS = 240;
    /** The table's border and its scroll bar. */
    private static final double BESIDE_COLUMNS = 18;

    private final RunsViewModel model;
    private final Runnable close;
    private final Words words;
    private final TreeItem<Entry> top = new TreeItem<>(new Entry("", Optional.empty()));

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
    @FXML
    private Label hint;

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
        table.setRowFactory(_ -> new ToldRow<>(entry -> entry.row().map(RunsView::inFull)));
        empty.setMouseTransparent(true);
        columns();
        buttons();
        table.setRoot(top);
        model.groupsProperty().subscribe(this::fill);
    }

    private void columns() {
        TreeTableColumn<Entry, ?> name = typed("name", RunRow::title, model::rename);
        TreeTableColumn<Entry, ?> settings = text("settings", RunRow::settings);
        TreeTableColumn<Entry, ?> note = typed("note", row -> row.run().note(), model::note);
        Map<RunRow.Figure, TreeTableColumn<Entry, ?>> figures = new EnumMap<>(RunRow.Figure.class);
        for (RunRow.Figure figure : RunRow.Figure.values()) {
            figures.put(figure, figure(figure));
        }
        table.getColumns().add(name);
        table.getColumns().add(settings);
        table.getColumns().addAll(figures.values());
        table.getColumns().add(note);
        // What does not fit can be had back by the button at the right end of the head.
        table.setTableMenuButtonVisible(true);
        FittingColumns fitting = new FittingColumns();
        fitting.add(name, NAME, 3);
        fitting.add(settings, SETTINGS, 1);
        fitting.add(figures.get(RunRow.Figure.SIMULATED), FIGURE, 0);
        fitting.add(figures.get(RunRow.Figure.HIT_RATE), FIGURE, 0);
        fitting.add(note, NOTE, 2);
        for (RunRow.Figure figure : List.of(RunRow.Figure.FLASH, RunRow.Figure.DENSITY, RunRow.Figure.MEASURED, RunRow.Figure.TOKENS)) {
            fitting.add(figures.get(figure), FIGURE, 0);
        }
        table.widthProperty().subscribe(width -> fitting.fit(width.doubleValue() - BESIDE_COLUMNS));
    }

    /** A column whose head takes two lines, so that it can be as narrow as its figures. */
    private TreeTableColumn<Entry, Entry> figure(RunRow.Figure figure) {
        TreeTableColumn<Entry, Entry> column = new TreeTableColumn<>();
        Label head = new Label(words.text("table." + figure.id()));
        head.setWrapText(true);
        head.setMaxWidth(FIGURE - 8);
        head.getStyleClass().add("figure-head");
        column.setGraphic(head);
        // The head shows its graphic alone; the menu of columns has no other name for it than this.
        column.setText(words.text("table." + figure.id()));
        column.getStyleClass().add("figure-column");
        column.setId("runs-" + figure.id());
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(cell.getValue().getValue()));
        column.setCellFactory(_ -> new FigureCell(figure, words));
        column.setComparator((a, b) -> order(value(a, figure), value(b, figure), column.getSortType() == TreeTableColumn.SortType.DESCENDING));
        return column;
    }

    /** A run without the figure stands last whichever way the column is sorted; the table turns the order around where it is descending. */
    private static int order(double a, double b, boolean descending) {
        return Double.isNaN(a) == Double.isNaN(b) ? Double.compare(a, b) : Double.isNaN(a) == descending ? -1 : 1;
    }

    private static double value(Entry entry, RunRow.Figure figure) {
        return entry.row().map(row -> row.value(figure)).orElse(Double.NaN);
    }

    private TreeTableColumn<Entry, String> text(String id, Function<RunRow, String> text) {
        TreeTableColumn<Entry, String> column = new TreeTableColumn<>(words.text("table." + id));
        column.setId("runs-" + id);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(cell.getValue().getValue().text(text)));
        column.setEditable(false);
        return column;
    }

    private TreeTableColumn<Entry, String> typed(String id, Function<RunRow, String> text, BiConsumer<RunRow, String> changed) {
        TreeTableColumn<Entry, String> column = text(id, text);
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
        hint.visibleProperty().bind(any.not().and(empty.visibleProperty().not()));
        hint.managedProperty().bind(hint.visibleProperty());
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
        List<TreeItem<Entry>> items = new ArrayList<>();
        for (RunsViewModel.Group group : groups) {
            List<TreeItem<Entry>> siblings = items;
            if (!group.title().isEmpty()) {
                TreeItem<Entry> parent = new TreeItem<>(new Entry(group.title(), Optional.empty()));
                parent.setExpanded(true);
                items.add(parent);
                siblings = parent.getChildren();
            }
            for (RunRow row : group.rows()) {
                siblings.add(new TreeItem<>(new Entry("", Optional.of(row))));
            }
        }
        top.getChildren().setAll(items);
        // New lines come in the order in which the runs were pinned, whatever the heads say.
        table.sort();
        table.getSelectionModel().clearSelection();
        for (int i = 0; i < table.getExpandedItemCount(); i++) {
            if (table.getTreeItem(i).getValue().row().filter(row -> kept.contains(row.run().id())).isPresent()) {
                table.getSelectionModel().select(i);
            }
        }
        empty.setText(words.text(model.kept() == 0 ? "table.empty" : "table.nothing-found"));
        empty.setVisible(groups.isEmpty());
    }

    /** A run's name, prompt and settings, the prompt up to a length that is still read. */
    private static String inFull(RunRow row) {
        String prompt = row.run().snapshot().run().prompt().strip();
        int end = prompt.offsetByCodePoints(0, Math.min(MOST_LETTERS, prompt.codePointCount(0, prompt.length())));
        String told = end < prompt.length() ? prompt.substring(0, end) + "…" : prompt;
        return Stream.of(row.title(), told, row.settings()).distinct().collect(Collectors.joining("\n"));
    }

    /** What its columns are called, from the left. */
    public List<String> columnNames() {
        return table.getColumns().stream().map(TreeTableColumn::getText).toList();
    }

    /** Sorts by a column, as a click on its head does: upwards, or downwards where it is sorted upwards by it. */
    public void sort(int index) {
        TreeTableColumn<Entry, ?> column = table.getColumns().get(index);
        boolean upwards = table.getSortOrder().equals(List.of(column)) && column.getSortType() == TreeTableColumn.SortType.ASCENDING;
        table.getSortOrder().clear();
        column.setSortType(upwards ? TreeTableColumn.SortType.DESCENDING : TreeTableColumn.SortType.ASCENDING);
        table.getSortOrder().add(column);
    }

    /** Shows a column, or hides it, as the menu at the right end of the head does; the first one is always there. */
    public void toggle(int index) {
        TreeTableColumn<Entry, ?> column = table.getColumns().get(index);
        column.setVisible(index == 0 || !column.isVisible());
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
        private final Words words;

        FigureCell(RunRow.Figure figure, Words words) {
            this.figure = figure;
            this.words = words;
            getStyleClass().add("figure-cell");
        }

        @Override
        protected void updateItem(Entry entry, boolean none) {
            super.updateItem(entry, none);
            setText(none || entry == null ? null : entry.text(row -> row.text(figure, words)));
        }
    }
}
