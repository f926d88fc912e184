package org.dipscope.ui;

import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.dipscope.session.Phase;
import org.dipscope.ui.moment.Arrangement;
import org.dipscope.ui.palette.PaletteEntry;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.timeline.Measure;
import org.dipscope.ui.tour.Tours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(ApplicationExtension.class)
class PaletteEntriesTest {
    private final FxRobot robot = new FxRobot();
    private Workbench bench;
    private Stage stage;

    @Start
    void start(Stage stage) {
        bench = new Workbench((_, _) -> new FakeSession(), Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"), new Appearance(Theme.DARK), Words.english(), Runnable::run, Runnable::run);
        bench.window().open(Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"));
        this.stage = stage;
    }

    private List<PaletteEntry> entries() {
        return new PaletteEntries(bench, bench.all(), Words.english()).get();
    }

    private PaletteEntry entry(String label) {
        return entries().stream().filter(entry -> entry.label().equals(label)).findFirst().orElseThrow();
    }

    @Test
    void everyCommandButThePaletteItselfIsOffered() {
        assertThat(entries()).extracting(PaletteEntry::label)
                .containsAll(bench.all().stream().filter(command -> !command.id().equals("palette")).map(command -> command.label()).toList());
    }

    @Test
    void whatMenusAndSwitchesDoThePaletteDoesToo() {
        entry("GLU alone").action().run();
        assertThat(bench.moment().arrangementProperty().get()).isEqualTo(Arrangement.GLU);

        entry("In the model's order").action().run();
        assertThat(bench.moment().byFrequencyProperty().get()).isFalse();

        entry("Dense beside").action().run();
        assertThat(bench.console().shadowProperty().get()).isTrue();
        entry("Dense beside").action().run();
        assertThat(bench.console().shadowProperty().get()).isFalse();
    }

    @Test
    void rooflineEvaluationAndSweepStandInTheToolbar() {
        robot.interact(this::show);
        MenuButton study = (MenuButton) bench.root().lookup("#study");
        assertThat(study.getItems()).extracting(MenuItem::getText).containsExactly("Roofline: what holds a token up  Ctrl+Shift+R", "Evaluate this setting  Ctrl+Shift+E", "Sweep around this setting  Ctrl+Shift+W");
        robot.interact(study.getItems().getFirst()::fire);
        assertThat(bench.window().roofingProperty().get()).isTrue();
    }

    @Test
    void theTableOfRunsIsSortedFromThePaletteWhileItIsThere() {
        assertThat(entries()).noneMatch(entry -> entry.label().startsWith("Sort by"));
        Runs runs = new Runs();
        bench.window().keep(List.of(runs.snapshot(1, runs.tokens(6), Phase.FINISHED), runs.snapshot(2, runs.tokens(9), Phase.FINISHED)));
        bench.window().listingProperty().set(true);

        robot.interact(() -> {
            show();
            entry("Sort by Tokens").action().run();
            entry("Sort by Tokens").action().run();
        });
        TreeTableView<?> table = (TreeTableView<?>) bench.root().lookup("#runs-table");
        assertThat(table.getColumns().getFirst().getCellData(0)).asString().startsWith("2");
        boolean shown = table.getColumns().getLast().isVisible();
        robot.interact(() -> entry("Column Note").action().run());
        assertThat(table.getColumns().getLast().isVisible()).isEqualTo(!shown);
    }

    @Test
    void aRunIsPlayedAndTheTimelineToldWhatToDraw() {
        assertThat(entry("Play the run").possible()).isFalse();
        Runs runs = new Runs();
        bench.window().resume(runs.snapshot(1, runs.tokens(6), Phase.FINISHED));

        entry("Play the run").action().run();
        assertThat(bench.scrubber().playingProperty().get()).isTrue();
        entry("Pause the run").action().run();
        assertThat(bench.scrubber().playingProperty().get()).isFalse();

        entry("Flash MB").action().run();
        assertThat(bench.timeline().shownProperty(Measure.FLASH).get()).isFalse();
    }

    @Test
    void theConsolesFormsOpenOverTheWindow() {
        robot.interact(this::show);
        robot.interact(() -> entry("Sampling").action().run());
        assertThat(form(".form-grid")).isTrue();
        robot.interact(() -> entry("Sampling").action().run());
        assertThat(form(".form-grid")).isFalse();

        robot.interact(() -> entry(Words.english().text("console.system-tip")).action().run());
        assertThat(form(".system-form")).isTrue();
        robot.interact(() -> entry("Sampling").action().run());
        assertThat(form(".system-form")).isFalse();
    }

    private void show() {
        Application.setUserAgentStylesheet(Theme.DARK.userAgentStylesheet());
        stage.setScene(new Scene(bench.root(), 980, 760));
        Theme.DARK.dress(stage.getScene());
        stage.show();
    }

    private boolean form(String part) {
        return Window.getWindows().stream().filter(Window::isShowing).anyMatch(window -> window.getScene().getRoot().lookup(part) != null);
    }

    @Test
    void withAnotherModelTheToursSayWhichOneTheyAreAbout() {
        String why = "the tours show what is true of its-own.gguf, which comes with Dipscope; open it in the model menu";
        robot.interact(() -> {
            Workbench elsewhere = new Workbench((_, _) -> new FakeSession(), Path.of("its-own.gguf"), new Appearance(Theme.DARK), Words.english(), Runnable::run, Runnable::run);
            Pane box = (Pane) elsewhere.root().lookup("#toursBox");
            assertThat(box.getAccessibleHelp()).isEqualTo("the tours wait for the model");
            elsewhere.window().open(Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"));

            assertThat(box.getAccessibleHelp()).isEqualTo(why);
            assertThat(elsewhere.root().lookup("#tours").isDisable()).isTrue();
            List<PaletteEntry> offered = new PaletteEntries(elsewhere, elsewhere.all(), Words.english()).get();
            assertThat(offered.stream().filter(entry -> entry.reason().equals(Optional.of(why)))).hasSize(Tours.ALL.size() + 1).noneMatch(PaletteEntry::possible);

            assertThat(bench.root().lookup("#toursBox").getAccessibleHelp()).isNull();
            assertThat(bench.root().lookup("#tours").isDisable()).isFalse();
        });
    }

    @Test
    void whatWouldDoNothingNowIsNotPossible() {
        assertThat(entry("Swap A and B").possible()).isFalse();
        assertThat(entry("Warm-up: let γ fall from 1").possible()).isTrue();

        entry("Dense").action().run();

        assertThat(entry("Warm-up: let γ fall from 1").possible()).isFalse();
    }
}
