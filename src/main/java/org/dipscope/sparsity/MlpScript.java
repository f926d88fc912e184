package org.dipscope.sparsity;

/** What is done with one layer's MLP: a masking method's {@code forward}, or something that looks at it from within. */
@FunctionalInterface
public interface MlpScript {

    /** Runs over all tokens of {@code mlp} and leaves its {@link MaskedMlp#output}. */
    void run(MaskedMlp mlp, MaskChoice choice);
}
