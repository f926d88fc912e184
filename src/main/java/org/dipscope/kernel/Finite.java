package org.dipscope.kernel;

/** Refuses scales and weights that are infinite or not a number, since every product with them would be too. */
final class Finite {

    private Finite() {
    }

    /** The half itself; throws {@link IllegalArgumentException} where it is not finite. */
    static short half(short half, String type, int row) {
        if ((half & 0x7C00) == 0x7C00) {
            throw broken(type, row);
        }
        return half;
    }

    /** The float itself; throws {@link IllegalArgumentException} where it is not finite. */
    static float single(float value, String type, int row) {
        if (!Float.isFinite(value)) {
            throw broken(type, row);
        }
        return value;
    }

    private static IllegalArgumentException broken(String type, int row) {
        return new IllegalArgumentException("row %d of a %s tensor has a value that is not a finite number; the file is broken, get it again.".formatted(row, type));
    }
}
