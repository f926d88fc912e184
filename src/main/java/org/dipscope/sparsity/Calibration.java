package org.dipscope.sparsity;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was learnt about one model from one text. Two calibrations are equal where they came from the same file with the same content.
 */
public final class Calibration {
    private final CalibrationOrigin origin;
    private final List<CalibrationPart> parts;
    private final String file;
    private final String check;
    private final boolean opened;

    /**
     * A calibration.
     *
     * @param origin which model, text and settings it comes from
     * @param parts  what was learnt, at most one of a kind
     * @param file   the name by which a person knows it, usually a path
     * @param check  what tells its content from any other's
     */
    public Calibration(CalibrationOrigin origin, List<CalibrationPart> parts, String file, String check) {
        this(origin, parts, file, check, true);
    }

    private Calibration(CalibrationOrigin origin, List<CalibrationPart> parts, String file, String check, boolean opened) {
        this.origin = origin;
        this.parts = List.copyOf(parts);
        this.file = file;
        this.check = check;
        this.opened = opened;
    }

    /**
     * One that nobody has opened: it equals the one with this name and check, counts as having every kind, and runs on no model. With it
     * settings can be told apart and shown where the file itself may be gone.
     */
    public static Calibration unopened(String file, String check) {
        return new Calibration(new CalibrationOrigin("", "", 1, 1, 1, "", "", 0, Map.of(), Map.of()), List.of(), file, check, false);
    }

    /**
     * The same, read from its file if nobody has yet.
     *
     * @throws IllegalArgumentException with one sentence where the file is gone, is no calibration or is not the one that was meant
     */
    public Calibration open() {
        if (opened) {
            return this;
        }
        Calibration read = CalibrationFile.read(Path.of(file));
        if (!equals(read)) {
            throw new IllegalArgumentException("'%s' has been made anew since; make the points anew too, or bring the old file back.".formatted(file));
        }
        return read;
    }

    /** Which model, text and settings it comes from. */
    public CalibrationOrigin origin() {
        return origin;
    }

    /** What was learnt. */
    public List<CalibrationPart> parts() {
        return parts;
    }

    /** The name by which a person knows it: the path of its file. */
    public String file() {
        return file;
    }

    /** What tells its content from any other's. */
    public String check() {
        return check;
    }

    /** Whether it has something of this kind. */
    public boolean has(CalibrationKind kind) {
        return !opened || parts.stream().anyMatch(part -> part.kind() == kind);
    }

    /** The thresholds of CATS or of TEAL. */
    public Optional<Thresholds> thresholds(CalibrationKind kind) {
        return part(Thresholds.class, kind);
    }

    /** The predictor. */
    public Optional<Predictor> predictor() {
        return part(Predictor.class, CalibrationKind.PREDICTOR);
    }

    /** The adapters. */
    public Optional<Adapters> adapters() {
        return part(Adapters.class, CalibrationKind.LORA);
    }

    /** The weights fitted anew. */
    public Optional<MergedWeights> merged() {
        return part(MergedWeights.class, CalibrationKind.MERGED);
    }

    /** The layers' splits. */
    public Optional<LayerSplits> splits() {
        return part(LayerSplits.class, CalibrationKind.SPLIT);
    }

    /** How often columns are selected. */
    public Optional<Frequencies> frequencies() {
        return part(Frequencies.class, CalibrationKind.PINNED);
    }

    private <T extends CalibrationPart> Optional<T> part(Class<T> type, CalibrationKind kind) {
        return parts.stream().filter(part -> part.kind() == kind).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Throws {@link IllegalArgumentException} with one sentence where it was made for another model. */
    public void requireModel(String fingerprint) {
        if (!origin.fingerprint().equals(fingerprint)) {
            throw new IllegalArgumentException("the calibration '%s' was made for another model, %s; calibrate this one with 'dipscope calibrate', or leave it out."
                    .formatted(file, origin.model()));
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Calibration calibration && file.equals(calibration.file) && check.equals(calibration.check);
    }

    @Override
    public int hashCode() {
        return 31 * file.hashCode() + check.hashCode();
    }

    /** "cats, lora of lora.cal". */
    @Override
    public String toString() {
        return parts.stream().map(part -> part.kind().id()).collect(Collectors.joining(", ")) + " of " + file;
    }
}
