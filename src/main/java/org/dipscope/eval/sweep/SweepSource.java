package org.dipscope.eval.sweep;

import org.dipscope.eval.Noise;
import org.dipscope.eval.Windows;

/**
 * What all points of a sweep have in common; points of different sources are not to be compared.
 *
 * @param model       its name
 * @param modelSha256 of the file
 * @param text        its name
 * @param textSha256  of the text in UTF-8
 * @param context     tokens of a window
 * @param windows     how many windows were scored
 * @param firstToken  where the first window begins
 * @param noise       how the noise floor was found
 * @param diverges    whether the dense model went beside
 */
public record SweepSource(String model, String modelSha256, String text, String textSha256, int context, int windows, int firstToken,
                          Noise noise, boolean diverges) {

    /** The source of these windows. */
    public static SweepSource of(String model, String modelSha256, String text, String textSha256, Windows windows, Noise noise, boolean diverges) {
        return new SweepSource(model, modelSha256, text, textSha256, windows.context(), windows.count(), windows.firstToken(), noise, diverges);
    }
}
