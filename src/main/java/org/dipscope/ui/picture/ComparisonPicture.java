package org.dipscope.ui.picture;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.cache.CacheView;
import org.dipscope.ui.compare.Alignment;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.compare.ComparisonTables;
import org.dipscope.ui.compare.DifferenceMaps;
import org.dipscope.ui.compare.DifferenceViewModel;
import org.dipscope.ui.compare.Halves;
import org.dipscope.ui.compare.Transcript;
import org.dipscope.ui.fxml.Fxml;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.BitSet;

/** Two runs as one picture that reads without the program: both answers, masks and caches, and what differs between them. */
public final class ComparisonPicture extends VBox {
    private static final double BETWEEN = 340;
    private static final double GAP = 24;
    private static final int MOST_TOKENS = 120;

    /** The picture of a comparison. */
    public ComparisonPicture(Comparison comparison, ProgramVersion version, Words words) {
        getStyleClass().addAll("picture", "comparison-picture");
        Label question = new Label(comparison.a().run().prompt());
        question.getStyleClass().add("picture-title");
        Label parting = new Label(sentence(comparison.parting(words)));
        parting.getStyleClass().add("second");
        HBox title = new HBox(question, parting);
        title.getStyleClass().add("picture-head");
        int marked = comparison.firstDifference().orElse(-1);
        int from = Math.max(0, Math.min(marked, Math.max(comparison.a().tokens().size(), comparison.b().tokens().size()) - MOST_TOKENS / 2) - MOST_TOKENS / 2);
        ComparisonTables tables = new ComparisonTables(words);
        tables.show(comparison);
        Alignment alignment = Alignment.of(comparison.a(), comparison.b());
        Halves answers = row(transcript(words, "A", comparison.a(), marked, from, alignment.onlyA()), tables.narrow(), transcript(words, "B", comparison.b(), marked, from, alignment.onlyB()));
        Halves maps = row(maps(words, comparison.a()), difference(words, comparison), maps(words, comparison.b()));
        VBox.setVgrow(maps, Priority.ALWAYS);
        maps.setPrefHeight(100);
        getChildren().addAll(title, answers, maps, new Caption(comparison.b(), version, words));
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /** A row of A, what is between, and B; the same widths in every row, so that both halves are at one scale. */
    private static Halves row(Region a, Region between, Region b) {
        return new Halves(a, between, BETWEEN, b, GAP);
    }

    private static Region transcript(Words words, String name, Snapshot run, int marked, int from, BitSet only) {
        Transcript transcript = new Transcript(words, name, _ -> { });
        transcript.show(run, marked, from, from + MOST_TOKENS);
        transcript.tint(only);
        return transcript;
    }

    private static Region maps(Words words, Snapshot run) {
        Moment moment = new Moment();
        moment.show(run);
        Fxml views = new Fxml(words).with(MasksView.class, () -> new MasksView(moment, words)).with(CacheView.class, () -> new CacheView(moment, words));
        VBox maps = new VBox(Instruments.still(views.load("MasksView")), Instruments.still(views.load("CacheView")));
        maps.getStyleClass().add("picture-maps");
        maps.getChildren().forEach(map -> VBox.setVgrow(map, Priority.ALWAYS));
        return maps;
    }

    private static Region difference(Words words, Comparison comparison) {
        Moment moment = new Moment();
        moment.show(comparison.a());
        moment.seek(comparison.telling());
        DifferenceViewModel difference = new DifferenceViewModel(moment, words);
        difference.compare(comparison);
        return new DifferenceMaps(moment, difference, words);
    }
}
