package org.dipscope.session;

import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.LayerBudget;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationFile;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Split;
import org.dipscope.sparsity.Weighting;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How values of a kind are written.
 *
 * @param placeholder what stands for the value in a usage line; empty for a flag, which may stand alone
 * @param parse       reads a text; throws {@link IllegalArgumentException} with one sentence
 * @param text        writes what {@code parse} reads back to an equal value
 * @param json        the value in JSON: a number, a truth value or else its text
 */
record SettingForm<T>(String placeholder, Function<String, T> parse, Function<T, String> text, Function<T, Object> json) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,9})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,40}");
    private static final String AUTOMATIC = "auto";
    private static final String NONE = "none";

    static final SettingForm<Double> NUMBER_FORM = new SettingForm<>("NUMBER", SettingForm::number, String::valueOf, value -> value);
    static final SettingForm<Integer> COUNT_FORM = new SettingForm<>("N",
            text -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE), String::valueOf, value -> value);
    static final SettingForm<Long> SEED_FORM = new SettingForm<>("N",
            text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE), String::valueOf, value -> value);
    static final SettingForm<Boolean> FLAG_FORM = new SettingForm<>("", SettingForm::flag, String::valueOf, value -> value);
    static final SettingForm<MaskingMethod> METHOD_FORM = ofText("METHOD", MaskingMethods::of, MaskingMethod::id);
    static final SettingForm<CachePolicy> POLICY_FORM = ofText("POLICY", CachePolicy::of, CachePolicy::id);
    static final SettingForm<LayerBudget> BUDGET_FORM = ofText("BUDGET", LayerBudget::of, LayerBudget::id);
    static final SettingForm<Double> SIZE_FORM = ofText("SIZE", ByteSize::parse, ByteSize::format);
    static final SettingForm<Double> BANDWIDTH_FORM = ofText("SIZE/s", ByteSize::parseBandwidth, ByteSize::formatBandwidth);
    static final SettingForm<Optional<Split>> SPLIT_FORM = ofText("IN,DOWN", SettingForm::split,
            split -> split.map(shares -> shares.input() + "," + shares.down()).orElse(AUTOMATIC));

    static final SettingForm<Scoring> SCORING_FORM = ofText("SCORING", Scoring::of, Scoring::id);
    static final SettingForm<Weighting> WEIGHTING_FORM = ofText("WEIGHTING", Weighting::of, Weighting::id);
    static final SettingForm<Optional<Calibration>> CALIBRATION_FORM = ofText("FILE", SettingForm::calibration,
            calibration -> calibration.map(Calibration::file).orElse(NONE));

    private static <T> SettingForm<T> ofText(String placeholder, Function<String, T> parse, Function<T, String> text) {
        return new SettingForm<>(placeholder, parse, text, text::apply);
    }

    private static double number(String text) {
        String stripped = text.strip();
        if (!NUMBER.matcher(stripped).matches()) {
            throw new IllegalArgumentException("'%s' is no number; write one with a point, such as 0.6.".formatted(text));
        }
        double number = Double.parseDouble(stripped);
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException("'%s' is too large a number; write a smaller one.".formatted(text));
        }
        return number;
    }

    private static long whole(String text, long least, long most) {
        String stripped = text.strip();
        if (!WHOLE.matcher(stripped).matches()) {
            throw new IllegalArgumentException("'%s' is no whole number; write one such as 64.".formatted(text));
        }
        try {
            long number = Long.parseLong(stripped);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Only its length can be wrong, which the sentence below says.
        }
        throw new IllegalArgumentException("'%s' is too long a number; write one from %d to %d.".formatted(text, least, most));
    }

    private static boolean flag(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'%s' is neither true nor false; write one of them.".formatted(text));
        };
    }

    private static Optional<Calibration> calibration(String text) {
        if (text.strip().equals(NONE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CalibrationFile.read(Path.of(text)));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'%s' is no file's name; name a file that 'dipscope calibrate' made.".formatted(text), e);
        }
    }

    private static Optional<Split> split(String text) {
        if (text.strip().equals(AUTOMATIC)) {
            return Optional.empty();
        }
        String[] shares = text.split(",", -1);
        if (shares.length != 2) {
            throw new IllegalArgumentException("'%s' is no split; write the shares of the input and of the down columns, such as 0.57,0.35.".formatted(text));
        }
        return Optional.of(new Split(number(shares[0]), number(shares[1])));
    }
}
