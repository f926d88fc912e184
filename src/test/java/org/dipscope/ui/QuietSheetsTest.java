package org.dipscope.ui;

import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.stage.Window;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
class QuietSheetsTest {
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
    @RegisterExtension
    private final TestBench window = new TestBench(980, 760);

    @BeforeEach
    void listen() {
        sheets.addHandler(ear);
    }

    @AfterEach
    void stopListening() {
        sheets.removeHandler(ear);
    }

    private void open(Theme theme) {
        Frames.run(() -> {
            Application.setUserAgentStylesheet(theme.userAgentStylesheet());
            theme.dress(window.scene());
            window.bench().console().run();
            // A field that has the keyboard does not show what might be typed into it.
            window.find("#gamma").requestFocus();
        });
        window.write(30);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void whateverOpensIsDrawnWithoutAWarningAndCanBeRead(Theme theme) {
        open(theme);
        Frames.run(() -> new StageDialogs(window.stage(), Words.english()).announce("Saved dipscope.png"));
        look();
        List<Control> controls = new ArrayList<>();
        Frames.run(() -> controls(window.scene().getRoot(), controls));
        for (Control control : controls) {
            Frames.run(() -> show(control));
            look();
            Frames.run(() -> hide(control));
        }
        Frames.run(window.bench().asked()::openSampling);
        look();
        Frames.run(window.bench().asked()::openSystem);
        look();
        Frames.run(window.bench().asked()::openSystem);
        Frames.run(window.bench().asked()::askToken);
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
            default -> control.getTooltip().show(window.stage());
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
        Frames.run(() -> Window.getWindows().stream().filter(Window::isShowing).forEach(shown -> faint.putAll(Legibility.faint(shown.getScene().getRoot()))));
    }
}
