package org.dipscope.ui.tour;

import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.dipscope.ui.text.Words;

import java.util.function.Consumer;

/** The list of tours, one click each; controller of tours.fxml. */
public final class ToursView {
    private final Consumer<Tour> begin;
    private final Runnable close;
    private final Words words;

    @FXML
    private Parent root;
    @FXML
    private VBox list;
    @FXML
    private Button leave;

    /**
     * A list of all tours.
     *
     * @param begin takes the one that was chosen
     * @param close takes the list away
     */
    public ToursView(Consumer<Tour> begin, Runnable close, Words words) {
        this.begin = begin;
        this.close = close;
        this.words = words;
    }

    @FXML
    private void initialize() {
        leave.setOnAction(_ -> close.run());
        Tours.ALL.forEach(tour -> list.getChildren().add(entry(tour)));
    }

    private Button entry(Tour tour) {
        Label title = new Label(words.text("tours." + tour.id()));
        title.getStyleClass().add("heading");
        Label what = new Label(words.text("tours." + tour.id() + "-what"));
        what.getStyleClass().add("note");
        VBox lines = new VBox(title, what);
        lines.getStyleClass().add("two-lines");
        Button button = new Button(null, lines);
        button.setId("tour-" + tour.id());
        button.setAccessibleText(title.getText() + ". " + what.getText());
        button.getStyleClass().add("tour-entry");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(_ -> {
            close.run();
            begin.accept(tour);
        });
        return button;
    }

    /** Takes the keyboard. */
    public void begin() {
        list.getChildren().getFirst().requestFocus();
    }

    /** The view's own node. */
    public Parent root() {
        return root;
    }
}
