package org.dipscope.ui.task;

import org.dipscope.eval.Noise;
import org.dipscope.eval.sweep.Axis;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.export.SweepFile;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Progress;
import org.dipscope.session.SampleModel;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Dense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Evaluations on the model that comes with the program. */
class SurveyTest {
    private static final Path MODEL = SampleModel.ofThisProgram().file();

    @TempDir
    private Path folder;

    @Test
    void aSettingIsEvaluatedBesideTheDenseModelAndTheFileHasBoth() throws IOException {
        Settings settings = Setting.METHOD.put(DefaultSettings.embedded(), "dip");
        Path file = new Survey(MODEL, settings, List.of(), Noise.NONE, 1, folder.resolve("one.jsonl"), 2).run(Progress.SILENT);

        List<SweepPoint> points = SweepFile.read(file);
        assertThat(points).hasSize(2);
        assertThat(points.getFirst().settings().masking().method()).isInstanceOf(Dense.class);
        assertThat(points.getLast().settings().masking().density()).isEqualTo(0.6);
        assertThat(points.getLast().perplexity().value()).isBetween(points.getFirst().perplexity().value(), 2 * points.getFirst().perplexity().value());
    }

    @Test
    void aSurveyAroundASettingHasItInTheMiddle() {
        Survey around = Survey.around(MODEL, DefaultSettings.embedded(), folder.resolve("around.jsonl"), 2);

        assertThat(around.axes()).extracting(axis -> axis.setting().name()).containsExactly("density", "dram", "gamma");
        assertThat(around.axes()).extracting(Axis::texts).containsExactly(List.of("0.5000", "0.6000", "0.7000"),
                List.of("64000000B", "80000000B", "96000000B"), List.of("0.2000", "0.5000", "1.0000"));
    }

    @Test
    void densitiesAboveOneAreNotTried() {
        Settings settings = Setting.DENSITY.put(Setting.METHOD.put(DefaultSettings.embedded(), "dip"), "0.95");

        assertThat(Survey.around(MODEL, settings, folder.resolve("x.jsonl"), 2).axes().getFirst().texts()).containsExactly("0.8500", "0.9500", "1.0000");
    }

    @Test
    void aCancelEndsItAndWhatWasFoundStays() {
        AtomicBoolean cancelled = new AtomicBoolean();
        Settings settings = Setting.METHOD.put(DefaultSettings.embedded(), "dip");
        Survey survey = new Survey(MODEL, settings, List.of(), Noise.NONE, 1, folder.resolve("cancelled.jsonl"), 2);

        assertThatThrownBy(() -> survey.run(new Progress() {
            @Override
            public void report(double share, String what) {
                if (share > 0.5) {
                    cancelled.set(true);
                }
            }

            @Override
            public boolean cancelled() {
                return cancelled.get();
            }
        })).isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("cancelled.jsonl")).exists();
    }
}
