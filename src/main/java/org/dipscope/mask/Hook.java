package org.dipscope.mask;

/** A place in a layer's MLP where a mask is chosen and hence one cache of columns is kept. */
public enum Hook {
    /** Input columns of gate and up: {@code hidden} columns of {@code intermediate} elements. */
    INPUT("input", 0),
    /** Neurons, that is rows of gate or up with the matching columns of down: {@code intermediate} of them. */
    ROWS("rows", 0),
    /** Columns of down: {@code intermediate} columns of {@code hidden} elements. */
    DOWN("down", 1);

    private final String id;
    private final int slot;

    Hook(String id, int slot) {
        this.id = id;
        this.slot = slot;
    }

    /** The name used in files and on the command line. */
    public String id() {
        return id;
    }

    /** The hook with this {@link #id()}; throws {@link IllegalArgumentException} for any other word. */
    public static Hook of(String id) {
        for (Hook hook : values()) {
            if (hook.id.equals(id)) {
                return hook;
            }
        }
        throw new IllegalArgumentException("'" + (id.length() > 80 ? id.substring(0, 80) + "…" : id) + "' is no hook; the hooks are input, rows and down.");
    }

    /** The cache's number: {@code 2·layer} for input and rows, {@code 2·layer + 1} for down. */
    public int index(int layer) {
        return 2 * layer + slot;
    }

    /** How many columns the hook chooses from in a layer of this shape. */
    public int columns(int hidden, int intermediate) {
        return this == INPUT ? hidden : intermediate;
    }
}
