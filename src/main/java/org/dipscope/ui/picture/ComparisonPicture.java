package org.dipscope.ui.picture;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.cache.CacheView;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.compare.ComparisonTables;
import org.dipscope.ui.compare.Transcript;
import org.dipscope.ui.fxml.Fxml;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.moment.Moment;

/** Two runs as one picture that reads without the program: both answers, masks and caches, and what differs between them. */
public final class ComparisonPicture extends VBox {

    /** The picture of a comparison. */
    public ComparisonPicture(Comparison comparison, ProgramVersion version) {
        getStyleClass().addAll("picture", "comparison-picture");
        Label question = new Label(comparison.a().run().prompt());
        question.getStyleClass().add("picture-title");
        Label parting = new Label(sentence(comparison.parting()));
        parting.getStyleClass().add("second");
        HBox title = new HBox(question, parting);
        title.getStyleClass().add("picture-head");
        int marked = comparison.firstDifference().orElse(-1);
        Node left = half("A", comparison.a(), marked);
        Node right = half("B", comparison.b(), marked);
        ComparisonTables tables = new ComparisonTables();
        tables.show(comparison);
        Region between = tables.narrow();
        between.getStyleClass().add("picture-between");
        HBox body = new HBox(left, between, right);
        body.getStyleClass().add("picture-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(title, body, new Caption(comparison.b(), version));
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static Node half(String name, Snapshot run, int marked) {
        Transcript transcript = new Transcript(name, _ -> { });
        transcript.show(run, marked);
        transcript.setMinHeight(Region.USE_PREF_SIZE);
        Moment moment = new Moment();
        moment.show(run);
        Fxml views = new Fxml().with(MasksView.class, () -> new MasksView(moment)).with(CacheView.class, () -> new CacheView(moment));
        Parent masks = Instruments.still(views.load("MasksView"));
        Parent cache = Instruments.still(views.load("CacheView"));
        VBox.setVgrow(masks, Priority.ALWAYS);
        VBox.setVgrow(cache, Priority.ALWAYS);
        VBox half = new VBox(transcript, masks, cache);
        half.getStyleClass().add("picture-half");
        HBox.setHgrow(half, Priority.ALWAYS);
        return half;
    }
}
