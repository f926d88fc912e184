package org.dipscope.sparsity;

/** One thing that was learnt from a calibration text. Its arrays are only to be read. */
public sealed interface CalibrationPart permits Thresholds, Predictor, Adapters, MergedWeights, LayerSplits, Frequencies {

    /** What it is good for. */
    CalibrationKind kind();

    /** Adds what it holds to a file. */
    void write(CalibrationSections sections);
}
