package org.dipscope.model;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.Quote;
import org.dipscope.gguf.Trouble;
import org.dipscope.kernel.Activation;
import org.dipscope.kernel.RotaryPairs;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an architecture's name says beyond the numbers in the metadata. Everything that differs between architectures is data: the
 * forward pass reads it and knows no name.
 *
 * @param name           {@code general.architecture}
 * @param pairs          which floats of a head turn together
 * @param activation     of the gate
 * @param windows        which layers see a window only
 * @param norms          which norms there are beside those before attention and MLP
 * @param scaledTable    whether embeddings are multiplied by {@code sqrt(H)}
 * @param attentionCap   soft cap of attention scores where the metadata give none; {@link #NO_CAP} if there never is one
 * @param outputCap      soft cap of the logits, the same way
 * @param unturnedEvery  every so manieth layer turns no heads; 0 for none such
 * @param wideScaleDepth the number of layers of the one model whose scores are scaled by {@code 1/sqrt(H/heads)} instead of by the head
 */
public record Architecture(String name, RotaryPairs pairs, Activation activation, Windows windows, Set<Norm> norms, boolean scaledTable,
                           double attentionCap, double outputCap, int unturnedEvery, int wideScaleDepth) {
    static final double NO_CAP = -1;

    /** Norms that only some architectures have. */
    enum Norm {
        /** Of each query and key head, before it is turned. */
        HEADS,
        /** Of what attention and MLP give, before it is added. */
        OUTPUTS
    }

    private static final List<Architecture> SUPPORTED = List.of(
            plain("llama", RotaryPairs.NEIGHBOURS, Windows.EVERYWHERE, Set.of(), 0),
            plain("mistral", RotaryPairs.NEIGHBOURS, Windows.EVERYWHERE, Set.of(), 0),
            plain("mistral3", RotaryPairs.NEIGHBOURS, Windows.EVERYWHERE, Set.of(), 0),
            plain("smollm3", RotaryPairs.NEIGHBOURS, Windows.NEVER, Set.of(), 4),
            plain("qwen2", RotaryPairs.HALVES, Windows.NEVER, Set.of(), 0),
            plain("qwen3", RotaryPairs.HALVES, Windows.NEVER, Set.of(Norm.HEADS), 0),
            plain("phi3", RotaryPairs.HALVES, Windows.EVERYWHERE, Set.of(), 0),
            gemma("gemma", Windows.NEVER, Set.of(), NO_CAP, NO_CAP, 0),
            gemma("gemma2", new Windows(2, 4096, 0), Set.of(Norm.OUTPUTS), 50, 30, 46),
            gemma("gemma3", new Windows(6, 0, 10_000), Set.of(Norm.OUTPUTS, Norm.HEADS), NO_CAP, 0, 62));

    private static Architecture plain(String name, RotaryPairs pairs, Windows windows, Set<Norm> norms, int unturnedEvery) {
        return new Architecture(name, pairs, Activation.SILU, windows, norms, false, NO_CAP, NO_CAP, unturnedEvery, 0);
    }

    private static Architecture gemma(String name, Windows windows, Set<Norm> norms, double attentionCap, double outputCap, int wideScaleDepth) {
        return new Architecture(name, RotaryPairs.HALVES, Activation.GELU, windows, norms, true, attentionCap, outputCap, 0, wideScaleDepth);
    }

    /**
     * The architecture of this name.
     *
     * @throws GgufException if it is not supported, with the list of those that are
     */
    public static Architecture of(String name) throws GgufException {
        for (Architecture architecture : SUPPORTED) {
            if (architecture.name.equals(name)) {
                return architecture;
            }
        }
        throw new GgufException(Trouble.ARCHITECTURE, "The model's architecture is %s, which Dipscope does not run; open a model of one of these: %s."
                .formatted(Quote.of(name), names()), name, names());
    }

    /** The names that are supported, as a list in a sentence. */
    static String names() {
        return SUPPORTED.stream().map(Architecture::name).collect(Collectors.joining(", "));
    }

    boolean has(Norm norm) {
        return norms.contains(norm);
    }
}
