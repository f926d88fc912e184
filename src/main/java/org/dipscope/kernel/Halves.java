package org.dipscope.kernel;

/** Half-precision scales as the file has them. */
final class Halves {

    private Halves() {
    }

    /** The half itself; throws {@link IllegalArgumentException} where it is infinite or not a number, since every product would be too. */
    static short finite(short half, String type, int row) {
        if ((half & 0x7C00) == 0x7C00) {
            throw new IllegalArgumentException("row %d of a %s tensor has a scale that is not a finite number; the file is broken, get it again.".formatted(row, type));
        }
        return half;
    }
}
