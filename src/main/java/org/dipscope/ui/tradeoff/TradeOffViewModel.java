package org.dipscope.ui.tradeoff;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.dipscope.eval.Band;
import org.dipscope.eval.report.Fastest;
import org.dipscope.eval.report.Reading;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.export.SweepFile;
import org.dipscope.session.ByteSize;
import org.dipscope.session.Settings;
import org.dipscope.ui.text.Words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A sweep's points as they grow: its file is looked at again whenever somebody asks, and read anew where it has become longer. */
public final class TradeOffViewModel {
    private static final double WITHIN = 0.1;
    private static final double SPEED = 10;

    private final Consumer<Settings> restore;
    private final Words words;
    private final Executor background;
    private final Executor fx;
    private final ReadOnlyObjectWrapper<SweepReport> report = new ReadOnlyObjectWrapper<>(this, "report");
    private final ReadOnlyObjectWrapper<Optional<SweepPoint>> chosen = new ReadOnlyObjectWrapper<>(this, "chosen", Optional.empty());
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(this, "title", "");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final ReadOnlyStringWrapper answer = new ReadOnlyStringWrapper(this, "answer", "");
    private Path file;
    private long length = -1;
    private boolean reading;

    /**
     * A view of no sweep yet.
     *
     * @param restore    puts a point's settings into force
     * @param words      the language
     * @param background reads files
     * @param fx         runs on the JavaFX thread
     */
    public TradeOffViewModel(Consumer<Settings> restore, Words words, Executor background, Executor fx) {
        this.restore = restore;
        this.words = words;
        this.background = background;
        this.fx = fx;
        note.set(words.text("tradeoff.none"));
    }

    /** Shows this file from now on. */
    public void follow(Path sweep) {
        file = sweep;
        length = -1;
        report.set(null);
        answer.set("");
        chosen.set(Optional.empty());
        title.set(String.valueOf(sweep.getFileName()));
        note.set(words.text("tradeoff.reading"));
        poll();
    }

    /** Looks whether the file has become longer; to be called from time to time while somebody watches. */
    public void poll() {
        if (file == null || reading) {
            return;
        }
        reading = true;
        Path followed = file;
        long before = length;
        background.execute(() -> look(followed, before));
    }

    private void look(Path followed, long before) {
        try {
            long now = Files.size(followed);
            if (now == before) {
                fx.execute(() -> reading = false);
                return;
            }
            SweepReport read = new SweepReport(SweepFile.read(followed), WITHIN, SPEED);
            fx.execute(() -> show(followed, now, Optional.of(read), ""));
        } catch (IOException e) {
            fx.execute(() -> show(followed, before, Optional.empty(), words.text("tradeoff.unreadable", followed.getFileName())));
        } catch (IllegalArgumentException e) {
            fx.execute(() -> show(followed, before, Optional.empty(), e.getMessage()));
        }
    }

    private void show(Path followed, long now, Optional<SweepReport> read, String sentence) {
        reading = false;
        if (!followed.equals(file)) {
            poll();
            return;
        }
        length = now;
        note.set(sentence);
        read.ifPresent(points -> {
            title.set(words.text("tradeoff.over", points.source().model(), points.source().text(), words.count("tradeoff.points", points.points().size()), digits(points.densePerplexity().value())));
            answer.set(answer(points));
            report.set(points);
        });
    }

    /** What is the fastest within the allowed perplexity, where it gains most; and the least DRAM for the wanted speed. */
    private String answer(SweepReport points) {
        Reading reading = points.byReading().keySet().iterator().next();
        Optional<Fastest> most = points.fastest(reading).stream().filter(one -> one.best().isPresent()).max(Comparator.comparingDouble(Fastest::gain));
        String fastest = most.map(one -> words.text("tradeoff.fastest", words.numerals().brief(WITHIN, 2), size(one.dense().dram()), words.numerals().local(points.name(one.best().get())),
                digits(one.best().get().simulation().tokensPerSecond().value()), digits(one.dense().simulation().tokensPerSecond().value()),
                Math.round(100 * one.gain()))).orElseGet(() -> words.text("tradeoff.none-within", words.numerals().brief(WITHIN, 2)));
        return points.leastWithin(reading).map(least -> fastest + " " + words.text("tradeoff.least", words.numerals().brief(SPEED, 2), size(least.dram()),
                points.leastDense(reading).map(dense -> size(dense.dram())).orElse(words.text("tradeoff.never")))).orElse(fastest);
    }

    /** What was found so far; {@code null} before the first point. */
    public ReadOnlyObjectProperty<SweepReport> reportProperty() {
        return report.getReadOnlyProperty();
    }

    /** The point whose settings were put into force last. */
    public ReadOnlyObjectProperty<Optional<SweepPoint>> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /** What the points have in common. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** What the points say of speed, perplexity and DRAM, in a sentence or two; empty before the first point. */
    public ReadOnlyStringProperty answerProperty() {
        return answer.getReadOnlyProperty();
    }

    /** Why there is nothing to see, or empty. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** Puts a point's settings into force. A bound's cannot be: its policy knows the future. */
    public void choose(SweepPoint point) {
        if (!point.bound()) {
            chosen.set(Optional.of(point));
            restore.accept(point.settings());
        }
    }

    /** A point in a few lines: its name, device and figures, and whether it differs from the dense model. */
    public List<String> describe(SweepPoint point) {
        SweepPoint dense = report.get().dense(point);
        List<String> lines = new ArrayList<>();
        lines.add(words.numerals().local(report.get().name(point)) + ", " + size(point.dram()));
        lines.add(words.text("tradeoff.perplexity", band(point.perplexity())));
        if (!point.dense()) {
            lines.add(point.perplexity().differsFrom(dense.perplexity())
                    ? words.text("tradeoff.change", signed(point.perplexity().value() - dense.perplexity().value()))
                    : words.text("tradeoff.same"));
        }
        lines.add(words.text("tradeoff.speed", band(point.simulation().tokensPerSecond()), digits(dense.simulation().tokensPerSecond().value())));
        if (Double.isFinite(point.simulation().hitRate().value())) {
            lines.add(words.text("tradeoff.hit-rate", words.numerals().percent(point.simulation().hitRate().value())));
        }
        lines.add(words.text(point.bound() ? "tradeoff.bound" : "tradeoff.restore"));
        return lines;
    }

    private String band(Band band) {
        return digits(band.low()).equals(digits(band.high())) ? digits(band.value()) : "%s (%s–%s)".formatted(digits(band.value()), digits(band.low()), digits(band.high()));
    }

    private String size(double bytes) {
        return words.numerals().local(ByteSize.rounded(bytes));
    }

    private String digits(double value) {
        return words.numerals().fixed(value, Math.abs(value) < 1 ? 3 : Math.abs(value) < 100 ? 2 : 1);
    }

    private String signed(double difference) {
        return (difference > 0 ? "+" : "") + words.numerals().fixed(difference, 2);
    }
}
