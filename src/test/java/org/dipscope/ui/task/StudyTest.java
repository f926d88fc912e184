package org.dipscope.ui.task;

import org.dipscope.calibration.SampleTextLearner;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Learner;
import org.dipscope.session.Progress;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.CalibrationPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lessons learnt on a small model, by the learner that the window has. */
class StudyTest {
    private static final Path MODEL = Path.of("src/test/resources/org/dipscope/model/llama3.gguf");
    private static final Learner LEARNER = new SampleTextLearner(2);
    private static final Settings SETTINGS = DefaultSettings.embedded();

    @TempDir
    private Path folder;

    /** All but the predictor, whose own weights are more than this model's. */
    static Stream<Lesson> lessons() {
        return Lesson.ALL.stream().filter(lesson -> !lesson.kinds().contains(CalibrationKind.PREDICTOR));
    }

    private static Lesson lesson(String id) {
        return Lesson.ALL.stream().filter(lesson -> lesson.id().equals(id)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void whatALessonTeachesIsWhatItsMethodNeeds(Lesson lesson) throws IOException {
        Calibration learnt = new Study(LEARNER, MODEL, lesson, SETTINGS, folder.resolve("learnt.cal")).run(Progress.SILENT);
        assertThat(learnt.parts()).extracting(CalibrationPart::kind).containsExactlyElementsOf(lesson.kinds());
        assertThat(learnt.origin().settings()).containsEntry("density", "0.6").containsEntry("windows", "32");
        lesson.method().ifPresent(method -> assertThat(SETTINGS.masking().withCalibration(Optional.of(learnt)).withMethod(method).method()).isEqualTo(method));
    }

    @Test
    void theOtherPartsOfTheCalibrationInForceStay() throws IOException {
        Calibration cats = new Study(LEARNER, MODEL, lesson("cats"), SETTINGS, folder.resolve("cats.cal")).run(Progress.SILENT);
        Settings withCats = SETTINGS.with(SETTINGS.masking().withCalibration(Optional.of(cats)));
        Calibration both = new Study(LEARNER, MODEL, lesson("pinned"), withCats, folder.resolve("both.cal")).run(Progress.SILENT);
        assertThat(both.parts()).extracting(CalibrationPart::kind).containsExactlyInAnyOrder(CalibrationKind.CATS, CalibrationKind.PINNED);
        assertThat(cats.parts()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void aCancelAtAnyPointLeavesTheOlderFile(Lesson lesson) throws IOException {
        Path file = Files.writeString(folder.resolve("older.cal"), "older");
        for (double share : new double[] {0, 0.2, 0.7, 1}) {
            AtomicBoolean cancelled = new AtomicBoolean();
            assertThatThrownBy(() -> new Study(LEARNER, MODEL, lesson, SETTINGS, file).run(new Progress() {
                @Override
                public void report(double done, String what) {
                    cancelled.compareAndSet(false, done >= share);
                }

                @Override
                public boolean cancelled() {
                    return cancelled.get();
                }
            })).as("at %s", share).isInstanceOf(CancellationException.class);
            assertThat(file).hasContent("older");
        }
    }

    @Test
    void whatCannotBeLearntIsRefusedInASentenceAndNothingIsWritten() {
        assertThatThrownBy(() -> new Study(LEARNER, MODEL, lesson("predictor"), SETTINGS, folder.resolve("p.cal")).run(Progress.SILENT))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("keeps 0 of 80 neurons");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldBeforeTheWork() {
        assertThatThrownBy(() -> new Study((_, _, _, _, _) -> {
            throw new IllegalStateException("it began");
        }, MODEL, lesson("cats"), SETTINGS, folder.resolve("none").resolve("x.cal")).run(Progress.SILENT)).isInstanceOf(IOException.class).hasMessageContaining("no folder");
    }

    @Test
    void everyMethodThatNeedsSomethingHasALesson() {
        assertThat(Lesson.ALL).extracting(Lesson::id).containsExactly("dip-lora", "dip-merged", "teal", "teal-merged", "cats", "predictor", "split", "pinned");
        assertThat(lesson("teal-merged").kinds()).isEqualTo(List.of(CalibrationKind.TEAL, CalibrationKind.MERGED));
    }
}
