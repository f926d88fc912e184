package org.dipscope.export;

import org.dipscope.eval.Band;
import org.dipscope.eval.report.Fastest;
import org.dipscope.eval.report.Headline;
import org.dipscope.eval.report.PointName;
import org.dipscope.eval.report.Reading;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.eval.sweep.SweepSource;
import org.dipscope.session.ByteSize;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A sweep's report in Markdown: the answers first, then the front, then every point. */
public final class ReportText {
    private final SweepReport report;
    private final StringBuilder text = new StringBuilder();

    private ReportText(SweepReport report) {
        this.report = report;
    }

    /** The whole report. */
    public static String markdown(SweepReport report) {
        ReportText text = new ReportText(report);
        text.source();
        text.headline();
        report.byReading().keySet().forEach(text::reading);
        text.all();
        return text.text.toString();
    }

    private void line(String form, Object... words) {
        text.append(form.formatted(words)).append('\n');
    }

    private void source() {
        SweepSource source = report.source();
        line("# %s over %s%n", source.model(), source.text());
        line("%d points; %s of %d tokens from token %d, every token masked, caches cold at each window. The dense model's perplexity is **%s**.",
                report.points().size(), source.windows() == 1 ? "1 window" : source.windows() + " windows", source.context(), source.firstToken(),
                digits(report.densePerplexity().value()));
        line(source.noise().repeats() == 0
                ? "Nothing was repeated, so that the noise floor is not known: small differences may be none."
                : "Behind each figure stands the band of %d runs, %d of them disturbed by %s: where two bands overlap, there is no difference.",
                source.noise().repeats() + 1, source.noise().repeats(), String.format(Locale.ROOT, "%.0e", source.noise().size()));
        line("Throughput is simulated; computing is not part of it.%n");
    }

    private void headline() {
        line("## The abstract's question%n");
        line("*%s %% less memory and %s %% more throughput for less than %s of perplexity, against streaming the dense model from Flash: here too?*%n",
                percent(Headline.MEMORY), percent(Headline.THROUGHPUT), Headline.PERPLEXITY);
        Optional<Headline> headline = report.headline();
        if (headline.isEmpty()) {
            line("No: no setting of this sweep stays below +%s.%n", Headline.PERPLEXITY);
            return;
        }
        Headline pair = headline.get();
        line("%s %s in %s against the dense model in %s: %s %% less memory, %s %% %s throughput, %s (%s tokens/s against %s).%n",
                pair.reached() ? "**Yes.**" : "**No.** Nearest comes", report.name(pair.sparse()), size(pair.sparse().dram()), size(pair.dense().dram()),
                percent(pair.memorySaved()), percent(Math.abs(pair.throughputGained())), pair.throughputGained() < 0 ? "less" : "more", lost(pair.sparse()),
                digits(speed(pair.sparse())), digits(speed(pair.dense())));
    }

    private void reading(Reading reading) {
        line("## %s%n", reading);
        line("### What is the fastest setting within +%s of perplexity?%n", report.within());
        line("| DRAM | fastest | tokens/s | dense, streamed | gain | Δ perplexity | |");
        line("|---|---|---|---|---|---|---|");
        for (Fastest answer : report.fastest(reading)) {
            Optional<SweepPoint> best = answer.best();
            line("| %s | %s | %s | %s | %s | %s | %s |", size(answer.dense().dram()), best.map(report::name).orElse("none but the dense model"),
                    best.map(point -> digits(speed(point))).orElse("–"), digits(speed(answer.dense())),
                    best.map(point -> String.format(Locale.ROOT, "%+.0f %%", 100 * answer.gain())).orElse("–"), best.map(this::change).orElse("–"),
                    answer.certain() ? equal(answer) : "a part of its band lies outside" + (answer.equal().isEmpty() ? "" : "; " + equal(answer)));
        }
        line("%n### The least DRAM for %s tokens/s?%n", plain(report.speed()));
        double swept = report.byReading().get(reading).stream().mapToDouble(SweepPoint::dram).min().orElse(0);
        least("dense, streamed", report.leastDense(reading), swept);
        least("within +%s of perplexity".formatted(report.within()), report.leastWithin(reading), swept);
        least("at any perplexity", report.leastOfAll(reading), swept);
        line("%n### Pareto front of perplexity, throughput and DRAM%n");
        table(report.fronts().get(reading), report::name);
        line("%nHypervolume %s, against twice the dense perplexity, 0 tokens/s and the whole model (%s) in DRAM; in units of the dense perplexity,",
                digits(report.hypervolume(reading)), size(report.points().getFirst().modelBytes()));
        line("of the dense model's tokens/s with everything in DRAM, and of the model's bytes: 1 cannot be passed without beating the dense model.%n");
    }

    private String equal(Fastest answer) {
        return answer.equal().isEmpty() ? "" : "as fast within noise: " + answer.equal().stream().map(report::name).collect(Collectors.joining("; "));
    }

    /** Where already the least budget does, less may do too; the sweep does not know. */
    private void least(String what, Optional<SweepPoint> answer, double swept) {
        line("- %s: %s", what, answer.map(point -> "**%s%s**, %s (%s tokens/s, perplexity %s)".formatted(size(point.dram()),
                point.dram() == swept ? " or less" : "", report.name(point), digits(speed(point)), digits(point.perplexity().value()))).orElse("not in this sweep"));
    }

    private void all() {
        line("## All points%n");
        if (report.points().stream().anyMatch(SweepPoint::bound)) {
            line("A policy that knows the future is a bound and no choice: it stands here, and in no answer above.%n");
        }
        table(report.points(), PointName::of);
    }

    private void table(List<SweepPoint> points, Function<SweepPoint, String> name) {
        line("| setting | DRAM | perplexity | Δ to dense | tokens/s, simulated | hit rate | Flash a token |");
        line("|---|---|---|---|---|---|---|");
        for (SweepPoint point : points) {
            line("| %s | %s | %s | %s | %s | %s | %s |", name.apply(point), size(point.dram()), band(point.perplexity()), change(point),
                    band(point.simulation().tokensPerSecond()), Double.isNaN(point.simulation().hitRate().value()) ? "–" : digits(point.simulation().hitRate().value()),
                    size(point.simulation().flashBytesPerToken().value()));
        }
    }

    /** What the perplexity is above the dense one, or that it does not differ. */
    private String change(SweepPoint point) {
        if (point.dense()) {
            return "–";
        }
        double change = point.perplexity().value() - report.densePerplexity().value();
        return point.perplexity().differsFrom(report.densePerplexity()) ? String.format(Locale.ROOT, "%+.2f", change) : "none";
    }

    private String lost(SweepPoint point) {
        return point.perplexity().differsFrom(report.densePerplexity()) ? change(point) + " of perplexity" : "no difference in perplexity";
    }

    private static double speed(SweepPoint point) {
        return point.simulation().tokensPerSecond().value();
    }

    private static String band(Band band) {
        String low = digits(band.low());
        String high = digits(band.high());
        return low.equals(high) ? digits(band.value()) : "%s (%s–%s)".formatted(digits(band.value()), low, high);
    }

    private static String size(double bytes) {
        return ByteSize.rounded(bytes);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share);
    }

    /** Four digits. */
    private static String digits(double value) {
        if (value == 0) {
            return "0";
        }
        return Double.isFinite(value) ? BigDecimal.valueOf(value).round(new MathContext(4)).toPlainString() : "–";
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
