package org.dipscope.calibration;

import org.dipscope.TinyModel;
import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.KvCache;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;
import org.dipscope.memory.Residency;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationFile;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Teal;
import org.dipscope.sparsity.Thresholds;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every kind of calibration on a model of two layers, through a file and back into the engine. */
class CalibratorTest {
    private static final int CONTEXT = 64;
    private static final int WINDOWS = 16;
    /** Few, so that there is something to learn from a text about another one. */
    private static final int WORDS = 10;

    /** Every third column of any hook is in DRAM, always. */
    private static final Residency EVERY_THIRD = new Residency() {
        @Override
        public long[] resident(int hook) {
            BitSet columns = new BitSet();
            IntStream.range(0, hook % 2 == 0 ? 64 : 96).filter(column -> column % 3 == 0).forEach(columns::set);
            return Arrays.copyOf(columns.toLongArray(), hook % 2 == 0 ? 1 : 2);
        }

        @Override
        public int masked() {
            return 0;
        }

        @Override
        public void use(int hook, Selection selected) {
            // What is held never changes.
        }
    };

    @TempDir
    private Path folder;

    @Test
    void adaptersOfRankZeroArePlainDipBitForBit() throws IOException {
        try (LoadedModel model = TinyModel.of(TensorType.Q8_0).load(folder)) {
            Calibration none = calibrate(model, recipe(0, Recipe.Target.LAYER), CalibrationKind.LORA);
            Masking dip = masking("dip", 0.5);
            assertThat(logits(model, dip.withCalibration(Optional.of(none)).withMethod(MaskingMethods.of("dip-lora")))).isEqualTo(logits(model, dip));
        }
    }

    @Test
    void atADensityOfOneEveryMethodIsTheDenseModel() throws IOException {
        try (LoadedModel model = TinyModel.of(TensorType.Q8_0).load(folder)) {
            Calibration all = calibrate(model, recipe(4, Recipe.Target.LAYER), CalibrationKind.CATS, CalibrationKind.TEAL, CalibrationKind.PREDICTOR,
                    CalibrationKind.LORA, CalibrationKind.MERGED);
            float[] dense = logits(model, Masking.DENSE);
            for (MaskingMethod method : MaskingMethods.ALL) {
                Masking masking = masking("dip", 1).withGamma(0.3).withCalibration(Optional.of(all)).withMethod(method);
                // Row by row a sum is rounded otherwise than column by column.
                Offset<Float> rounding = Offset.offset(method.footprint().use(Hook.ROWS).isPresent() ? 1e-4f : 0f);
                assertThat(logits(model, masking)).as(method.id()).containsExactly(dense, rounding);
            }
        }
    }

    @Test
    void cacheAwareMasksWithAGammaOfOneAreDipsBitForBit() throws IOException {
        try (LoadedModel model = TinyModel.of(TensorType.Q8_0).load(folder)) {
            float[] dip = logits(model, masking("dip", 0.5));
            assertThat(logits(model, masking("dip-ca", 0.5))).isEqualTo(dip);
            assertThat(logits(model, masking("dip-ca", 0.5).withGamma(0.2), EVERY_THIRD)).isNotEqualTo(dip);
            assertThat(logits(model, masking("dip-ca", 0.5), EVERY_THIRD)).isEqualTo(dip);
        }
    }

    @ParameterizedTest
    @EnumSource(Recipe.Target.class)
    void fitsComeNearerToTheDenseModelThanDip(Recipe.Target target) throws IOException {
        try (LoadedModel model = TinyModel.of(TensorType.F32).load(folder)) {
            float[] dense = logits(model, Masking.DENSE);
            double plain = distance(logits(model, masking("dip", 0.5)), dense);
            Calibration fitted = calibrate(model, recipe(24, target), CalibrationKind.LORA, CalibrationKind.TEAL, CalibrationKind.MERGED);
            for (String method : List.of("dip-lora", "dip-merged", "teal-merged")) {
                Masking masking = masking("dip", 0.5).withCalibration(Optional.of(fitted)).withMethod(MaskingMethods.of(method));
                assertThat(distance(logits(model, masking), dense)).as(method).isLessThan(0.97 * plain);
            }
            assertThat(Double.parseDouble(fitted.origin().results().get("merged.error-left"))).isLessThan(1);
        }
    }

    @Test
    void weightsFittedToTheMasksOfThresholdsComeNearerToTheDenseModelThanThresholdsAlone() throws IOException {
        try (LoadedModel model = TinyModel.of(TensorType.F32).load(folder)) {
            Recipe dip = recipe(0, Recipe.Target.STREAM);
            Recipe teal = new Recipe(CONTEXT, WINDOWS, 0, 0.5, 0, 0.03, Recipe.Target.STREAM, new Teal(), 0.1, 4, 12, 1);
            assertThatThrownBy(() -> calibrate(model, teal, CalibrationKind.MERGED)).hasMessageContaining("give --for teal,merged");

            Calibration both = calibrate(model, teal, CalibrationKind.TEAL, CalibrationKind.MERGED);
            Calibration toDip = calibrate(model, dip, CalibrationKind.TEAL, CalibrationKind.MERGED);

            float[] dense = logits(model, Masking.DENSE);
            Masking masking = masking("dip", 0.5).withCalibration(Optional.of(both));
            double alone = distance(logits(model, masking.withMethod(new Teal())), dense);
            assertThat(distance(logits(model, masking.withMethod(MaskingMethods.of("teal-merged"))), dense)).isLessThan(0.97 * alone);
            assertThat(CalibrationFile.write(both.origin(), both.parts())).isNotEqualTo(CalibrationFile.write(both.origin(), toDip.parts()));
        }
    }

    @Test
    void catsThresholdsLetTheShareOfTheTextPassThatTheDensityKeeps() throws IOException {
        try (LoadedModel model = TinyModel.of(TensorType.F32).load(folder)) {
            Calibration learnt = calibrate(model, recipe(0, Recipe.Target.LAYER), CalibrationKind.CATS, CalibrationKind.TEAL);
            Thresholds cats = learnt.thresholds(CalibrationKind.CATS).orElseThrow();
            Masking gate = masking("gate", 1);
            ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
            int above = 0;
            int all = 0;
            float threshold = cats.threshold(Hook.ROWS, 0, 0.25);
            for (int window = 0; window < WINDOWS; window++) {
                KvCache cache = model.transformer().newCache();
                for (int t = 0; t < CONTEXT; t++) {
                    pass.forward(ids(), window * CONTEXT + t, 1, cache, gate, Residency.NOTHING);
                    float[] scores = pass.chooser().scores(Hook.ROWS);
                    for (int i = 0; i < 96; i++) {
                        above += scores[i] > threshold ? 1 : 0;
                        all++;
                    }
                }
            }
            assertThat((double) above / all).isCloseTo(0.25, org.assertj.core.api.Assertions.within(0.001));
            assertThat(learnt.thresholds(CalibrationKind.TEAL).orElseThrow().threshold(Hook.INPUT, 1, 0.5)).isPositive();
        }
    }

    @Test
    void predictorsFindMoreThanChanceOfTheLargestActivations() throws IOException {
        try (LoadedModel model = TinyModel.of(TensorType.F32).load(folder)) {
            Calibration learnt = calibrate(model, recipe(0, Recipe.Target.LAYER), CalibrationKind.PREDICTOR);
            int keep = Integer.parseInt(learnt.origin().results().get("predictor.keep"));
            assertThat(Double.parseDouble(learnt.origin().results().get("predictor.mean-recall"))).isGreaterThan(1.2 * keep / 96);
            assertThat(learnt.origin().results().get("predictor.recall").split(" ")).hasSize(2);
        }
    }

    @Test
    void splitsMeetTheirBudgetAndSelectionsAddUp() throws IOException {
        try (LoadedModel model = TinyModel.of(TensorType.F32).load(folder)) {
            Calibration learnt = calibrate(model, recipe(0, Recipe.Target.LAYER), CalibrationKind.SPLIT, CalibrationKind.PINNED);
            double mean = 0;
            double selected = 0;
            for (int layer = 0; layer < 2; layer++) {
                Split split = learnt.splits().orElseThrow().of(0.5, layer);
                mean += split.density() / 2;
                float[] shares = learnt.frequencies().orElseThrow().shares().get(Hook.INPUT)[layer];
                for (float share : shares) {
                    selected += share;
                }
                assertThat(selected).as("as many columns as the layer's own split keeps").isCloseTo(Math.floor(split.input() * 64), org.assertj.core.api.Assertions.within(0.01));
                selected = 0;
            }
            assertThat(mean).isCloseTo(0.5, org.assertj.core.api.Assertions.within(0.001));
        }
    }

    @Test
    void aCalibrationOfAnotherModelIsRefusedByTheEngine() throws IOException {
        Calibration learnt;
        try (LoadedModel model = TinyModel.of(TensorType.Q8_0).load(folder)) {
            learnt = calibrate(model, recipe(0, Recipe.Target.LAYER), CalibrationKind.PINNED);
            logits(model, masking("dip", 0.5).withCalibration(Optional.of(learnt)));
        }
        try (LoadedModel other = TinyModel.of(TensorType.F32).load(folder)) {
            Masking masking = masking("dip", 0.5).withCalibration(Optional.of(learnt));
            assertThatThrownBy(() -> logits(other, masking)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("was made for another model");
            assertThatThrownBy(() -> new Calibrator(other, text(), recipe(1, Recipe.Target.LAYER), Progress.SILENT)
                    .run(List.of(CalibrationKind.CATS), Optional.of(learnt))).hasMessageContaining("was made for another model");
        }
    }

    @Test
    void aCancelledCalibrationEndsAtOnce() throws IOException {
        Progress cancelled = new Progress() {
            @Override
            public void report(double share, String what) {
                throw new AssertionError("nothing was done");
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        try (LoadedModel model = TinyModel.of(TensorType.F32).load(folder)) {
            for (CalibrationKind kind : CalibrationKind.values()) {
                assertThatThrownBy(() -> new Calibrator(model, text(), recipe(2, Recipe.Target.STREAM), cancelled).run(List.of(kind), Optional.empty()))
                        .as(kind.id()).isInstanceOf(CancellationException.class);
            }
        }
    }

    @Test
    void theSameCalibrationTwiceGivesTheSameFile() throws IOException {
        try (LoadedModel model = TinyModel.of(TensorType.Q4_1).load(folder)) {
            byte[][] files = new byte[2][];
            for (int turn = 0; turn < 2; turn++) {
                Calibration made = new Calibrator(model, text(), recipe(3, Recipe.Target.STREAM), Progress.SILENT)
                        .run(List.of(CalibrationKind.LORA, CalibrationKind.MERGED, CalibrationKind.PREDICTOR), Optional.empty());
                files[turn] = CalibrationFile.write(made.origin(), made.parts());
            }
            assertThat(files[0]).isEqualTo(files[1]);
        }
    }

    /** Made, written, read. */
    private Calibration calibrate(LoadedModel model, Recipe recipe, CalibrationKind... kinds) throws IOException {
        Calibration made = new Calibrator(model, text(), recipe, Progress.SILENT).run(List.of(kinds), Optional.empty());
        // A calibration stays mapped to its file, so each has one of its own.
        return CalibrationFile.read(Files.write(Files.createTempFile(folder, "made", ".cal"), CalibrationFile.write(made.origin(), made.parts())));
    }

    private static Recipe recipe(int rank, Recipe.Target target) {
        return new Recipe(CONTEXT, WINDOWS, 0, 0.5, rank, 0.03, target, new Dip(), 0.1, 4, 12, 1);
    }

    private static CalibrationText text() {
        return new CalibrationText("random", "", ids());
    }

    private static int[] ids() {
        return new SplittableRandom(4).ints(CONTEXT * WINDOWS, TinyModel.SPECIALS, TinyModel.SPECIALS + WORDS).toArray();
    }

    private static Masking masking(String method, double density) {
        return new Masking(MaskingMethods.of(method), density, 1, 0, false, Optional.empty());
    }

    /** Of text that no calibration has seen, token after token. */
    private static float[] logits(LoadedModel model, Masking masking) {
        return logits(model, masking, Residency.NOTHING);
    }

    private static float[] logits(LoadedModel model, Masking masking, Residency residency) {
        int[] ids = new SplittableRandom(11).ints(48, TinyModel.SPECIALS, TinyModel.SPECIALS + WORDS).toArray();
        ForwardPass pass = new ForwardPass(model.transformer(), model.workers());
        KvCache cache = model.transformer().newCache();
        float[] all = new float[ids.length * TinyModel.VOCABULARY];
        for (int t = 0; t < ids.length; t++) {
            pass.forward(ids, t, 1, cache, masking, residency);
            System.arraycopy(pass.lastLogits(), 0, all, t * TinyModel.VOCABULARY, TinyModel.VOCABULARY);
        }
        return Arrays.copyOf(all, all.length);
    }

    private static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.pow(one[i] - other[i], 2);
        }
        return Math.sqrt(sum);
    }
}
