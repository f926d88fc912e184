package org.dipscope.ui.controls;

import org.dipscope.ui.text.Words;

import java.util.List;

/**
 * Why a calibration, or a method that needs one, was not taken.
 *
 * @param key    which sentence of {@code controls} says it
 * @param values what stands in its places
 */
record CalibrationRefusal(String key, List<String> values) {

    CalibrationRefusal {
        values = List.copyOf(values);
    }

    /** A calibration that was made for another model. */
    static CalibrationRefusal ofAnotherModel(String file, String model) {
        return new CalibrationRefusal("calibration-of-another", List.of(file, model));
    }

    /** A method that needs a calibration, which {@code dipscope calibrate --for} makes. */
    static CalibrationRefusal missing(String method, String kind) {
        return new CalibrationRefusal("calibration-missing", List.of(method, kind));
    }

    /** A file that could not be read as one; its reader says why, in English. */
    static CalibrationRefusal unread(String reason) {
        return new CalibrationRefusal("calibration-unread", List.of(reason));
    }

    /** One sentence for a person. */
    String sentence(Words words) {
        return words.text("controls." + key, values.toArray());
    }
}
