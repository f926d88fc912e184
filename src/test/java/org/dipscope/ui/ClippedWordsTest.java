package org.dipscope.ui;

import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeTableRow;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import org.dipscope.memory.ComputeRate;
import org.dipscope.session.Phase;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Snapshot;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Weighting;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.compare.Comparison;
import org.dipscope.ui.console.Colouring;
import org.dipscope.ui.console.ConsoleParts;
import org.dipscope.ui.controls.Experiment;
import org.dipscope.ui.masks.MaskMode;
import org.dipscope.ui.picture.ComparisonPicture;
import org.dipscope.ui.picture.Still;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.tour.Tour;
import org.dipscope.ui.tour.Tours;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Walks the whole window in both languages, at its least and its usual size, for words that are cut off and for figures of the other language. */
class ClippedWordsTest {
    /** What has a point in every language: names of models and files, the program's version, and what a command would take. */
    private static final Pattern NAMES = Pattern.compile("Dipscope \\d\\.\\d|[\\w.-]+\\.(?:gguf|jsonl|txt)|SmolLM2[\\w.-]*");
    private static final Pattern POINT = Pattern.compile("\\d\\.\\d");
    private static final Pattern COMMA = Pattern.compile("\\d,\\d");
    private final TreeSet<String> clipped = new TreeSet<>();
    private final TreeSet<String> points = new TreeSet<>();
    private final TreeSet<String> commas = new TreeSet<>();

    @ParameterizedTest
    @CsvSource({"en, 1100, 700", "en, 1440, 900", "de, 1100, 700", "de, 1440, 900"})
    void noWordIsCutOff(String language, int width, int height) {
        Picture.inJavaFx(() -> walkEveryState(Words.of(Locale.of(language)), width, height));

        assertThat(clipped).isEmpty();
        assertThat(language.equals("de") ? points : commas).as("figures of the other language").isEmpty();
        assertThat(language.equals("de") ? commas : points).as("figures").hasSizeGreaterThan(50);
    }

    private void walkEveryState(Words words, int width, int height) {
        Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet());
        FakeSession session = new FakeSession();
        Workbench bench = new Workbench((_, _) -> session, Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"), new Appearance(Theme.DARK), words, Runnable::run, Runnable::run);
        Scene scene = new Scene(bench.root(), width, height);
        Theme.DARK.dress(scene);
        walk(scene, "at the start");
        bench.window().open(session.model().file());
        walk(scene, "with a model");
        bench.console().run();
        session.advance(1);
        bench.window().pull();
        walk(scene, "at the first token");
        session.advance(30);
        bench.window().pull();
        for (MaskMode mode : MaskMode.values()) {
            bench.masks().modeProperty().set(mode);
            walk(scene, "while it writes, masks " + mode);
        }
        session.advance(200);
        bench.window().pull();
        bench.moment().seek(10);
        walk(scene, "at a token that was");
        bench.window().pin();
        bench.controls().masking().gammaProperty().set(0.2);
        bench.console().runAgain();
        session.advance(200);
        bench.window().pull();
        bench.masks().modeProperty().set(MaskMode.DIFFERENCE);
        walk(scene, "with a run B");
        for (Colouring colouring : Colouring.values()) {
            bench.console().colouringProperty().set(colouring);
            walk(scene, "tokens coloured by " + colouring);
        }
        bench.console().colouringProperty().set(Colouring.NONE);
        bench.window().comparingProperty().set(true);
        walk(scene, "comparing");
        compareWithDense(bench);
        walk(scene, "comparing what the dense model read along");
        bench.comparison().difference().swipingProperty().set(true);
        walk(scene, "swiping");
        picture(bench, words);
        Runs runs = new Runs();
        bench.window().keep(IntStream.range(911, 921).mapToObj(number -> runs.snapshot(number, runs.tokens(3), Phase.FINISHED)).toList());
        bench.window().listingProperty().set(true);
        walk(scene, "with the table of runs");
        bench.window().listingProperty().set(false);
        perform(bench, "tours");
        walk(scene, "with the list of tours");
        bench.view().closeOver();
        tours(bench, session, scene);
        perform(bench, "palette");
        walk(scene, "with the palette");
        perform(bench, "keys");
        walk(scene, "with the keys");
        bench.view().closeOver();
        for (String method : new String[] {"glu", "gate", "dense", "dip-ca"}) {
            bench.controls().masking().methodProperty().set(MaskingMethods.of(method));
            walk(scene, "with " + method);
        }
        bench.window().intake().take(Path.of("docs", "sweeps", "trade-off.jsonl"));
        walk(scene, "with a trade-off");
        bench.roofline().rateProperty().set(new ComputeRate(83.4e9, true));
        bench.window().roofingProperty().set(true);
        walk(scene, "with runs under the roof");
        bench.roofline().sweepingProperty().set(true);
        walk(scene, "with a sweep under the roof");
        bench.window().roofingProperty().set(false);
        Experiment.ALL.forEach(bench.controls()::choose);
        bench.controls().masking().weightingProperty().set(Weighting.APPROXIMATE);
        bench.tasks().begin(words.text("tasks.sweeping", Captions.of(words, bench.window().settingsProperty().get().masking())), _ -> {
            walk(scene, "with long work and everything advanced");
            return "";
        }, _ -> { });
        walk(scene, "with work that is done");
        bench.controls().masking().byHandProperty().set(true);
        bench.controls().memory().dramProperty().set(40e6);
        walk(scene, "with an overflow");
    }

    private void tours(Workbench bench, FakeSession session, Scene scene) {
        for (Tour tour : Tours.ALL) {
            bench.tour().begin(tour);
            for (int step = 1; step <= tour.steps().size(); step++) {
                walk(scene, "before step " + step + " of " + tour.id());
                bench.tour().next();
                session.advance(200);
                bench.window().pull();
                walk(scene, "after step " + step + " of " + tour.id());
                bench.tour().next();
            }
        }
    }

    private static void compareWithDense(Workbench bench) {
        Runs runs = new Runs();
        Snapshot a = runs.snapshot(901, ConsoleParts.tokens(), Phase.FINISHED);
        Snapshot b = runs.snapshot(902, ConsoleParts.tokens().subList(0, 30), Phase.FINISHED);
        bench.window().keep(List.of(a, b));
        bench.comparison().choose(a, b);
    }

    private void picture(Workbench bench, Words words) {
        Snapshot first = bench.window().pinned().getFirst();
        Parent drawn = new ComparisonPicture(new Comparison(first, bench.window().newestProperty().get()), new ProgramVersion("9.9"), words);
        Still.of(drawn, Theme.DARK, 1600, 1000, 1);
        look(drawn, "in the comparison picture");
    }

    private static void perform(Workbench bench, String id) {
        bench.all().stream().filter(command -> command.id().equals(id)).forEach(Command::perform);
    }

    private void walk(Scene scene, String state) {
        for (int i = 0; i < 3; i++) {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        }
        look(scene.getRoot(), state);
    }

    private void read(String text) {
        if (text != null) {
            String figures = NAMES.matcher(text).replaceAll("");
            if (POINT.matcher(figures).find()) {
                points.add(text);
            }
            if (COMMA.matcher(figures).find()) {
                commas.add(text);
            }
        }
    }

    private void look(Node node, String state) {
        if (node.isVisible()) {
            read(node instanceof Labeled labeled ? labeled.getText() : node instanceof TextInputControl typed ? typed.getText() : node instanceof Text drawn ? drawn.getText() : null);
            read(node.getAccessibleText());
        }
        // A table shows what does not fit when it is scrolled or its column is drawn wider.
        if (!node.isVisible() || node instanceof TreeTableRow<?>) {
            return;
        }
        if (node instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isEmpty()) {
            if (labeled.isManaged() && labeled.getParent() instanceof Pane line && labeled.getBoundsInParent().getMaxX() > line.getWidth() + 1) {
                clipped.add(state + ": “" + labeled.getText() + "” sticks out of " + line.getStyleClass() + " by " + (labeled.getBoundsInParent().getMaxX() - line.getWidth()));
            }
            for (Node child : labeled.getChildrenUnmodifiable()) {
                if (child != labeled.getGraphic() && child instanceof Text drawn && !drawn.getText().equals(labeled.getText())) {
                    clipped.add(state + ": “" + labeled.getText() + "” is drawn as “" + drawn.getText() + "”");
                }
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> look(child, state));
        }
    }
}
