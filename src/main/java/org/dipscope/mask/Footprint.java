package org.dipscope.mask;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a masking method touches in each layer: its hooks, and the matrices that it reads whole.
 *
 * @param hooks the hooks in the order in which a token reaches them; empty for the dense model
 * @param whole the matrices that are read whole whatever the mask says
 * @param own   bytes of weights that the method brings along and reads whole, such as a predictor's, over all layers
 */
public record Footprint(List<Use> hooks, Set<Matrix> whole, double own) {
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
        if (!(own >= 0) || Double.isInfinite(own)) {
            throw new IllegalArgumentException("own weights of " + own + " bytes are not a size; give 0 or more.");
        }
    }

    /** The footprint of a method that brings no weights along. */
    public Footprint(List<Use> hooks, Set<Matrix> whole) {
        this(hooks, whole, 0);
    }

    /** The same footprint with so many bytes of the method's own. */
    public Footprint withOwn(double bytes) {
        return new Footprint(hooks, whole, bytes);
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
