package org.dipscope.ui.window;

import java.util.Optional;

/**
 * What a model is asked.
 *
 * @param prompt the prompt
 * @param system the system prompt; empty for the template's own
 */
public record Question(String prompt, Optional<String> system) {
}
