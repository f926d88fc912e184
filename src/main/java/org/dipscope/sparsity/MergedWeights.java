package org.dipscope.sparsity;

import org.dipscope.mask.Matrix;

import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * Gate, up and down fitted anew for masked inputs, in the types that the model's own matrices have, so that a token reads as many bytes
 * as before. They serve masked tokens alone; prompts and a density of 1 keep the model's own weights.
 *
 * @param sections the matrices' bytes as a GGUF file would hold them, row after row, layer after layer
 * @param layers   {@code L}
 */
public record MergedWeights(CalibrationSections sections, int layers) implements CalibrationPart {

    @Override
    public CalibrationKind kind() {
        return CalibrationKind.MERGED;
    }

    /** One matrix of one layer; throws {@link IllegalArgumentException} where the file's part does not divide into the layers. */
    public MemorySegment matrix(Matrix matrix, int layer) {
        MemorySegment all = sections.all().get(section(matrix));
        long size = all.byteSize() / layers;
        return all.asSlice(layer * size, size);
    }

    @Override
    public void write(CalibrationSections target) {
        for (Matrix matrix : Matrix.values()) {
            target.put(section(matrix), sections.all().get(section(matrix)));
        }
    }

    /** Fitted weights from each matrix's bytes over all layers. */
    public static MergedWeights of(MemorySegment gate, MemorySegment up, MemorySegment down, int layers) {
        CalibrationSections sections = new CalibrationSections();
        sections.put(section(Matrix.GATE), gate);
        sections.put(section(Matrix.UP), up);
        sections.put(section(Matrix.DOWN), down);
        return new MergedWeights(sections, layers);
    }

    static MergedWeights read(CalibrationSections sections, int layers) {
        for (Matrix matrix : Matrix.values()) {
            long size = sections.size(section(matrix));
            if (size == 0 || size % layers != 0) {
                throw new IllegalArgumentException("its part '%s' has %d bytes, which do not divide into %d layers".formatted(section(matrix), size, layers));
            }
        }
        return new MergedWeights(sections, layers);
    }

    private static String section(Matrix matrix) {
        return "merged." + matrix.name().toLowerCase(Locale.ROOT);
    }
}
