package org.dipscope.model;

/**
 * How queries grow with their position, so that attention stays sharp over long texts: by {@code 1 + scale · ln(1 + ⌊position/step⌋)}.
 *
 * @param scale 0 for none
 * @param step  positions that share a factor
 */
record Temperature(double scale, int step) {
    static final Temperature NONE = new Temperature(0, 1);

    float factor(int position) {
        return (float) (1 + scale * StrictMath.log(1 + position / step));
    }
}
