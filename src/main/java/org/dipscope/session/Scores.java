package org.dipscope.session;

/** The scores that one token gave the columns of every layer at one hook, before any cache weighting; immutable. */
public final class Scores {
    private final int columns;
    private final float[] values;

    /** Takes over {@code values}, {@code [layers][columns]} flattened, which the caller must not touch again. */
    public Scores(int columns, float[] values) {
        this.columns = columns;
        this.values = values;
    }

    /** The score of a column, ≥ 0. */
    public float of(int layer, int column) {
        return values[layer * columns + column];
    }

    /** The place of a column among its layer's, 1 being the largest score; of equal scores the lower index comes first. */
    public int rank(int layer, int column) {
        float own = of(layer, column);
        int rank = 1;
        for (int i = 0; i < columns; i++) {
            float other = of(layer, i);
            if (other > own || other == own && i < column) {
                rank++;
            }
        }
        return rank;
    }
}
