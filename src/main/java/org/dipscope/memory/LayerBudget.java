package org.dipscope.memory;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How the DRAM for columns is shared among the layers. */
public enum LayerBudget {
    /** Every sparse linear gets equally many bytes, as in the paper. */
    EVEN("even", "Even", "every layer gets the same share, as in the paper"),
    /** One pool: the bytes go where the columns worth most to the policy are. */
    GLOBAL("global", "Global", "layers whose columns are worth more to the policy get more");

    private final String id;
    private final String label;
    private final String description;

    LayerBudget(String id, String label, String description) {
        this.id = id;
        this.label = label;
        this.description = description;
    }

    /** The word on the command line and in files. */
    public String id() {
        return id;
    }

    /** The word in the window. */
    public String label() {
        return label;
    }

    /** What it does, in one line. */
    public String description() {
        return description;
    }

    /** The budget with this {@link #id()}; throws {@link IllegalArgumentException} for any other word. */
    public static LayerBudget of(String id) {
        return Arrays.stream(values()).filter(budget -> budget.id.equals(id)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "'%s' is no budget; choose %s.".formatted(id, Arrays.stream(values()).map(LayerBudget::id).collect(Collectors.joining(" or ")))));
    }
}
