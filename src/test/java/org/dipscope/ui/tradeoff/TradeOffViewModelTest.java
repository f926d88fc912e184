package org.dipscope.ui.tradeoff;

import javafx.geometry.Point2D;
import org.dipscope.eval.report.HandMadePoint;
import org.dipscope.eval.report.SweepReport;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.export.SweepFile;
import org.dipscope.memory.CachePolicy;
import org.dipscope.session.Settings;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TradeOffViewModelTest {
    private static final SweepPoint DENSE = HandMadePoint.dense(40e6, 20, 8);
    private static final SweepPoint SAME = HandMadePoint.dip(0.9, 40e6, 20.01, 11);
    private static final SweepPoint ROUGH = HandMadePoint.dip(0.6, 40e6, 21, 18);
    private static final SweepPoint DENSE_80 = HandMadePoint.dense(80e6, 20, 12);

    @TempDir
    private Path folder;
    private final List<Settings> restored = new ArrayList<>();
    private final TradeOffViewModel model = new TradeOffViewModel(restored::add, Words.english(), Runnable::run, Runnable::run);

    private Path write(SweepPoint... points) throws IOException {
        Path file = folder.resolve("points.jsonl");
        try (SweepFile sweep = SweepFile.resume(file, HandMadePoint.SOURCE)) {
            for (SweepPoint point : points) {
                sweep.append(point);
            }
        }
        return file;
    }

    @Test
    void pointsAppearAsTheFileGrows() throws IOException {
        model.follow(write(DENSE));
        assertThat(model.reportProperty().get().points()).containsExactly(DENSE);
        assertThat(model.titleProperty().get()).contains("model over text", "1 point ");

        write(SAME, ROUGH);
        assertThat(model.reportProperty().get().points()).hasSize(1);
        model.poll();
        assertThat(model.reportProperty().get().points()).containsExactly(DENSE, SAME, ROUGH);

        SweepReport before = model.reportProperty().get();
        model.poll();
        assertThat(model.reportProperty().get()).isSameAs(before);
    }

    @Test
    void aLineThatIsHalfThereWaitsForItsRest() throws IOException {
        Path file = write(DENSE, SAME);
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 20));
        model.follow(file);
        assertThat(model.reportProperty().get().points()).containsExactly(DENSE);
        Files.writeString(file, whole);
        model.poll();
        assertThat(model.reportProperty().get().points()).containsExactly(DENSE, SAME);
    }

    @Test
    void whatCannotBeShownIsSaidInASentence() throws IOException {
        model.follow(folder.resolve("none.jsonl"));
        assertThat(model.noteProperty().get()).contains("none.jsonl").endsWith(".");
        model.follow(Files.writeString(folder.resolve("text.jsonl"), "{\"a\": 1}\n"));
        assertThat(model.noteProperty().get()).startsWith("line 1").endsWith(".");
        assertThat(model.reportProperty().get()).isNull();
        model.follow(write(DENSE));
        assertThat(model.noteProperty().get()).isEmpty();
    }

    @Test
    void choosingAPointPutsItsSettingsIntoForceAndABoundHasNone() throws IOException {
        SweepPoint bound = HandMadePoint.under(CachePolicy.BELADY, ROUGH);
        model.follow(write(DENSE, ROUGH, bound));
        model.choose(bound);
        assertThat(restored).isEmpty();
        model.choose(ROUGH);
        assertThat(restored).containsExactly(ROUGH.settings());
        assertThat(model.chosenProperty().get()).contains(ROUGH);
        assertThat(model.describe(bound)).last().asString().contains("knows the future");
    }

    @Test
    void aDifferenceWithinTheBandIsCalledNone() throws IOException {
        model.follow(write(DENSE, SAME, ROUGH));
        assertThat(model.describe(SAME)).contains("no difference to the dense model");
        assertThat(model.describe(ROUGH)).contains("+1.00 to the dense model", "18.00 tokens/s simulated, dense 8.00").anyMatch(line -> line.matches("hit rate \\d+ %"));
    }

    @Test
    void theFastestWithinTheAllowedPerplexityAndTheLeastDramAreNamed() throws IOException {
        model.follow(write(DENSE, SAME, ROUGH, DENSE_80));
        // 11 over 8 tokens/s is 38 % more; the rough one is faster and costs too much.
        assertThat(model.answerProperty().get()).isEqualTo("Within +0.1 perplexity of dense, DIP 0.9, LFU in 40 MB gains most: 11.00 tok/s simulated against 8.00 (38 % more). "
                + "For 10 tok/s it takes 40 MB of DRAM or less; the dense model: 80 MB.");
    }

    @Test
    void whereNothingStaysWithinTheAllowedPerplexityThatIsSaid() throws IOException {
        model.follow(write(DENSE, ROUGH));
        assertThat(model.answerProperty().get()).isEqualTo("No setting here stays within +0.1 perplexity of dense.");
    }

    @Test
    void aSmallLossAndALargeOneCanBothBeTold() {
        LossScale scale = LossScale.of(20, DoubleStream.of(20, 20.1, 21, 30, Double.NaN), 400, 0);
        assertThat(scale.ticks()).containsExactly(0, 0.1, 0.3, 1, 3, 10);
        assertThat(scale.place(20)).isGreaterThan(scale.place(20.1));
        // asinh(1) = 0.881 and asinh(10) = 2.998: the first tenth takes nearly a third of what the first whole takes.
        assertThat((scale.place(20) - scale.place(20.1)) / (scale.place(20) - scale.place(21))).isCloseTo(0.8814 / 2.9982, within(1e-4));
        assertThat(scale.place(1000)).isEqualTo(scale.to());
        assertThat(scale.beyond(1000)).isTrue();
        assertThat(scale.beyond(30)).isFalse();
        assertThat(scale.place(19)).isEqualTo(scale.from());
    }

    @Test
    void theFrontOfAPanelLeavesOutWhatIsBeatenAndWhatIsNoChoice() {
        SweepPoint slow = HandMadePoint.dip(0.8, 40e6, 20.5, 10);
        SweepPoint bound = HandMadePoint.under(CachePolicy.BELADY, HandMadePoint.dip(0.7, 40e6, 20.2, 30));
        SweepReport report = new SweepReport(List.of(DENSE, SAME, slow, ROUGH, bound), 0.1, 10);
        TradeOffLayout.Panel panel = TradeOffLayout.of(report, 700, 400).panels().getFirst();
        assertThat(panel.front()).containsExactly(DENSE, SAME, ROUGH);
        assertThat(panel.best().best()).contains(SAME);
    }

    @Test
    void eachBudgetHasAPanelAndAPointIsFoundWhereItStands() {
        SweepReport report = new SweepReport(List.of(DENSE, SAME, ROUGH, DENSE_80), 0.1, 10);
        TradeOffLayout layout = TradeOffLayout.of(report, 700, 400);
        assertThat(layout.panels()).extracting(TradeOffLayout.Panel::budget).containsExactly(40e6, 80e6);
        TradeOffLayout.Panel first = layout.panels().getFirst();
        assertThat(first.left() + first.width()).isLessThan(layout.panels().getLast().left());
        double x = first.x().place(18);
        double y = layout.y().place(21);
        assertThat(layout.at(x + 5, y - 5)).contains(ROUGH);
        assertThat(layout.at(x + 20, y)).isEmpty();
        assertThat(layout.inOrder()).containsExactly(DENSE, SAME, ROUGH, DENSE_80);
        assertThat(layout.place(ROUGH)).contains(new Point2D(x, y));
        assertThat(layout.methods()).containsExactly("DIP");
        assertThat(TradeOffLayout.of(report, 150, 400).panels()).extracting(TradeOffLayout.Panel::budget).containsExactly(80e6);
    }
}
