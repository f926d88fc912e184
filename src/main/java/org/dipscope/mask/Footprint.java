package org.dipscope.mask;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a masking method touches in each layer: its hooks, and the matrices that it reads whole.
 *
 * @param hooks the hooks in the order in which a token reaches them; empty for the dense model
 * @param whole the matrices that are read whole whatever the mask says
 */
public record Footprint(List<Use> hooks, Set<Matrix> whole) {
    /** The dense model's: no hook, every matrix whole. */
    public static final Footprint DENSE = new Footprint(List.of(), Set.of(Matrix.values()));

    /**
     * One hook and the matrices whose columns (or rows) its mask selects.
     *
     * @param hook     where the mask is chosen
     * @param matrices the matrices that share the mask, one linear each
     */
    public record Use(Hook hook, List<Matrix> matrices) {
        public Use {
            matrices = List.copyOf(matrices);
        }

        /** How many linears share this hook's mask. */
        public int linears() {
            return matrices.size();
        }
    }

    public Footprint {
        hooks = List.copyOf(hooks);
        whole = Set.copyOf(whole);
    }

    /** How many linears of a layer are sparse: 3 for DIP, 0 for the dense model. */
    public int sparseLinears() {
        return hooks.stream().mapToInt(Use::linears).sum();
    }

    /** The use of this hook, where the method has it. */
    public Optional<Use> use(Hook hook) {
        return hooks.stream().filter(use -> use.hook() == hook).findFirst();
    }
}
