package org.dipscope.ui.task;

import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that can be learnt from a text.
 *
 * @param kinds  what is learnt, in this order
 * @param method the method that cannot run without it; empty where it only makes others better
 */
public record Lesson(List<CalibrationKind> kinds, Optional<MaskingMethod> method) {
    /** Each method's that needs one, in the order of the methods, and those that serve several. */
    public static final List<Lesson> ALL = Stream.concat(
            MaskingMethods.ALL.stream().filter(method -> !method.needs().isEmpty()).map(method -> new Lesson(List.copyOf(method.needs()), Optional.of(method))),
            Stream.of(CalibrationKind.SPLIT, CalibrationKind.PINNED).map(kind -> new Lesson(List.of(kind), Optional.empty()))).toList();

    public Lesson {
        kinds = List.copyOf(kinds);
    }

    /** Its name in keys, tests and file names. */
    public String id() {
        return method.map(MaskingMethod::id).orElseGet(() -> kinds.getFirst().id());
    }

    /** What is learnt, as people call it. */
    public String label(Words words) {
        return method.map(MaskingMethod::label).orElseGet(() -> words.text("tasks.lesson-" + id()));
    }

    /** What it is good for, in one line. */
    public String what(Words words) {
        return words.text(method.map(needing -> "methods." + needing.id()).orElseGet(() -> "tasks.lesson-" + id() + "-what"));
    }
}
