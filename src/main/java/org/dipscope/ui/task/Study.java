package org.dipscope.ui.task;

import org.dipscope.export.AtomicFile;
import org.dipscope.session.Learner;
import org.dipscope.session.Progress;
import org.dipscope.session.Settings;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationFile;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A calibration of the model that is open, into a file.
 *
 * @param learner  does it
 * @param model    the model's file
 * @param lesson   what is learnt
 * @param settings whose density the masks have meanwhile, and whose calibration keeps its other parts
 * @param file     takes it, whole or not at all
 */
public record Study(Learner learner, Path model, Lesson lesson, Settings settings, Path file) implements Work<Calibration> {
    @Override
    public Calibration run(Progress progress) throws IOException {
        AtomicFile.requireWritable(file);
        byte[] learnt = learner.learn(model, lesson.kinds(), settings.masking().calibration(), settings.masking().density(), progress);
        progress.requireWanted();
        AtomicFile.write(file, learnt);
        return CalibrationFile.read(file);
    }
}
