package org.dipscope.session;

import java.util.Optional;

/**
 * One generated token and the moment that it belongs to.
 *
 * @param index    its number in the answer, from 0
 * @param id       the token's id
 * @param text     the characters that became complete with it; empty while a character is still half there
 * @param settings the settings that it was made with
 * @param pass     the pass that produced it; empty for the first token, which the dense prompt produced
 * @param outlook  what the model expected where it was chosen; empty where nobody asked
 * @param shadow   what the dense model made of the same place; empty where it did not run beside
 */
public record TokenFrame(int index, int id, String text, Settings settings, Optional<Pass> pass, Optional<Outlook> outlook, Optional<Shadow> shadow) {

    /** A token of which nobody asked what else could have come. */
    public TokenFrame(int index, int id, String text, Settings settings, Optional<Pass> pass) {
        this(index, id, text, settings, pass, Optional.empty(), Optional.empty());
    }

    /** The same token without its scores, for the history. */
    TokenFrame withoutScores() {
        return new TokenFrame(index, id, text, settings, pass.map(Pass::withoutScores), outlook, shadow);
    }
}
