package org.dipscope.session;

import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationKind;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Learns from the text that comes with Dipscope what methods need before they run. */
@FunctionalInterface
public interface Learner {
    /**
     * Learns these things, one after the other; it takes seconds to minutes, so never call it on a thread that people wait for. The model is
     * loaded once more, and what is learnt goes nowhere else.
     *
     * @param model    a GGUF file
     * @param kinds    one or several, in this order
     * @param base     a calibration of the same model whose other parts are kept; empty for none
     * @param density  the density that masks have while something is learnt from them, in (0, 1]
     * @param progress told how far it is, asked whether to go on
     * @return the content of a calibration's file
     * @throws IOException                                if the model cannot be read, with one sentence
     * @throws IllegalArgumentException                   if this cannot be learnt, with one sentence
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    byte[] learn(Path model, List<CalibrationKind> kinds, Optional<Calibration> base, double density, Progress progress) throws IOException;
}
