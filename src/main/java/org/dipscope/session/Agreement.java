package org.dipscope.session;

import java.util.List;
import java.util.Optional;

/**
 * How closely a run's tokens follow the dense model that was shown them.
 *
 * @param tokens        tokens that the dense model was shown; 0 where it did not run
 * @param agreed        how many of them both models found likeliest
 * @param divergence    the sum of their {@code KL(dense ‖ pruned)}, nats
 * @param parted        the first token at which the dense model found another one likeliest; −1 where there is none
 * @param widest        the token with the largest divergence; −1 without one
 * @param widestNats    its divergence, nats
 * @param timed         tokens whose dense pass was timed
 * @param denseSeconds  wall-clock time of these passes
 * @param prunedSeconds wall-clock time of the pruned passes over the same tokens
 */
public record Agreement(int tokens, int agreed, double divergence, int parted, int widest, double widestNats, int timed, double denseSeconds,
                        double prunedSeconds) {
    /** Before the first token, and for runs without the dense model. */
    public static final Agreement NONE = new Agreement(0, 0, 0, -1, -1, 0, 0, 0, 0);

    /** The agreement of all these tokens. */
    public static Agreement of(List<TokenFrame> tokens) {
        Agreement agreement = NONE;
        for (TokenFrame token : tokens) {
            agreement = agreement.with(token);
        }
        return agreement;
    }

    /** The agreement with one more token. */
    public Agreement with(TokenFrame token) {
        Optional<Shadow> shown = token.shadow();
        if (shown.isEmpty()) {
            return this;
        }
        Shadow shadow = shown.get();
        boolean wider = widest < 0 || shadow.divergence() > widestNats;
        boolean both = token.pass().isPresent() && !Double.isNaN(shadow.seconds());
        return new Agreement(tokens + 1, agreed + (shadow.agrees() ? 1 : 0), divergence + shadow.divergence(),
                parted < 0 && !shadow.agrees() ? token.index() : parted, wider ? token.index() : widest, wider ? shadow.divergence() : widestNats,
                timed + (both ? 1 : 0), denseSeconds + (both ? shadow.seconds() : 0), prunedSeconds + (both ? token.pass().get().measuredSeconds() : 0));
    }

    /** Mean divergence a token, nats; {@link Double#NaN} without tokens. */
    public double meanDivergence() {
        return tokens == 0 ? Double.NaN : divergence / tokens;
    }

    /** Share of the tokens that both models found likeliest, in [0, 1]; {@link Double#NaN} without tokens. */
    public double share() {
        return tokens == 0 ? Double.NaN : (double) agreed / tokens;
    }

    /** The dense model's own speed on this machine, tokens/s; {@link Double#NaN} before it was timed. */
    public double denseRate() {
        return timed == 0 ? Double.NaN : timed / denseSeconds;
    }

    /** The speed of both models together, tokens/s: what is left while the dense one runs beside; {@link Double#NaN} before it was timed. */
    public double bothRate() {
        return timed == 0 ? Double.NaN : timed / (denseSeconds + prunedSeconds);
    }
}
