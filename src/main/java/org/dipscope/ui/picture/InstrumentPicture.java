package org.dipscope.ui.picture;

import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.cache.CacheView;
import org.dipscope.ui.fxml.Fxml;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.timeline.TimelineView;

/** One instrument of one run as a picture, with the question above it and the settings below. */
public final class InstrumentPicture extends VBox {

    /**
     * The picture of an instrument.
     *
     * @param view    {@code masks}, {@code cache}, {@code policies}, {@code miss-ratios} or {@code timeline}
     * @param run     the run
     * @param version of the program
     * @param words   the language
     */
    public InstrumentPicture(PictureView view, Snapshot run, ProgramVersion version, Words words) {
        getStyleClass().add("picture");
        Moment moment = new Moment();
        moment.show(run);
        CacheView cache = new CacheView(moment, words);
        Fxml views = new Fxml(words).with(MasksView.class, () -> new MasksView(moment, words)).with(CacheView.class, () -> cache)
                .with(TimelineView.class, () -> new TimelineView(moment, words));
        Parent instrument = Instruments.still(views.load(switch (view) {
            case MASKS -> "MasksView";
            case CACHE, POLICIES, MISS_RATIOS -> "CacheView";
            case TIMELINE -> "TimelineView";
            case WINDOW, START, RUNS, ROOFLINE, TRADE_OFF, LONG_WORK, TOURS, PALETTE, KEYS, COMPARE -> throw new IllegalArgumentException(view.id() + " is no single instrument");
        }));
        if (view == PictureView.POLICIES || view == PictureView.MISS_RATIOS) {
            cache.whatIf().bySizeProperty().set(view == PictureView.MISS_RATIOS);
            cache.whatIf().playNow();
        }
        VBox.setVgrow(instrument, Priority.ALWAYS);
        Label question = new Label(run.run().prompt());
        question.getStyleClass().add("picture-title");
        Label settings = new Label(Captions.of(words, run));
        settings.getStyleClass().add("second");
        HBox head = new HBox(question, settings);
        head.getStyleClass().add("picture-head");
        getChildren().addAll(head, instrument, new Caption(Caption.facts(words, run), version, words));
    }
}
