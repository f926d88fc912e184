package org.dipscope.ui.compare;

import org.dipscope.session.Run;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which model was asked what, as lines of the table, where two runs differ in it. */
final class QuestionRows {
    private static final int LONGEST = 24;

    private QuestionRows() {
    }

    static List<Comparison.Row> of(Words words, Run a, Run b) {
        return Stream.of(row(words.text("compare.model"), a, b, run -> Captions.of(run.model())),
                row(words.text("compare.prompt"), a, b, Run::prompt),
                row(words.text("compare.system"), a, b, run -> run.system().orElse(Numerals.NONE)),
                row(words.text("compare.turns"), a, b, run -> run.turns().isEmpty() ? Numerals.NONE : String.valueOf(run.turns().size()))).flatMap(List::stream).toList();
    }

    private static List<Comparison.Row> row(String name, Run a, Run b, Function<Run, String> text) {
        String left = text.apply(a);
        String right = text.apply(b);
        return left.equals(right) ? List.of() : List.of(new Comparison.Row(name, brief(left), brief(right), "", Comparison.Better.NEITHER));
    }

    /** A value keeps its width, so that a long one would leave no room for anything else. */
    private static String brief(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= LONGEST ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).stripTrailing() + "…";
    }
}
