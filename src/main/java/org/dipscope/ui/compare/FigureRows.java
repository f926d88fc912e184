package org.dipscope.ui.compare;

import org.dipscope.session.Agreement;
import org.dipscope.session.Figures;
import org.dipscope.ui.compare.Comparison.Better;
import org.dipscope.ui.compare.Comparison.Row;
import org.dipscope.ui.text.Numerals;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The lines that two runs' figures make, long in tables and short in headlines. */
final class FigureRows {
    private static final String PERCENT = " %";

    private final Comparison runs;
    private final Words words;
    private final List<Row> rows = new ArrayList<>();

    private FigureRows(Comparison runs, Words words) {
        this.runs = runs;
        this.words = words;
    }

    /** All figures. Simulated and measured ones say which they are. */
    static List<Row> all(Comparison runs, Words words) {
        FigureRows made = new FigureRows(runs, words);
        made.row("simulated", Figures::simulatedDecode, made.tenths(), Optional.of(Aim.SPEED));
        made.row("simulated-dense", Figures::simulatedDense, made.tenths(), Optional.empty());
        made.row("hit-rate", Figures::hitRate, made.percentTenths(), Optional.of(Aim.HITS));
        made.row("flash", Figures::flashBytesPerToken, value -> words.numerals().fixed(value / 1e6, 2), Optional.of(Aim.FLASH));
        made.row("density", Figures::density, made.thousandths(), Optional.empty());
        made.beside("agreement", Agreement::share, words.numerals()::percent, Optional.of(Aim.AGREEMENT));
        made.beside("divergence", Agreement::meanDivergence, made.thousandths(), Optional.of(Aim.DIVERGENCE));
        made.row("measured", Figures::measuredDecode, made.tenths(), Optional.empty());
        made.beside("measured-dense", Agreement::denseRate, made.tenths(), Optional.empty());
        return made.rows;
    }

    /** The figures that tell at a glance which run is better at what, as short as they can be said: speed, hits, Flash, and closeness to dense. */
    static List<Row> headline(Comparison runs, Words words) {
        FigureRows made = new FigureRows(runs, words);
        made.row("simulated", Figures::simulatedDecode, words.numerals()::rate, Optional.of(Aim.SPEED));
        made.row("hits", Figures::hitRate, words.numerals()::percent, Optional.of(Aim.HITS));
        made.row("from-flash", Figures::flashBytesPerToken, words.numerals()::bytes, Optional.of(Aim.FLASH));
        made.beside("as-dense", Agreement::share, words.numerals()::percent, Optional.of(Aim.AGREEMENT));
        return made.rows;
    }

    private DoubleFunction<String> tenths() {
        return value -> words.numerals().fixed(value, 1);
    }

    /** With a digit more than people quote, or rounding would let B − A differ from what both columns say. */
    private DoubleFunction<String> percentTenths() {
        return value -> Double.isFinite(value) ? words.numerals().fixed(100 * value, 1) + PERCENT : Numerals.NONE;
    }

    private DoubleFunction<String> thousandths() {
        return value -> words.numerals().fixed(value, 3);
    }

    private void row(String key, ToDoubleFunction<Figures> figure, DoubleFunction<String> text, Optional<Aim> aim) {
        row(key, figure.applyAsDouble(runs.a().figures()), figure.applyAsDouble(runs.b().figures()), text, aim);
    }

    /** A line that only runs have beside which the dense model read. */
    private void beside(String key, ToDoubleFunction<Agreement> figure, DoubleFunction<String> text, Optional<Aim> aim) {
        if (runs.beside()) {
            row(key, figure.applyAsDouble(runs.a().agreement()), figure.applyAsDouble(runs.b().agreement()), text, aim);
        }
    }

    private void row(String key, double left, double right, DoubleFunction<String> text, Optional<Aim> aim) {
        String a = text.apply(left);
        String b = text.apply(right);
        // A difference of percentages is one of points; its sign would be read as a share of A.
        String change = text.apply(right - left).replaceFirst("^-", "−").replace(PERCENT, "");
        boolean nothing = change.equals(text.apply(0).replace(PERCENT, "")) || !Double.isFinite(right - left);
        Better better = nothing || a.equals(b) ? Better.NEITHER : aim.map(good -> good.better(runs.a(), runs.b())).orElse(Better.NEITHER);
        String delta = nothing ? Numerals.NONE : better == Better.CHANCE ? words.text("compare.no-difference") : right > left ? "+" + change : change;
        rows.add(new Row(words.text("compare." + key), a, b, delta, better));
    }
}
