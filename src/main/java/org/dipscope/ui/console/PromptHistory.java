package org.dipscope.ui.console;

import java.util.ArrayList;
import java.util.List;

/** The prompts of this window, to be stepped through as in a shell; what was being typed comes back at the end. */
final class PromptHistory {
    private final List<String> prompts = new ArrayList<>();
    private int place;
    private String draft = "";

    void add(String prompt) {
        if (prompts.isEmpty() || !prompts.getLast().equals(prompt)) {
            prompts.add(prompt);
        }
        place = prompts.size();
        draft = "";
    }

    /** The prompt before the one that is shown; the first one again where there is none before. */
    String older(String shown) {
        if (place == prompts.size()) {
            draft = shown;
        }
        place = Math.max(0, place - 1);
        return prompts.isEmpty() ? shown : prompts.get(place);
    }

    /** The prompt after the one that is shown, at last what was being typed. */
    String newer(String shown) {
        if (place == prompts.size()) {
            return shown;
        }
        place++;
        return place == prompts.size() ? draft : prompts.get(place);
    }
}
