package org.dipscope.ui;

import javafx.application.ColorScheme;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.PixelReader;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.dipscope.memory.CachePolicy;
import org.dipscope.session.Sampling;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.console.Colouring;
import org.dipscope.ui.masks.MaskMode;
import org.dipscope.ui.moment.Arrangement;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.state.CentreState;
import org.dipscope.ui.state.WindowState;
import org.dipscope.ui.state.WindowStateFile;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxToolkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The window on its stage, opened, closed and opened again on the same folder; and what becomes of it when the system turns dark. */
class DipscopeWindowTest {
    private static final int WIDTH = 1150;
    private static final int HEIGHT = 760;
    /** Some third of a second, where views follow four times a second at least. */
    private static final int STILL_FRAMES = 10;

    private final ObjectProperty<ColorScheme> system = new SimpleObjectProperty<>(ColorScheme.LIGHT);
    private final List<Stage> stages = new ArrayList<>();
    private final List<Workbench> open = new ArrayList<>();
    private final List<DipscopeWindow> windows = new ArrayList<>();
    private FakeSession session = new FakeSession(new AtomicInteger());
    @TempDir
    private Path folder;

    @BeforeAll
    static void startJavaFx() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void closeAll() {
        Frames.run(() -> {
            open.forEach(bench -> {
                bench.window().sessionProperty().get().stop();
                bench.window().pull();
            });
            stages.forEach(Stage::hide);
        });
        windows.forEach(DipscopeWindow::finish);
    }

    private Path embedded() {
        return session.model().file();
    }

    private DipscopeWindow window() {
        session = new FakeSession(new AtomicInteger());
        windows.add(new DipscopeWindow((_, _) -> session, embedded(), new PngPictures(), Words.english(), Optional.of(folder)));
        return windows.getLast();
    }

    private Workbench open() {
        Workbench[] opened = new Workbench[1];
        Frames.run(() -> {
            Stage stage = new Stage();
            stages.add(stage);
            opened[0] = window().open(stage, embedded(), system);
        });
        Frames.until(() -> opened[0].window().sessionProperty().get() != null);
        open.add(opened[0]);
        return opened[0];
    }

    private void close() {
        Frames.run(() -> {
            Stage last = stages.getLast();
            last.fireEvent(new WindowEvent(last, WindowEvent.WINDOW_CLOSE_REQUEST));
        });
    }

    @Test
    void aFirstStartAsksForNothingAndHasAPromptReady() {
        Workbench bench = open();

        assertThat(bench.console().promptProperty().get()).isEqualTo("Why is the sky blue?");
        assertThat(bench.window().refusalProperty().get()).isNull();
        assertThat(javafx.stage.Window.getWindows()).containsExactly(stages.getLast());
        assertThat(stages.getLast().getScene().lookup(".invitation-text")).isNotNull();
    }

    @Test
    void aWindowThatBecomesNarrowLeavesTheInstrumentsTheirRoom() {
        open();
        Stage stage = stages.getLast();
        SplitPane split = (SplitPane) stage.getScene().lookup("#split");
        Frames.run(() -> stage.setWidth(1440));
        double wide = ((Region) split.getItems().getFirst()).getWidth();
        Frames.run(() -> stage.setWidth(1100));
        Frames.until(() -> split.getWidth() <= 1100 && ((Region) split.getItems().getFirst()).getWidth() < wide);
        Frames.run(() -> stage.getScene().getRoot().layout());

        List<Double> widths = split.getItems().stream().map(item -> ((Region) item).getWidth()).toList();
        assertThat(widths.getFirst()).isBetween(272.0, wide - 50);
        assertThat(widths.get(1)).isGreaterThanOrEqualTo(585);
        assertThat(widths.stream().mapToDouble(Double::doubleValue).sum()).isLessThanOrEqualTo(1100);
    }

    @Test
    void windowSplitViewAndSettingsComeBack() {
        Workbench first = open();
        Frames.run(() -> {
            stages.getLast().setX(10);
            stages.getLast().setY(20);
            stages.getLast().setWidth(WIDTH);
            stages.getLast().setHeight(HEIGHT);
        });
        Frames.run(() -> {
            first.view().divide(0.3, 0.75);
            first.console().colouringProperty().set(Colouring.values()[2]);
            first.masks().modeProperty().set(MaskMode.CHURN);
            first.masks().lookBack(64);
            first.console().renderedProperty().set(true);
            first.moment().arrangementProperty().set(Arrangement.STACKED);
            first.moment().byFrequencyProperty().set(false);
            first.controls().masking().gammaProperty().set(0.35);
            first.controls().memory().dramProperty().set(66e6);
            first.controls().memory().policyProperty().set(CachePolicy.LRU);
            first.window().sample(new Sampling(0.7, 40, 0.9, 0.05, 1.1, 7, 96));
            first.window().listingProperty().set(true);
            first.appearance().toggle();
        });
        double[] split = first.view().dividers();
        close();

        Workbench next = open();

        Stage stage = stages.getLast();
        assertThat(List.of(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight())).containsExactly(10.0, 20.0, (double) WIDTH, (double) HEIGHT);
        assertThat(next.view().dividers()).containsExactly(split, within(0.01));
        assertThat(next.console().colouringProperty().get()).isEqualTo(Colouring.values()[2]);
        assertThat(next.masks().modeProperty().get()).isEqualTo(MaskMode.CHURN);
        assertThat(next.moment().arrangementProperty().get()).isEqualTo(Arrangement.STACKED);
        assertThat(next.masks().lengthProperty().get()).isEqualTo(64);
        assertThat(next.console().renderedProperty().get()).isTrue();
        assertThat(next.moment().byFrequencyProperty().get()).isFalse();
        assertThat(next.window().settingsProperty().get()).isEqualTo(first.window().settingsProperty().get());
        assertThat(session.settings().masking().gamma()).isEqualTo(0.35);
        assertThat(next.controls().memory().dramProperty().get()).isEqualTo(66e6);
        assertThat(next.window().listingProperty().get()).isTrue();
        assertThat(next.appearance().chosen()).contains(Theme.DARK);
    }

    @Test
    void aWindowThatIsKilledHasLostNothingThatHadRested() throws IOException {
        Workbench killed = open();
        Frames.run(() -> killed.masks().lookBack(256));
        awaitKept(state -> state.lookBack().orElse(0) == 256);
        Frames.run(() -> killed.controls().masking().gammaProperty().set(0.35));
        awaitKept(state -> "0.35".equals(state.settings().get("gamma")));
        Frames.run(() -> killed.view().divide(0.3, 0.75));
        double left = killed.view().dividers()[0];
        awaitKept(state -> state.dividers().stream().anyMatch(divider -> Math.abs(divider - left) < 1e-9));
        Frames.run(() -> stages.getLast().setWidth(WIDTH + 7));
        awaitKept(state -> state.place().orElseThrow().width() == WIDTH + 7);
        Frames.run(() -> killed.window().listingProperty().set(true));
        awaitKept(state -> state.centre().equals(new CentreState.RunTable()));
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    private void awaitKept(Predicate<WindowState> kept) {
        Frames.until(() -> kept.test(new WindowStateFile(folder.resolve("window.json")).read()));
    }

    @Test
    void settingsAndComparisonOfTheLastTimeAreKeptUntilTheirModelAndRunsHaveCome() throws IOException {
        Path mine = folder.resolve("mine.gguf");
        Files.writeString(folder.resolve("window.json"), "{\"model\":\"" + mine + "\",\"settings\":{\"gamma\":\"0.35\"},\"centre\":{\"view\":\"comparison\",\"a\":\"x\",\"b\":\"y\"}}");
        Frames.run(() -> {
            Stage stage = new Stage();
            stages.add(stage);
            new DipscopeWindow((_, progress) -> {
                throw new CancellationException("this model never comes");
            }, embedded(), new PngPictures(), Words.english(), Optional.of(folder)).open(stage, embedded(), system);
        });
        close();

        WindowState kept = new WindowStateFile(folder.resolve("window.json")).read();

        assertThat(kept.model()).contains(mine);
        assertThat(kept.settings()).containsEntry("gamma", "0.35");
        assertThat(kept.centre()).isEqualTo(new CentreState.Comparison("x", "y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"place\":{\"x\":-99999,\"y\":7e4,\"width\":3,\"height\":-1},\"dividers\":[0.9,0.1],\"theme\":\"sepia\",\"masks\":\"GONE\",\"settings\":{\"density\":\"9\",\"wings\":2},\"recent\":[\"\",7]}",
            "{\"place\":{\"x\":0,", "PK\u0003\u0004 not ours at all"})
    void aBrokenOrForeignFileOpensAUsableWindow(String text) throws IOException {
        Files.writeString(folder.resolve("window.json"), text.replace("\"settings\":{", "\"model\":\"" + embedded().toAbsolutePath() + "\",\"settings\":{"));

        Workbench bench = open();

        assertThat(stages.getLast().getWidth()).isGreaterThanOrEqualTo(1100);
        assertThat(bench.window().settingsProperty().get()).isEqualTo(FakeSession.DEFAULTS);
        assertThat(bench.window().refusalProperty().get()).isNull();
        Frames.run(() -> bench.console().run());
        assertThat(session.submitted).containsExactly("Why is the sky blue?");
        close();
        assertThat(open().window().settingsProperty().get()).isEqualTo(FakeSession.DEFAULTS);
    }

    @Test
    void theModelOfTheLastTimeIsOpenedAgainWhileItsFileIsThere() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.gguf"), "a model");
        Files.writeString(folder.resolve("window.json"), "{\"model\":\"" + mine + "\"}");

        assertThat(window().last()).isEqualTo(mine);

        Files.delete(mine);

        assertThat(window().last()).isEqualTo(embedded());
    }

    @Test
    void theWindowFollowsTheSystemUntilSomebodyChooses() {
        Workbench bench = open();
        List<String> light = List.copyOf(stages.getLast().getScene().getStylesheets());

        Frames.run(() -> system.set(ColorScheme.DARK));

        assertThat(bench.appearance().themeProperty().get()).isEqualTo(Theme.DARK);
        assertThat(stages.getLast().getScene().getStylesheets()).isNotEqualTo(light).anyMatch(sheet -> sheet.endsWith("dark.css"));

        Frames.run(() -> bench.appearance().toggle());
        Frames.run(() -> system.set(ColorScheme.LIGHT));
        Frames.run(() -> system.set(ColorScheme.DARK));

        assertThat(bench.appearance().themeProperty().get()).as("chosen by hand").isEqualTo(Theme.LIGHT);
    }

    @Test
    void whoComesBackToTheSystemsThemeFollowsItAgain() {
        Workbench bench = open();
        Command asTheSystem = bench.all().stream().filter(command -> command.id().equals("theme-system")).findFirst().orElseThrow();
        assertThat(asTheSystem.possible().get()).isFalse();

        Frames.run(() -> bench.appearance().toggle());
        assertThat(bench.appearance().chosen()).contains(Theme.DARK);
        Frames.run(() -> bench.appearance().toggle());
        Frames.run(() -> system.set(ColorScheme.DARK));

        assertThat(bench.appearance().themeProperty().get()).isEqualTo(Theme.DARK);
        assertThat(bench.appearance().chosen()).isEmpty();

        Frames.run(() -> bench.appearance().choose(Theme.LIGHT));
        Frames.run(asTheSystem::perform);

        assertThat(bench.appearance().themeProperty().get()).isEqualTo(Theme.DARK);
        assertThat(bench.appearance().chosen()).isEmpty();
    }

    /** What is drawn by hand, in maps, lanes and charts, knows its colours from the sheets and has to be drawn anew. */
    @ParameterizedTest
    @ValueSource(strings = {"live", "comparing", "runs", "roofline", "trade-off"})
    void whatIsShownWhenTheSystemTurnsDarkLooksAsIfItHadAlwaysBeenDark(String view) {
        Workbench turned = show(view);
        Frames.run(() -> system.set(ColorScheme.DARK));
        int[] after = pixels(turned);

        // The pinned runs of the first window are not the second one's.
        folder = folder.resolve("another");
        int[] always = pixels(show(view));

        int others = 0;
        for (int i = 0; i < always.length; i++) {
            others += after[i] != always[i] ? 1 : 0;
        }
        assertThat(others).isLessThan(always.length / 500);
    }

    private Workbench show(String view) {
        Workbench bench = open();
        Frames.run(() -> {
            stages.getLast().setWidth(WIDTH);
            stages.getLast().setHeight(HEIGHT);
            bench.console().run();
            session.advance(30);
            bench.window().pull();
            session.advance(400);
            bench.window().pull();
            bench.window().pin();
        });
        Frames.run(() -> {
            switch (view) {
                case "comparing" -> {
                    bench.controls().masking().gammaProperty().set(0.2);
                    bench.console().runAgain();
                    session.advance(400);
                    bench.window().pull();
                    bench.window().comparingProperty().set(true);
                }
                case "runs" -> bench.window().listingProperty().set(true);
                case "roofline" -> bench.window().roofingProperty().set(true);
                case "trade-off" -> bench.window().intake().take(Path.of("docs", "sweeps", "trade-off.jsonl"));
                default -> { }
            }
        });
        if (view.equals("trade-off")) {
            // The file is read behind the window.
            Label answer = (Label) bench.root().lookup("#trade-off-answer");
            Frames.until(() -> answer != null && !answer.getText().isBlank());
        }
        return bench;
    }

    /** The views as they are once nothing moves any more: the same after so many frames that every view has had its turn to be drawn. */
    private static int[] pixels(Workbench bench) {
        int[] before;
        int[] now = taken(bench);
        do {
            before = now;
            for (int frame = 0; frame < STILL_FRAMES; frame++) {
                Frames.pass();
            }
            now = taken(bench);
        } while (!Arrays.equals(before, now));
        return now;
    }

    private static int[] taken(Workbench bench) {
        return Frames.ask(() -> {
            Node centre = bench.root().lookup(".centre");
            PixelReader picture = centre.snapshot(null, null).getPixelReader();
            int width = (int) centre.getLayoutBounds().getWidth();
            int height = (int) centre.getLayoutBounds().getHeight();
            int[] pixels = new int[width * height];
            picture.getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
            return pixels;
        });
    }
}
