package org.dipscope.sparsity;

/** What a column is worth to DIP and its kin before the top-k. */
public enum Scoring {
    /** {@code |x_i|}. */
    MAGNITUDE("magnitude", "Magnitude"),
    /**
     * {@code |x_i| · ‖W_:,i‖}, as WINA: what the column adds to the output, were all columns at right angles. Where gate and up
     * share a mask their norms are joined to {@code sqrt(‖W_g:,i‖² + ‖W_u:,i‖²)}, the norm of the two matrices one above the other.
     */
    WEIGHT_AWARE("weight-aware", "Weight-aware");

    private final String id;
    private final String label;

    Scoring(String id, String label) {
        this.id = id;
        this.label = label;
    }

    /** The word on the command line and in files. */
    public String id() {
        return id;
    }

    /** The word in the window. */
    public String label() {
        return label;
    }

    /** The scoring with this {@link #id()}; throws {@link IllegalArgumentException} for any other word. */
    public static Scoring of(String id) {
        for (Scoring scoring : values()) {
            if (scoring.id.equals(id)) {
                return scoring;
            }
        }
        throw new IllegalArgumentException("'" + id + "' is no scoring; choose magnitude or weight-aware.");
    }
}
