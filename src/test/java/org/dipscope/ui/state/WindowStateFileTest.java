package org.dipscope.ui.state;

import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;

class WindowStateFileTest {
    @TempDir
    private Path folder;

    @Test
    void aWindowComesBackAsItWas() throws IOException {
        Settings settings = Setting.WARM_UP.put(Setting.SPLIT.put(Setting.GAMMA.put(DefaultSettings.embedded(), "0.35"), "0.7,0.4"), "true");
        WindowState state = new WindowState(Optional.of(new WindowState.Place(10, 20, 1300, 800, true)), List.of(0.2, 0.8), Optional.of("light"),
                Optional.of("TIME"), true, Optional.of("CHURN"), OptionalInt.of(64), Optional.of("STACKED"), false, new CentreState.RunTable(), Optional.of(Path.of("/models/a.gguf")),
                SettingsText.write(settings), List.of(Path.of("/models/b.gguf")));
        WindowStateFile file = new WindowStateFile(folder.resolve("deep/window.json"));
        file.write(state);

        WindowState read = file.read();

        assertThat(read.place()).isEqualTo(state.place());
        assertThat(read.dividers()).isEqualTo(state.dividers());
        assertThat(read.theme()).isEqualTo(state.theme());
        assertThat(read.colouring()).isEqualTo(state.colouring());
        assertThat(read.masks()).isEqualTo(state.masks());
        assertThat(read.arranged()).isEqualTo(state.arranged());
        assertThat(read.rendered()).isTrue();
        assertThat(read.lookBack()).isEqualTo(state.lookBack());
        assertThat(read.sorted()).isFalse();
        assertThat(read.centre()).isEqualTo(state.centre());
        assertThat(read.model()).isEqualTo(state.model());
        assertThat(read.recent()).isEqualTo(state.recent());
        assertThat(SettingsText.read(read.settings(), DefaultSettings.embedded())).isEqualTo(settings);
    }

    private static List<CentreState> centres() {
        return List.of(new CentreState.Live(), new CentreState.RunTable(), new CentreState.Roofline(), new CentreState.Comparison("left-1", "right-2"),
                new CentreState.TradeOff(Path.of("sweeps/a.jsonl")));
    }

    @ParameterizedTest
    @MethodSource("centres")
    void whatStoodInTheMiddleComesBack(CentreState centre) throws IOException {
        WindowState first = WindowState.FIRST;
        WindowStateFile file = new WindowStateFile(folder.resolve("window.json"));
        file.write(new WindowState(first.place(), first.dividers(), first.theme(), first.colouring(), first.rendered(), first.masks(), first.lookBack(), first.arranged(), first.sorted(), centre,
                first.model(), first.settings(), first.recent()));

        assertThat(file.read().centre()).isEqualTo(centre);
    }

    @Test
    void aFirstStartHasNoFile() {
        assertThat(new WindowStateFile(folder.resolve("window.json")).read()).isEqualTo(WindowState.FIRST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "{\"place\":{\"x\":1e99},\"dividers\":[7,\"a\"],\"theme\":3,\"settings\":[1],\"recent\":{}}", "{\"centre\":{\"view\":\"comparison\",\"a\":1}}", "{\"centre\":{\"view\":\"trade-off\"}}", "\u0000"})
    void whateverTheFileSaysTheWindowOpens(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("window.json"), text);

        assertThat(new WindowStateFile(file).read()).isEqualTo(WindowState.FIRST);
    }
}
