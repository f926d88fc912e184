package org.dipscope.ui.tour;

import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** The card of the tour that is on; controller of tour.fxml. */
public final class TourView {
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    private final TourViewModel model;

    @FXML
    private VBox root;
    @FXML
    private Label title;
    @FXML
    private Label place;
    @FXML
    private Label text;
    @FXML
    private Label found;
    @FXML
    private Button next;
    @FXML
    private Button leave;

    /** A card on this view model. */
    public TourView(TourViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        title.textProperty().bind(model.titleProperty());
        place.textProperty().bind(model.placeProperty());
        text.textProperty().bind(model.textProperty());
        found.textProperty().bind(model.foundProperty());
        found.visibleProperty().bind(model.foundProperty().isNotEmpty());
        found.managedProperty().bind(found.visibleProperty());
        next.textProperty().bind(model.nextProperty());
        next.setOnAction(_ -> model.next());
        leave.setOnAction(_ -> model.leave());
        root.visibleProperty().bind(model.stageProperty().isNotEqualTo(TourViewModel.Stage.OFF));
        root.managedProperty().bind(root.visibleProperty());
        model.stageProperty().addListener((_, before, now) -> {
            // While a run is under way the button does nothing; were it disabled, it would lose the keyboard.
            next.pseudoClassStateChanged(WAITING, now == TourViewModel.Stage.RUNNING);
            if (before == TourViewModel.Stage.OFF) {
                next.requestFocus();
            }
        });
    }
}
