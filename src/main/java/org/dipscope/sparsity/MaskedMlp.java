package org.dipscope.sparsity;

import org.dipscope.mask.Selection;

/**
 * One layer's gated MLP over a batch of tokens, with every product available whole or for chosen columns only. The rows are
 * the engine's own working memory and hold until the next layer.
 *
 * <p>A {@code Selection[]} has one selection a token; {@code null} stands for everything.
 */
public interface MaskedMlp {

    /** How many tokens are in the batch. */
    int tokens();

    /** {@code [tokens][hidden]}: the MLP's input, after its norm. */
    TokenRows input();

    /** {@code [tokens][intermediate]}: what {@link #gate} left, or {@link #activateGate} made of it. */
    TokenRows gate();

    /** {@code [tokens][intermediate]}: what {@link #up} left. */
    TokenRows up();

    /** {@code [tokens][intermediate]}: {@code σ(gate) ⊙ up}, which {@link #multiply} left. */
    TokenRows activation();

    /** {@code [tokens][hidden]}: what {@link #down} left. */
    TokenRows output();

    /** {@code [tokens][intermediate]}: what the calibration's predictor says of each neuron, from the input. */
    TokenRows predict();

    /** Gate and up of the chosen input columns. */
    void gateAndUp(Selection[] columns);

    /** Adds what the calibration's adapters make of the chosen input columns to gate and up, before the activation. */
    void adaptGateAndUp(Selection[] columns);

    /** The chosen rows of gate; the others become 0. */
    void gateRows(Selection[] rows);

    /** The chosen rows of up; the others become 0. */
    void upRows(Selection[] rows);

    /** Replaces gate by {@code σ(gate)}, σ being the model's own: SiLU or GELU. */
    void activateGate();

    /** {@code activation = gate ⊙ up}, gate being activated already. */
    void multiply();

    /** The output: down of the chosen columns of the activation. */
    void down(Selection[] columns);

    /** Adds what the calibration's adapter makes of the chosen columns of the activation to the output. */
    void adaptDown(Selection[] columns);
}
