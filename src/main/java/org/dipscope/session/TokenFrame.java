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
 */
public record TokenFrame(int index, int id, String text, Settings settings, Optional<Pass> pass) {
}
