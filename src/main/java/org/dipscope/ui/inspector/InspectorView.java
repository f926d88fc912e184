package org.dipscope.ui.inspector;

import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

/** The words for a cell; controller of InspectorView.fxml. */
public final class InspectorView {
    private final InspectorViewModel model;
    private final Words words;

    @FXML
    private Node root;
    @FXML
    private Label report;
    @FXML
    private Label invitation;
    @FXML
    private Button unpin;

    /** The inspector of this moment. */
    public InspectorView(Moment moment, Words words) {
        this.model = new InspectorViewModel(moment, words);
        this.words = words;
    }

    /** The view's state. */
    public InspectorViewModel model() {
        return model;
    }

    /** The view's own node. */
    public Node root() {
        return root;
    }

    @FXML
    private void initialize() {
        report.textProperty().bind(model.linesProperty().map(lines -> String.join("\n", lines)));
        report.visibleProperty().bind(report.textProperty().isNotEmpty());
        invitation.setText(words.text("inspector.invitation"));
        invitation.visibleProperty().bind(report.visibleProperty().not());
        unpin.visibleProperty().bind(model.pinnedProperty());
        unpin.setOnAction(_ -> model.unpin());
    }
}
