package org.dipscope.session;

import java.util.List;

/**
 * Why a run failed, with what a window needs to say so in its own language.
 *
 * @param trouble  what kind of trouble it is, such as {@code context-full}; {@link #OTHER} where only the sentence tells
 * @param details  the names or figures that such a trouble has, in its order
 * @param sentence what, why and what to do, in English
 */
public record Failure(String trouble, List<String> details, String sentence) {
    /** Any trouble without a name of its own. */
    public static final String OTHER = "other";

    public Failure {
        details = List.copyOf(details);
    }

    /** A trouble that only its sentence tells. */
    public static Failure of(String sentence) {
        return new Failure(OTHER, List.of(), sentence);
    }
}
