package org.dipscope.ui.window;

import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsHistoryTest {
    private long now;
    private final SettingsHistory history = new SettingsHistory(() -> now);
    private final Settings start = DefaultSettings.embedded();

    private Settings change(Settings from, Setting<?> setting, String text) {
        Settings to = setting.put(from, text);
        history.changed(from, to);
        return to;
    }

    @Test
    void aDraggedSliderIsOneStep() {
        Settings one = change(start, Setting.GAMMA, "0.4");
        now += 100_000_000;
        Settings two = change(one, Setting.GAMMA, "0.3");

        assertThat(history.undo(two)).contains(start);
        assertThat(history.undoableProperty().get()).isFalse();
    }

    @Test
    void anotherSettingOrAPauseIsAnotherStep() {
        Settings one = change(start, Setting.GAMMA, "0.4");
        Settings two = change(one, Setting.DENSITY, "0.5");
        now += 2_000_000_000L;
        Settings three = change(two, Setting.DENSITY, "0.4");

        assertThat(history.undo(three)).contains(two);
        assertThat(history.undo(two)).contains(one);
        assertThat(history.undo(one)).contains(start);
        assertThat(history.undo(start)).isEmpty();
    }

    @Test
    void redoGoesForwardUntilSomethingElseIsChanged() {
        Settings one = change(start, Setting.GAMMA, "0.4");
        history.undo(one);

        assertThat(history.redo(start)).contains(one);
        history.undo(one);
        change(start, Setting.GAMMA, "0.9");
        assertThat(history.redoableProperty().get()).isFalse();
    }

    @Test
    void whatChangesNothingIsNoStep() {
        history.changed(start, start);
        history.changed(null, start);

        assertThat(history.undoableProperty().get()).isFalse();
    }
}
