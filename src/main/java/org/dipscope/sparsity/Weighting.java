package org.dipscope.sparsity;

/** How DIP-CA lets what is in DRAM change its choice. */
public enum Weighting {
    /** {@code γ · score} where a column is not resident. */
    GAMMA("gamma", "γ factor"),
    /** {@code γ · score + (1 − γ) · resident}. */
    BLEND("blend", "Blend"),
    /** The fixed top-n, then those of the top-k that are resident, then resident ones of the top-m, then the rest of the top-k; γ is not used. */
    APPROXIMATE("approximate", "Approximate top-m");

    private final String id;
    private final String label;

    Weighting(String id, String label) {
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

    /** Whether γ has a say in it. */
    public boolean usesGamma() {
        return this != APPROXIMATE;
    }

    /** The weighting with this {@link #id()}; throws {@link IllegalArgumentException} for any other word. */
    public static Weighting of(String id) {
        for (Weighting weighting : values()) {
            if (weighting.id.equals(id)) {
                return weighting;
            }
        }
        throw new IllegalArgumentException("'" + id + "' is no weighting; choose gamma, blend or approximate.");
    }
}
