package org.dipscope.sparsity;

import java.util.List;
import java.util.stream.Collectors;

/** Every masking method, in the order in which people meet them. */
public final class MaskingMethods {
    /** All of them. */
    public static final List<MaskingMethod> ALL = List.of(
            new Dense(),
            new Dip(),
            new DipCacheAware(),
            new DipLora(),
            new DipMerged(),
            new Teal(),
            new TealMerged(),
            new Glu(),
            new GluOracle(),
            new GatePruning(),
            new UpPruning(),
            new Cats(),
            new PredictorPruning());

    private MaskingMethods() {
    }

    /** The method with this id; throws {@link IllegalArgumentException} for any other word. */
    public static MaskingMethod of(String id) {
        return ALL.stream().filter(method -> method.id().equals(id)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "'%s' is no masking method; choose one of %s.".formatted(id, ALL.stream().map(MaskingMethod::id).collect(Collectors.joining(", ")))));
    }
}
