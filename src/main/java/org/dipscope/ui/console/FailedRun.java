package org.dipscope.ui.console;

import org.dipscope.session.Failure;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Set;

/** Why a run failed, in the window's language: one sentence with what, why and what to do. */
final class FailedRun {
    /** The troubles whose details stand in a sentence as they are. */
    private static final Set<String> PLAIN = Set.of("context-full", "not-the-last", "overflow", "mistake", "file-lost", "memory", "template-too-deep", "template-unclosed", "template-endless", "template-refused",
            "template-too-large", "template-unguarded");
    private static final Set<String> VALUES = Set.of("number", "truth value", "text", "list", "mapping", "value");

    private FailedRun() {
    }

    static String sentence(Words words, Failure failure) {
        if (PLAIN.contains(failure.trouble())) {
            return words.text("failure." + failure.trouble(), failure.details().toArray());
        }
        if (failure.trouble().equals("template-failed") && failure.details().size() > 1) {
            return words.text("failure.template-failed", failure.details().getFirst(), complaint(words, failure.details().get(1), failure.details().subList(2, failure.details().size())));
        }
        return words.text("failure.other", failure.sentence());
    }

    /** What a template's line complains of; kinds of values have names in every language, pieces of the template are quoted. */
    private static String complaint(Words words, String kind, List<String> about) {
        return words.text("failure.complaint-" + kind, about.stream().map(part -> VALUES.contains(part) ? words.text("failure.value-" + part.replace(' ', '-')) : part).toArray());
    }
}
