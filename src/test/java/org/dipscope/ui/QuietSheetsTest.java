package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.theme.Typefaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JavaFX says on standard error what it cannot make of a style sheet, when what it is for is first shown; whatever the
 * window can open is opened here. Its words can be read, too: a control that brings a sheet of its own knows neither theme.
 */
@ExtendWith(ApplicationExtension.class)
class QuietSheetsTest {
    private static final Path MODEL = Path.of("SmolLM2-135M-Instruct.Q4_1.gguf");

    private final Map<String, Double> faint = new ConcurrentSkipListMap<>();
    private final Set<String> said = new ConcurrentSkipListSet<>();
    private final Logger sheets = Logger.getLogger("javafx.css");
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord told) {
            said.add(told.getMessage());
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private final FakeSession session = new FakeSession();
    private Stage stage;
    private Workbench bench;

    @Start
    void start(Stage shown) {
        Typefaces.load();
        stage = shown;
    }

    @BeforeEach
    void listen() {
        sheets.addHandler(ear);
    }

    @AfterEach
    void stopListening() {
        sheets.removeHandler(ear);
    }

    private void on(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void open(Theme theme) {
        on(() -> {
            Application.setUserAgentStylesheet(theme.userAgentStylesheet());
            bench = new Workbench((_, _) -> session, MODEL, new Appearance(theme), Words.english(), Runnable::run, Platform::runLater);
            Scene scene = new Scene(bench.root(), 980, 760);
            theme.dress(scene);
            stage.setScene(scene);
            stage.show();
            bench.window().open(MODEL);
        });
        on(() -> {
            bench.console().run();
            session.advance(30);
            bench.window().pull();
        });
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void whateverOpensIsDrawnWithoutAWarningAndCanBeRead(Theme theme) {
        open(theme);
        on(() -> new StageDialogs(stage, Words.english()).announce("Saved dipscope.png"));
        look();
        List<Control> controls = new ArrayList<>();
        on(() -> controls(stage.getScene().getRoot(), controls));
        for (Control control : controls) {
            on(() -> show(control));
            look();
            on(() -> hide(control));
        }
        on(bench.asked()::openSampling);
        look();
        on(bench.asked()::openSystem);
        look();
        on(bench.asked()::openSystem);
        on(bench.asked()::askToken);
        look();

        assertThat(controls).hasSizeGreaterThan(20);
        assertThat(said).isEmpty();
        assertThat(faint).as("words that can hardly be read").isEmpty();
    }

    private static void controls(Node node, List<Control> found) {
        if (node instanceof MenuButton || node instanceof ComboBoxBase<?> || node instanceof Control control && control.getTooltip() != null) {
            found.add((Control) node);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> controls(child, found));
        }
    }

    private void show(Control control) {
        switch (control) {
            case MenuButton menu -> menu.show();
            case ComboBoxBase<?> box -> box.show();
            default -> control.getTooltip().show(stage);
        }
    }

    private static void hide(Control control) {
        switch (control) {
            case MenuButton menu -> menu.hide();
            case ComboBoxBase<?> box -> box.hide();
            default -> control.getTooltip().hide();
        }
    }

    private void look() {
        on(() -> Window.getWindows().stream().filter(Window::isShowing).forEach(window -> faint.putAll(Legibility.faint(window.getScene().getRoot()))));
    }
}
