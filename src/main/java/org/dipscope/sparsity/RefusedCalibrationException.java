package org.dipscope.sparsity;

import java.util.List;

/** A file that is no sound calibration. The message is one sentence; what is wrong stands beside it for those who speak another language. */
public final class RefusedCalibrationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a file. */
    public enum Trouble {
        /** It is not there. */
        MISSING_FILE,
        /** It is a folder, a pipe or a device. */
        NO_FILE,
        /** It may not be read. */
        FORBIDDEN,
        /** It is something else than a calibration. */
        FOREIGN,
        /** It is of another version; the details are its own, and the one that is read. */
        VERSION,
        /** It ends too early, or holds what no calibration holds. */
        DAMAGED
    }

    private final Trouble trouble;
    private final List<String> details;

    RefusedCalibrationException(Trouble trouble, List<String> details, String sentence, Throwable cause) {
        super(sentence, cause);
        this.trouble = trouble;
        this.details = List.copyOf(details);
    }

    /** What is wrong. */
    public Trouble trouble() {
        return trouble;
    }

    /** The figures that such a trouble has, in its order. */
    public List<String> details() {
        return details;
    }
}
