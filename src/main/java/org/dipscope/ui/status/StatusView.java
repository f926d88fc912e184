package org.dipscope.ui.status;

import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import java.util.List;

/** The status line. */
public final class StatusView {
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
    private static final double ROOMY = 1200;

    private final StatusViewModel model;

    @FXML
    private HBox root;
    @FXML
    private HBox simulated;
    @FXML
    private HBox measured;

    /** A status line on this view model. */
    public StatusView(StatusViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        model.simulatedProperty().addListener((_, _, _) -> show(simulated, model.simulatedProperty().get()));
        model.measuredProperty().addListener((_, _, _) -> show(measured, model.measuredProperty().get()));
        show(simulated, model.simulatedProperty().get());
        show(measured, model.measuredProperty().get());
        root.widthProperty().subscribe(width -> root.pseudoClassStateChanged(NARROW, width.doubleValue() < ROOMY));
        Tooltip device = new Tooltip();
        device.textProperty().bind(model.deviceProperty());
        Tooltip.install(simulated, device);
        Tooltip machine = new Tooltip();
        machine.textProperty().bind(model.machineProperty());
        Tooltip.install(measured, machine);
    }

    private static void show(HBox line, List<StatusViewModel.Reading> readings) {
        while (line.getChildren().size() > readings.size()) {
            line.getChildren().removeLast();
        }
        for (int i = 0; i < readings.size(); i++) {
            if (i == line.getChildren().size()) {
                line.getChildren().add(new ReadingView(i == 0));
            }
            ((ReadingView) line.getChildren().get(i)).show(readings.get(i));
        }
    }

    /** Three labels on one baseline: words, figure, words. */
    private static final class ReadingView extends HBox {
        private final Label before;
        private final Label figure = label("figure");
        private final Label after = label("second");

        ReadingView(boolean title) {
            before = label(title ? "figure" : "second");
            getStyleClass().add("reading");
            getChildren().addAll(before, figure, after);
        }

        private static Label label(String style) {
            Label label = new Label();
            label.getStyleClass().add(style);
            label.setMinWidth(USE_PREF_SIZE);
            return label;
        }

        void show(StatusViewModel.Reading reading) {
            set(before, reading.before());
            set(figure, reading.figure());
            set(after, reading.after());
        }

        private static void set(Label label, String text) {
            label.setText(text);
            label.setManaged(!text.isEmpty());
            label.setVisible(!text.isEmpty());
        }
    }
}
