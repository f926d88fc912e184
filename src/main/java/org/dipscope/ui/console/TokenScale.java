package org.dipscope.ui.console;

import org.dipscope.session.TokenFrame;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;

/**
 * From the values of a run's tokens to the strength of their colour. The first masked token meets cold caches, so that it
 * would dwarf all others: it is left out of the range and shown at full strength.
 *
 * @param colouring the value
 * @param least     the least value, which is not coloured
 * @param most      the largest value
 */
record TokenScale(Colouring colouring, double least, double most) {
    private static final double STRONGEST = 0.75;

    static TokenScale of(Colouring colouring, List<TokenFrame> tokens) {
        TokenScale scale = new TokenScale(colouring, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        for (TokenFrame token : tokens) {
            scale = scale.with(token);
        }
        return scale;
    }

    /** The scale that this token is in, too. */
    TokenScale with(TokenFrame token) {
        double value = value(token);
        if (!Double.isFinite(value) || colouring.coldStart() && token.pass().filter(pass -> pass.masked() == 0).isPresent()
                || value >= least && value <= most) {
            return this;
        }
        return new TokenScale(colouring, Math.min(least, value), Math.max(most, value));
    }

    /** How strongly the token is coloured, in [0, 0.75]; squared, so that the eye goes to what costs most. */
    double strength(TokenFrame token) {
        double value = value(token);
        if (!Double.isFinite(value)) {
            return 0;
        }
        double place = most > least ? Math.clamp((value - least) / (most - least), 0, 1) : 0;
        return STRONGEST * place * place;
    }

    /** "5.1 to 7.9 MB from Flash"; empty without values. */
    Optional<String> legend(Words words) {
        if (!(most >= least)) {
            return Optional.empty();
        }
        String from = colouring.text(words, least);
        String to = colouring.text(words, most);
        return Optional.of((from.equals(to) ? from : from + " – " + to) + " " + colouring.unit(words));
    }

    private double value(TokenFrame token) {
        return colouring.of(token);
    }
}
