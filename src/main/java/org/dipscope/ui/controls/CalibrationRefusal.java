package org.dipscope.ui.controls;

import org.dipscope.sparsity.RefusedCalibrationException;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /** A file that could not be read as one. */
    static CalibrationRefusal unread(String file, RefusedCalibrationException reason) {
        List<String> values = new ArrayList<>(List.of(file));
        values.addAll(reason.details());
        return new CalibrationRefusal("calibration-" + reason.trouble().name().toLowerCase(Locale.ROOT).replace('_', '-'), values);
    }

    /** One sentence for a person. */
    String sentence(Words words) {
        return words.text("controls." + key, values.toArray());
    }
}
