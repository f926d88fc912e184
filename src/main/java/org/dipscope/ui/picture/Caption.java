package org.dipscope.ui.picture;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

/** The foot of a picture: what was run on what, by which version, and how to have it again. */
final class Caption extends HBox {

    /** Which model and which device a run is of. */
    static String facts(Words words, Snapshot run) {
        return Captions.of(run.run().model()) + " · " + Captions.device(words, run.settings().memory());
    }

    /** A foot with these facts. */
    Caption(String said, ProgramVersion version, Words words) {
        getStyleClass().add("picture-foot");
        Label facts = new Label(said + " · " + version);
        Label restore = new Label(words.text("picture.restore"));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        for (Label label : new Label[] {facts, restore}) {
            label.getStyleClass().add("caption");
            label.setMinWidth(USE_PREF_SIZE);
        }
        facts.setMinWidth(0);
        getChildren().addAll(facts, gap, restore);
    }
}
