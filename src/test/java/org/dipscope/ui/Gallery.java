package org.dipscope.ui;

import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dipscope.mask.Hook;
import org.dipscope.session.Phase;
import org.dipscope.ui.cache.CacheView;
import org.dipscope.ui.inspector.InspectorView;
import org.dipscope.ui.masks.MaskMode;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.scrubber.ScrubberView;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.timeline.TimelineView;

import java.util.Locale;
import java.util.Optional;

/** Writes pictures of every instrument in every state to target/pictures; run by hand, to be looked at. */
public final class Gallery {
    private final Runs runs = new Runs();
    private final Moment moment = new Moment();
    private final MasksView masks = new MasksView(moment, Words.english());
    private final CacheView cache = new CacheView(moment, Words.english());
    private final Scene scene;
    private final int scale;
    private final String suffix;

    private Gallery(Theme theme, int scale, double width, double height) {
        this.scale = scale;
        this.suffix = "-" + theme.id() + "-" + scale;
        Parent top = Picture.load("MasksView.fxml", masks);
        Parent middle = Picture.load("CacheView.fxml", cache);
        Parent timeline = Picture.load("TimelineView.fxml", new TimelineView(moment, Words.english()));
        VBox main = new VBox(8, top, middle, timeline, Picture.load("ScrubberView.fxml", new ScrubberView(moment, Words.english())));
        main.getChildren().subList(0, 3).forEach(view -> VBox.setVgrow(view, Priority.ALWAYS));
        HBox.setHgrow(main, Priority.ALWAYS);
        Region inspector = (Region) Picture.load("InspectorView.fxml", new InspectorView(moment, Words.english()));
        inspector.setMinWidth(236);
        inspector.setMaxWidth(236);
        scene = Picture.scene(width < 800 ? main : new HBox(16, main, inspector), theme, width, height);
    }

    private void write(String name) {
        Picture.write(scene, scale, name + suffix);
    }

    private void everyState() {
        write("empty");
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        masks.model().compareWith(Optional.of(runs.snapshot(2, runs.tokens(25, 7), Phase.FINISHED)));
        moment.seek(20);
        write("cache");
        cache.whatIf().playNow();
        write("what-if");
        cache.whatIf().openProperty().set(false);
        moment.goLive();
        for (MaskMode mode : MaskMode.values()) {
            masks.model().modeProperty().set(mode);
            write(mode.name().toLowerCase(Locale.ROOT));
        }
        masks.model().modeProperty().set(MaskMode.WINDOW);
        moment.show(runs.snapshot(3, runs.tokens(64), Phase.DECODE));
        moment.seek(40);
        moment.pinnedProperty().set(Optional.of(new Cell(Hook.DOWN, 17, 903)));
        write("seek");
        hover("#masks-down", 0.8, 0.9);
        hover("#timeline-chart", 0.5, 0.3);
        write("hover");
        moment.arrangementProperty().set(org.dipscope.ui.moment.Arrangement.STACKED);
        write("stacked");
        moment.arrangementProperty().set(org.dipscope.ui.moment.Arrangement.GLU);
        write("glu");
        moment.arrangementProperty().set(org.dipscope.ui.moment.Arrangement.BESIDE);
        moment.zoom().columnsProperty(Hook.DOWN).set(new org.dipscope.ui.heatmap.Span(0.4, 0.44));
        moment.zoom().layersProperty().set(new org.dipscope.ui.heatmap.Span(0.4, 0.8));
        write("zoomed");
        moment.zoom().fit();
        moment.show(runs.snapshot(4, runs.tokens(20), Phase.DECODE));
        write("running");
        moment.seek(0);
        write("first");
    }

    private void hover(String id, double x, double y) {
        Node node = scene.lookup(id);
        double wide = node.getLayoutBounds().getWidth() * x;
        double high = node.getLayoutBounds().getHeight() * y;
        node.fireEvent(new MouseEvent(MouseEvent.MOUSE_MOVED, wide, high, wide, high, MouseButton.NONE, 0,
                false, false, false, false, false, false, false, false, false, true, null));
    }

    private void longRun() {
        moment.show(runs.snapshot(5, runs.tokens(3000), Phase.FINISHED));
        moment.seek(1200);
        write("long");
    }

    public static void main(String[] arguments) {
        Picture.inJavaFx(() -> {
            for (Theme theme : Theme.values()) {
                for (int scale = 1; scale <= 2; scale++) {
                    new Gallery(theme, scale, 1040, 790).everyState();
                }
            }
            new Gallery(Theme.DARK, 1, 500, 620).longRun();
        });
        Platform.exit();
    }
}
