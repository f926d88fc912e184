package org.dipscope.ui.inspector;

import javafx.scene.Parent;
import org.dipscope.mask.Hook;
import org.dipscope.session.Phase;
import org.dipscope.ui.Picture;
import org.dipscope.ui.Runs;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.Test;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class InspectorViewTest {
    private static final Cell CELL = new Cell(Hook.DOWN, 3, 17);
    private final Moment moment = new Moment();

    @Test
    void whereRoomIsTightThePinnedCellAloneTakesMoreThanALine() {
        Picture.inJavaFx(() -> {
            Runs runs = new Runs();
            moment.show(runs.snapshot(1, runs.tokens(6), Phase.FINISHED));
            InspectorView view = new InspectorView(moment, Words.english());
            Parent root = Picture.load("InspectorView.fxml", view);
            Picture.scene(root, Theme.DARK, 236, 200);
            double full = height(root);
            view.tightProperty().set(true);
            double line = height(root);

            moment.hoveredProperty().set(Optional.of(CELL));
            assertThat(height(root)).isEqualTo(line).isLessThan(full - 100);

            moment.hoveredProperty().set(Optional.empty());
            moment.pinnedProperty().set(Optional.of(CELL));
            assertThat(height(root)).isGreaterThanOrEqualTo(full);

            view.model().unpin();
            assertThat(height(root)).isEqualTo(line);
        });
    }

    private static double height(Parent root) {
        root.applyCss();
        root.layout();
        return root.prefHeight(236);
    }
}
