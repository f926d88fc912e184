package org.dipscope.ui;

import org.dipscope.ui.theme.Theme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** The words of every state of the window as they are drawn, with whatever a control's own sheet makes of them. */
class LegibleTextTest {

    @ParameterizedTest
    @EnumSource(Theme.class)
    void allWordsOfTheWindowCanBeRead(Theme theme) {
        Map<String, Double> faint = new TreeMap<>();
        Picture.inJavaFx(() -> {
            for (String state : ExpectedWindows.STATES) {
                Legibility.faint(ExpectedWindows.dressed(state, theme)).forEach((words, contrast) -> faint.putIfAbsent(state + ": " + words, contrast));
            }
        });

        assertThat(faint).isEmpty();
    }
}
