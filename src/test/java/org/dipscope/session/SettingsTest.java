package org.dipscope.session;

import org.dipscope.SharedModel;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.ColumnFrequencies;
import org.dipscope.memory.MemorySettings;
import org.dipscope.memory.Pinning;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationOrigin;
import org.dipscope.sparsity.Frequencies;
import org.dipscope.tokenizer.Message;
import org.dipscope.tokenizer.Role;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** A calibration's column frequencies on their way to the caches. */
class SettingsTest {
    private static final LoadedModel MODEL = SharedModel.get();
    private static final MemorySettings MEMORY = DefaultSettings.embedded().memory();
    private static final Settings PINNED = DefaultSettings.embedded().with(MEMORY.with(CachePolicy.PINNED).with(MEMORY.device().withDram(66e6)))
            .with(Sampling.GREEDY.withMaxTokens(4));

    @Test
    void pinnedColumnsAreTheCalibrationsFromTheFirstTokenOn() throws Exception {
        Settings settings = with(frequent(0.9f, 0.1f));
        Conversation conversation = new Conversation(MODEL, true);
        conversation.begin(MODEL.template().encode(MODEL.tokenizer(), List.of(new Message(Role.USER, "Tell me about the sea.")), true), settings, () -> false);
        List<Mask> residents = new ArrayList<>();
        while (!conversation.ended()) {
            conversation.next(settings).pass().flatMap(pass -> pass.frame(Hook.INPUT, 7)).ifPresent(frame -> residents.add(frame.after()));
        }
        assertThat(residents).isNotEmpty();
        for (Mask resident : residents) {
            assertThat(Arrays.stream(resident.columns())).as("only the half that the calibration selected more often").allMatch(column -> column % 2 == 0);
        }
        assertThat(residents.getLast().count()).isPositive();
    }

    @Test
    void whatATraceCountedComesBeforeACalibration() {
        ColumnFrequencies counted = new ColumnFrequencies(Map.of(Hook.INPUT, new int[][] {{3, 1}}));
        Settings both = with(frequent(0.5f, 0.25f));
        both = both.with(both.memory().with(new Pinning(0, Optional.of(counted))));
        assertThat(both.simulated().pinning().calibrated()).contains(counted);
    }

    @Test
    void anotherCalibrationBringsItsOwnAndNoneLeavesNone() {
        Settings one = with(frequent(0.5f, 0.25f));
        Settings other = with(frequent(0.25f, 0.5f));
        assertThat(one.memory()).isEqualTo(other.memory());
        assertThat(one.simulated()).isNotEqualTo(other.simulated());
        assertThat(one.with(one.masking().withCalibration(Optional.empty())).simulated()).isEqualTo(PINNED.memory());
    }

    private static Settings with(Frequencies frequencies) {
        CalibrationOrigin origin = new CalibrationOrigin("made", MODEL.transformer().fingerprint(), 30, 576, 1536, "text", "hash", 1, Map.of(), Map.of());
        return PINNED.with(PINNED.masking().withCalibration(Optional.of(new Calibration(origin, List.of(frequencies), "made.cal", frequencies.toString()))));
    }

    /** Columns of even number selected so often, those of odd number so often. */
    private static Frequencies frequent(float even, float odd) {
        return new Frequencies(Map.of(Hook.INPUT, rows(576, even, odd), Hook.DOWN, rows(1536, even, odd)));
    }

    private static float[][] rows(int columns, float even, float odd) {
        float[][] rows = new float[30][columns];
        for (float[] row : rows) {
            for (int column = 0; column < columns; column++) {
                row[column] = column % 2 == 0 ? even : odd;
            }
        }
        return rows;
    }
}
