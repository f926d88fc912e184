package org.dipscope.eval.sweep;

import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationFile;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.Calibrations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SweepPlanTest {
    private static final Settings BASE = DefaultSettings.embedded();

    @TempDir
    private Path folder;

    private static Axis axis(String setting, String text) {
        return Axis.parse(Setting.named(setting).orElseThrow(), text, BASE);
    }

    private static SweepPlan plan(Axis... axes) {
        return SweepPlan.of(List.of(axes), 0, 0, BASE);
    }

    private static List<String> of(SweepPlan plan, String... settings) {
        return plan.points().stream().map(point -> String.join(" ", Arrays.stream(settings).map(name -> Setting.named(name).orElseThrow().text(point)).toList())).toList();
    }

    @Test
    void aGridHasEveryCombinationAndTheDenseModelOnEachDeviceFirst() {
        SweepPlan plan = plan(axis("method", "dip"), axis("density", "0.5,0.75"), axis("dram", "60MB, 80MB"));

        assertThat(of(plan, "method", "density", "dram")).containsExactly("dense 1.0 60MB", "dense 1.0 80MB",
                "dip 0.5 60MB", "dip 0.5 80MB", "dip 0.75 60MB", "dip 0.75 80MB");
        assertThat(plan.refused()).isEmpty();
    }

    @Test
    void settingsThatMeanTheSameAreOnePoint() {
        assertThat(of(plan(axis("method", "dip,dense"), axis("gamma", "0.2,0.5,1"), axis("policy", "lru"), axis("density", "0.5")), "method", "gamma"))
                .containsExactly("dense 1.0", "dip 1.0");
        assertThat(of(plan(axis("method", "dip-ca"), axis("gamma", "0.2,0.5")), "method", "gamma")).containsExactly("dense 1.0", "dip-ca 0.2", "dip-ca 0.5");
    }

    @Test
    void whatChangesTheMasksStaysAndWhatDoesNotGoes() {
        assertThat(of(plan(axis("method", "dip"), axis("density", "0.5"), axis("scoring", "magnitude,weight-aware"), axis("fixed-top-n", "0,8"), axis("weighting", "gamma,blend")),
                "method", "scoring", "fixed-top-n", "weighting")).containsExactly("dense magnitude 0 gamma", "dip magnitude 0 gamma", "dip weight-aware 0 gamma");
        assertThat(of(plan(axis("method", "gate"), axis("density", "0.5"), axis("scoring", "magnitude,weight-aware"), axis("split", "auto;0.5,0.4")), "scoring", "split"))
                .containsExactly("magnitude auto", "magnitude auto");
        assertThat(of(plan(axis("method", "dip-ca"), axis("weighting", "approximate"), axis("gamma", "0.2,0.5"), axis("top-m", "1.5,2"), axis("warm-up", "true,false")),
                "gamma", "top-m", "warm-up")).containsExactly("1.0 1.5 false", "1.0 1.5 false", "1.0 2.0 false");
        assertThat(of(plan(axis("method", "dip-ca"), axis("weighting", "gamma,blend"), axis("top-m", "1.5,2"), axis("warm-up", "true,false")), "weighting", "top-m", "warm-up"))
                .containsExactly("gamma 1.5 false", "gamma 1.5 true", "gamma 1.5 false", "blend 1.5 true", "blend 1.5 false");
        assertThat(of(plan(axis("method", "dip"), axis("policy", "lfu,pinned"), axis("pinned-tokens", "64,128")), "policy", "pinned-tokens"))
                .containsExactly("lfu 128", "lfu 128", "pinned 64", "pinned 128");
    }

    @Test
    void calibratedMethodsAreSweptBesideOthers() throws IOException {
        Calibration all = Calibrations.everything("f", 2, 64, 96);
        Path file = folder.resolve("all.cal");
        Files.write(file, CalibrationFile.write(all.origin(), List.of(all.thresholds(CalibrationKind.CATS).orElseThrow(), all.predictor().orElseThrow())));

        SweepPlan plan = plan(axis("method", "dip,cats,predictor,dip-lora"), axis("density", "0.5,0.6"), axis("calibration", file.toString()));

        assertThat(of(plan, "method", "density", "calibration")).containsExactly("dense 1.0 none", "dip 0.5 none", "dip 0.6 none", "cats 0.5 " + file,
                "cats 0.6 " + file, "predictor 0.5 " + file, "predictor 0.6 " + file);
        assertThat(plan.refused()).singleElement().asString().startsWith("DIP + LoRA needs a calibration, and '" + file + "' has none for it");
        assertThat(plan.groups()).hasSize(7);
        assertThat(of(plan(axis("method", "cats"), axis("calibration", "none," + file)), "method", "calibration")).containsExactly("dense none", "cats " + file);
    }

    @Test
    void whatCannotBeIsLeftOutWithItsReason() {
        SweepPlan plan = plan(axis("method", "dip,glu"), axis("density", "0.5,0.75"));

        assertThat(of(plan, "method", "density")).containsExactly("dense 1.0", "dip 0.5", "dip 0.75", "glu 0.75");
        assertThat(plan.refused()).singleElement().asString().contains("GLU").endsWith(".");
        assertThatIllegalArgumentException().isThrownBy(() -> plan(axis("method", "glu"), axis("density", "0.5"))).withMessageContaining("GLU");
    }

    @Test
    void aPolicyThatKnowsTheFutureGoesWithMasksThatDoNotAsk() {
        SweepPlan plan = plan(axis("method", "dip,dip-ca"), axis("policy", "lfu,belady"));

        assertThat(of(plan, "method", "policy")).containsExactly("dense lfu", "dip lfu", "dip belady", "dip-ca lfu");
        assertThat(plan.refused()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"density | 0.4..0.8/3 | 0.4 0.6 0.8", "dram | 40MB..100MB/4 | 40MB 60MB 80MB 100MB", "fixed-top-n | 0..9/4 | 0 3 6 9",
            "split | 0.5,0.4;0.6,0.3 | 0.5,0.4 0.6,0.3", "flash-bandwidth | 1GB/s..2GB/s/3 | 1GB/s 1.5GB/s 2GB/s", "warm-up | true,false | true false"})
    void valuesAreListedOrEvenlySpaced(String setting, String text, String expected) {
        List<String> values = axis(setting, text).texts().stream().map(value -> {
            Setting<?> named = Setting.named(setting).orElseThrow();
            return named.text(named.put(BASE, value));
        }).toList();
        assertThat(String.join(" ", values)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"density | 0.5,abc", "density | 0.5,1.5", "method | dip,dop", "method | dip..glu/3", "density | 0.4..0.8/1", "density | 0.4..x/3", "dram | 5..many"})
    void whatIsNoValueIsRefusedInASentence(String setting, String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> axis(setting, text)).withMessageEndingWith(".").withMessageContaining(setting);
    }

    @Test
    void aRangeIsForSamplesAlone() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(axis("density", "0.4..0.8"))).withMessageContaining("0.4..0.8/5");

        SweepPlan samples = SweepPlan.of(List.of(axis("method", "dip"), axis("density", "0.4..0.8"), axis("policy", "lru,lfu")), 50, 3, BASE);

        assertThat(samples.points()).hasSize(51);
        assertThat(samples.points().stream().skip(1)).allMatch(point -> point.masking().density() >= 0.4 && point.masking().density() <= 0.8);
        assertThat(of(samples, "policy")).contains("lru", "lfu");
        assertThat(SweepPlan.of(List.of(axis("density", "0.4..0.8")), 5, 3, BASE)).isEqualTo(SweepPlan.of(List.of(axis("density", "0.4..0.8")), 5, 3, BASE));
        assertThat(SweepPlan.of(List.of(axis("density", "0.4..0.8")), 5, 3, BASE)).isNotEqualTo(SweepPlan.of(List.of(axis("density", "0.4..0.8")), 5, 4, BASE));
    }

    @Test
    void pointsWhoseMasksAreTheSameAreEvaluatedOnce() {
        SweepPlan plan = plan(axis("method", "dip,dip-ca"), axis("density", "0.5,0.6"), axis("dram", "40MB..80MB/5"), axis("policy", "lru,lfu"));

        assertThat(plan.points()).hasSize(5 + 2 * 2 * 5 * 2);
        assertThat(plan.groups()).hasSize(1 + 2 + 2 * 5 * 2);
    }
}
