package org.dipscope.ui.inspector;

import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

/**
 * The words for a cell; controller of InspectorView.fxml. Where room is {@linkplain #tightProperty() tight} it is one line until a cell is
 * pinned: what the mouse merely passes must not push the controls about.
 */
public final class InspectorView {
    private static final PseudoClass SHUT = PseudoClass.getPseudoClass("shut");

    private final InspectorViewModel model;
    private final Words words;
    private final BooleanProperty tight = new SimpleBooleanProperty(this, "tight");
    private final BooleanBinding shut;

    @FXML
    private Node root;
    @FXML
    private Label brief;
    @FXML
    private Pane body;
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
        this.shut = tight.and(model.pinnedProperty().not());
    }

    /** The view's state. */
    public InspectorViewModel model() {
        return model;
    }

    /** The view's own node. */
    public Node root() {
        return root;
    }

    /** Whether the controls above need the room more than a cell that nobody pinned. */
    public BooleanProperty tightProperty() {
        return tight;
    }

    @FXML
    private void initialize() {
        shut.subscribe(now -> {
            root.pseudoClassStateChanged(SHUT, now);
            show(brief, now);
            show(body, !now);
            show(unpin, !now);
        });
        brief.textProperty().bind(model.linesProperty().map(lines -> lines.isEmpty() ? words.text("inspector.invitation-brief") : lines.getFirst()));
        report.textProperty().bind(model.linesProperty().map(lines -> String.join("\n", lines)));
        report.visibleProperty().bind(report.textProperty().isNotEmpty());
        invitation.setText(words.text("inspector.invitation"));
        invitation.visibleProperty().bind(report.visibleProperty().not());
        unpin.visibleProperty().bind(model.pinnedProperty());
        unpin.setOnAction(_ -> model.unpin());
    }

    private static void show(Node part, boolean there) {
        part.setManaged(there);
        if (!part.visibleProperty().isBound()) {
            part.setVisible(there);
        }
    }
}
