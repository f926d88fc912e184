package org.dipscope.ui.picture;

import javafx.scene.Parent;
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
import org.dipscope.ui.compare.Comparison.Better;
import org.dipscope.ui.compare.ComparisonTables;
import org.dipscope.ui.compare.DifferenceMaps;
import org.dipscope.ui.compare.DifferenceViewModel;
import org.dipscope.ui.compare.Halves;
import org.dipscope.ui.compare.Headline;
import org.dipscope.ui.compare.Transcript;
import org.dipscope.ui.fxml.Fxml;
import org.dipscope.ui.layers.InstrumentHeader;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;

import java.util.BitSet;
import java.util.List;

/** Two runs as one picture that reads without the program: both answers, masks and caches, and what differs between them. */
public final class ComparisonPicture extends VBox {
    private static final double BETWEEN = 340;
    private static final double GAP = 24;
    private static final int MOST_TOKENS = 120;

    /** The picture of a comparison. */
    public ComparisonPicture(Comparison comparison, ProgramVersion version, Words words) {
        getStyleClass().addAll("picture", "comparison-picture");
        Label question = new Label(comparison.question(words));
        question.getStyleClass().add("picture-title");
        question.setMinWidth(0);
        Label parting = new Label(sentence(comparison.parting(words)));
        parting.getStyleClass().add("second");
        parting.setMinWidth(USE_PREF_SIZE);
        HBox title = new HBox(question, parting);
        title.getStyleClass().add("picture-head");
        int marked = comparison.firstDifference().orElse(-1);
        int from = Math.max(0, Math.min(marked, Math.max(comparison.a().tokens().size(), comparison.b().tokens().size()) - MOST_TOKENS / 2) - MOST_TOKENS / 2);
        ComparisonTables tables = new ComparisonTables(words);
        tables.show(comparison);
        Alignment alignment = Alignment.of(comparison.a(), comparison.b());
        List<Comparison.Row> headline = comparison.headline(words);
        Halves answers = row(answer(words, Better.A, headline, comparison.a(), marked, from, alignment.onlyA()),
                below(tables.settings(), words.text("compare.tinted", sentence(words.count("compare.aligned-brief", alignment.common(),
                        comparison.a().tokens().size(), comparison.b().tokens().size())))),
                answer(words, Better.B, headline, comparison.b(), marked, from, alignment.onlyB()));
        Halves masks = row(masks(words, comparison.a()), difference(words, comparison), masks(words, comparison.b()));
        Halves caches = row(cache(words, comparison.a()), below(tables.figures(), comparison.legend(words)),
                cache(words, comparison.b()));
        for (Halves maps : List.of(masks, caches)) {
            VBox.setVgrow(maps, Priority.ALWAYS);
            maps.setPrefHeight(100);
        }
        getChildren().addAll(title, answers, masks, caches, new Caption(comparison.ofBoth(words, run -> Caption.facts(words, run)), version, words));
    }

    /** A table and what there is to say of it. */
    private static Region below(Region table, String text) {
        Label note = new Label(text);
        note.getStyleClass().add("caption");
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        VBox box = new VBox(table, note);
        box.getStyleClass().add("picture-table");
        return box;
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /** A row of A, what is between, and B; the same widths in every row, so that both halves are at one scale. */
    private static Halves row(Region a, Region between, Region b) {
        return new Halves(a, between, BETWEEN, b, GAP);
    }

    private static Region answer(Words words, Better side, List<Comparison.Row> headline, Snapshot run, int marked, int from, BitSet only) {
        Transcript transcript = new Transcript(words, side.name(), _ -> { });
        transcript.show(run, marked, from, from + MOST_TOKENS);
        transcript.tint(only);
        transcript.head(new Headline(side, headline));
        transcript.getStyleClass().add("picture-answer");
        return transcript;
    }

    private static Region masks(Words words, Snapshot run) {
        Moment moment = new Moment();
        moment.show(run);
        return onPaper(new Fxml(words).with(MasksView.class, () -> new MasksView(moment, words)).load("MasksView"));
    }

    private static Region cache(Words words, Snapshot run) {
        Moment moment = new Moment();
        moment.show(run);
        return onPaper(new Fxml(words).with(CacheView.class, () -> new CacheView(moment, words)).load("CacheView"));
    }

    /** The same number of lines above every map of a row, so that the layers of one stand beside those of the next. */
    private static Region onPaper(Parent instrument) {
        Instruments.still(instrument).lookupAll(".instrument-header").forEach(header -> ((InstrumentHeader) header).setLegendBelow(true));
        return (Region) instrument;
    }

    private static Region difference(Words words, Comparison comparison) {
        Moment moment = new Moment();
        moment.show(comparison.a());
        moment.seek(comparison.telling());
        DifferenceViewModel difference = new DifferenceViewModel(moment, words);
        difference.compare(comparison);
        DifferenceMaps maps = new DifferenceMaps(moment, difference, words);
        maps.header().setLegendBelow(true);
        return maps;
    }
}
