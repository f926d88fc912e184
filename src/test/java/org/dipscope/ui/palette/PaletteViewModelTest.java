package org.dipscope.ui.palette;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class PaletteViewModelTest {
    private final List<String> done = new ArrayList<>();
    private final PaletteViewModel palette = new PaletteViewModel(() -> List.of(
            entry("Record", "Run", true), entry("Compare", "Compare", true), entry("Copy picture", "Files", true), entry("Stop", "Run", false), entry("LRU", "Cache policy", true)));

    private PaletteEntry entry(String label, String group, boolean possible) {
        return new PaletteEntry(label, group, "", possible, () -> done.add(label));
    }

    @BeforeEach
    void open() {
        palette.begin();
    }

    private List<String> labels() {
        return palette.shown().stream().map(PaletteEntry::label).toList();
    }

    @Test
    void everythingIsOfferedWhatCannotBeDoneLast() {
        assertThat(labels()).containsExactly("Record", "Compare", "Copy picture", "LRU", "Stop");
    }

    @Test
    void whatBeginsSoComesBeforeWhatContainsIt() {
        palette.queryProperty().set("co");

        assertThat(labels()).containsExactly("Compare", "Copy picture", "Record");
    }

    @Test
    void severalWordsMustAllOccurInLabelOrGroup() {
        palette.queryProperty().set("  cache LR ");

        assertThat(labels()).containsExactly("LRU");
        palette.choice().action().run();
        assertThat(done).containsExactly("LRU");
    }

    @Test
    void theChoiceGoesRoundAndBackToTheTopWithEveryLetter() {
        palette.move(-1);
        assertThat(palette.chosenProperty().get()).isEqualTo(4);
        palette.move(2);
        assertThat(palette.choice().label()).isEqualTo("Compare");
        palette.queryProperty().set("r");
        assertThat(palette.chosenProperty().get()).isZero();
    }

    @Test
    void whatCannotBeDoneIsNotDone() {
        palette.queryProperty().set("stop");

        assertThat(palette.choice()).isNull();
        palette.queryProperty().set("nonsense");
        assertThat(palette.choice()).isNull();
        palette.move(1);
    }
}
