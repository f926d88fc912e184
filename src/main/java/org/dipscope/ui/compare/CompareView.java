package org.dipscope.ui.compare;

import javafx.beans.property.ObjectProperty;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.console.TokenFlow;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

/** The comparison of two runs: their answers, what differs in settings and figures, and where their masks differ. */
public final class CompareView {
    private final CompareViewModel model;
    private final Runnable close;
    private final Words words;
    private final ComparisonTables tables;

    @FXML
    private VBox root;
    @FXML
    private ComboBox<Snapshot> first;
    @FXML
    private ComboBox<Snapshot> second;
    @FXML
    private Button swap;
    @FXML
    private Button leave;
    @FXML
    private Label parting;
    @FXML
    private Label aligned;
    @FXML
    private WholeLines answers;
    @FXML
    private ScrollPane scroll;

    private Transcript left;
    private Transcript right;

    /**
     * A comparison.
     *
     * @param model what is compared
     * @param close leaves it
     * @param words the language
     */
    public CompareView(CompareViewModel model, Runnable close, Words words) {
        this.model = model;
        this.close = close;
        this.words = words;
        this.tables = new ComparisonTables(words);
    }

    @FXML
    private void initialize() {
        left = new Transcript(words, "A", model.moment()::seek);
        right = new Transcript(words, "B", model.moment()::seek);
        Halves halves = new Halves(left, right, 16);
        halves.getStyleClass().add("halves");
        scroll.setContent(halves);
        answers.lines(() -> Math.max(left.answerTop(), right.answerTop()), TokenFlow.LINE);
        choice(first, model.aProperty());
        choice(second, model.bProperty());
        swap.setOnAction(_ -> model.swap());
        leave.setOnAction(_ -> close.run());
        DifferenceMaps maps = new DifferenceMaps(model.moment(), model.difference(), words);
        maps.header().setControls(new SwipeSwitch(model.difference(), words));
        VBox.setVgrow(maps, Priority.ALWAYS);
        root.getChildren().addAll(tables.wide(), maps);
        model.comparisonProperty().addListener((_, _, _) -> show());
        model.moment().tokenProperty().addListener((_, _, _) -> showToken());
        show();
    }

    private void choice(ComboBox<Snapshot> box, ObjectProperty<Snapshot> value) {
        box.setItems(model.runs());
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(Snapshot run) {
                return run == null ? "" : Captions.of(words, run);
            }

            @Override
            public Snapshot fromString(String text) {
                throw new UnsupportedOperationException("the list is not editable");
            }
        });
        box.setButtonCell(new ListCell<>() {
            @Override
            protected void updateItem(Snapshot run, boolean empty) {
                super.updateItem(run, empty);
                setText(empty || run == null ? "" : run.run().number() + " · " + Captions.of(words, run.run().started().masking()));
            }
        });
        box.setValue(value.get());
        value.addListener((_, _, run) -> box.setValue(run));
        box.setOnAction(_ -> {
            if (box.getValue() != null) {
                value.set(box.getValue());
            }
        });
    }

    private void show() {
        Comparison comparison = model.comparisonProperty().get();
        if (comparison == null) {
            return;
        }
        int marked = comparison.firstDifference().orElse(-1);
        left.show(comparison.a(), marked);
        right.show(comparison.b(), marked);
        Alignment alignment = Alignment.of(comparison.a(), comparison.b());
        left.tint(alignment.onlyA());
        right.tint(alignment.onlyB());
        parting.setText(comparison.parting(words));
        aligned.setVisible(comparison.firstDifference().isPresent());
        aligned.setManaged(aligned.isVisible());
        aligned.setText(words.count("compare.aligned", alignment.common(), comparison.a().tokens().size(), comparison.b().tokens().size()));
        tables.show(comparison);
        showToken();
    }

    private void showToken() {
        int token = model.moment().tokenProperty().get();
        left.setCurrent(token);
        right.setCurrent(token);
    }
}
