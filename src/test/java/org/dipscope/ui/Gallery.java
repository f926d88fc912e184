package org.dipscope.ui;

import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dipscope.mask.Hook;
import org.dipscope.session.Phase;
import org.dipscope.ui.cache.CacheView;
import org.dipscope.ui.masks.MaskMode;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.inspector.InspectorView;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.scrubber.ScrubberView;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.timeline.TimelineView;

import java.util.Optional;

/** Writes pictures of every instrument in every state to target/pictures; run by hand, to be looked at. */
public final class Gallery {

    private Gallery() {
    }

    public static void main(String[] arguments) {
        Runs runs = new Runs();
        Picture.inJavaFx(() -> {
            for (Theme theme : Theme.values()) {
                for (int scale = 1; scale <= 2; scale++) {
                    Moment moment = new Moment();
                    MasksView masks = new MasksView(moment);
                    Parent top = Picture.load("MasksView.fxml", masks);
                    Parent bottom = Picture.load("CacheView.fxml", new CacheView(moment));
                    VBox.setVgrow(top, Priority.ALWAYS);
                    VBox.setVgrow(bottom, Priority.ALWAYS);
                    Parent timeline = Picture.load("TimelineView.fxml", new TimelineView(moment));
                    Parent scrubber = Picture.load("ScrubberView.fxml", new ScrubberView(moment));
                    VBox.setVgrow(timeline, Priority.ALWAYS);
                    Parent inspector = Picture.load("InspectorView.fxml", new InspectorView(moment));
                    VBox main = new VBox(8, top, bottom, timeline, scrubber);
                    HBox.setHgrow(main, Priority.ALWAYS);
                    ((Region) inspector).setMinWidth(220);
                    Scene scene = Picture.scene(new HBox(16, main, inspector), theme, 1040, 790);
                    String suffix = "-" + theme.id() + "-" + scale;
                    Picture.write(scene, scale, "empty" + suffix);
                    moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
                    for (MaskMode mode : MaskMode.values()) {
                        if (mode == MaskMode.DIFFERENCE) {
                            masks.model().compareWith(Optional.of(runs.snapshot(2, runs.tokens(25, 7), Phase.FINISHED)));
                        }
                        masks.model().modeProperty().set(mode);
                        Picture.write(scene, scale, mode.name().toLowerCase() + suffix);
                    }
                    masks.model().modeProperty().set(MaskMode.WINDOW);
                    moment.show(runs.snapshot(3, runs.tokens(64), Phase.DECODE));
                    moment.seek(40);
                    moment.pinnedProperty().set(Optional.of(new Cell(Hook.DOWN, 17, 903)));
                    Picture.write(scene, scale, "seek" + suffix);
                    moment.show(runs.snapshot(4, runs.tokens(20), Phase.DECODE));
                    Picture.write(scene, scale, "running" + suffix);
                    moment.seek(5);
                    moment.seek(0);
                    Picture.write(scene, scale, "first" + suffix);
                    moment.seek(7);
                    ((Parent) inspector).setVisible(false);
                    ((Region) inspector).setManaged(false);
                    scene.getRoot().setStyle(scene.getRoot().getStyle() + "-fx-max-width: 500;");
                    Picture.write(scene, scale, "narrow" + suffix);
                }
            }
        });
        Platform.exit();
    }
}
