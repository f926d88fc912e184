package org.dipscope.eval.report;

import org.dipscope.eval.Band;
import org.dipscope.eval.sweep.SweepPoint;
import org.dipscope.eval.sweep.SweepRow;
import org.dipscope.export.ReportText;
import org.dipscope.memory.CachePolicy;
import org.dipscope.memory.LayerBudget;
import org.dipscope.memory.Pinning;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.dipscope.eval.report.HandMadePoint.dense;
import static org.dipscope.eval.report.HandMadePoint.dip;

class SweepReportTest {
    private static final SweepPoint DENSE_40 = dense(40e6, 20, 8);
    private static final SweepPoint DENSE_80 = dense(80e6, 20, 12);
    private static final SweepPoint FINE_40 = dip(0.9, 40e6, 20.05, 11);
    private static final SweepPoint ROUGH_40 = dip(0.6, 40e6, 21, 18);
    private static final SweepPoint FINE_80 = dip(0.9, 80e6, 20.05, 16);
    private static final SweepPoint ROUGH_80 = dip(0.6, 80e6, 21, 30);
    private static final List<SweepPoint> ALL = List.of(DENSE_40, DENSE_80, FINE_40, ROUGH_40, FINE_80, ROUGH_80);
    private static final SweepReport REPORT = new SweepReport(ALL, 0.1, 10);
    private static final Reading PHONE = Reading.of(DENSE_40);

    @Test
    void theFrontHasWhatNothingBeats() {
        SweepPoint beaten = dip(0.7, 80e6, 21, 29);
        SweepPoint equal = dip(0.65, 80e6, 21, 30);
        assertThat(ParetoFront.of(List.of(FINE_80, beaten, ROUGH_80, equal, ROUGH_40))).containsExactly(FINE_80, ROUGH_80, equal, ROUGH_40);
        assertThat(ParetoFront.of(ALL)).containsExactlyElementsOf(ALL);
        assertThat(ParetoFront.of(List.of(DENSE_80, dip(1, 80e6, 20, 13)))).hasSize(1);
    }

    @Test
    void theFastestWithinIsNamedForEachBudgetBesideTheDenseModel() {
        List<Fastest> answers = REPORT.fastest(PHONE);

        assertThat(answers).extracting(answer -> answer.best().orElseThrow()).containsExactly(FINE_40, FINE_80);
        assertThat(answers).extracting(Fastest::dense).containsExactly(DENSE_40, DENSE_80);
        assertThat(answers.getFirst().gain()).isCloseTo(11.0 / 8 - 1, within(1e-12));
        assertThat(answers).allMatch(Fastest::certain);
    }

    @Test
    void aPolicyThatKnowsTheFutureIsNoAnswer() {
        SweepPoint bound = HandMadePoint.under(CachePolicy.BELADY, FINE_40);
        SweepReport report = new SweepReport(List.of(DENSE_40, FINE_40, bound), 0.1, 10);
        assertThat(report.fastest(PHONE).getFirst().best()).contains(FINE_40);
        assertThat(report.fastest(PHONE).getFirst().equal()).isEmpty();
        assertThat(report.fronts().get(PHONE)).doesNotContain(bound);
        assertThat(ReportText.markdown(report)).contains("DIP 0.9, Belady");
    }

    @Test
    void pointsThatNoFigureTellsApartAreOneUnderTheNamesOfAll() {
        SweepPoint lru = HandMadePoint.under(CachePolicy.LRU, FINE_40);
        SweepPoint tiny = HandMadePoint.under(CachePolicy.TINY_LFU, FINE_40);
        SweepPoint twin = dip(0.95, 40e6, 20.05, 11);
        SweepPoint other = HandMadePoint.under(CachePolicy.LRU, FINE_80);
        SweepReport report = new SweepReport(List.of(DENSE_40, DENSE_80, lru, FINE_40, tiny, twin, other), 0.1, 10);
        assertThat(report.fronts().get(PHONE)).containsExactly(DENSE_40, lru, DENSE_80, other);
        assertThat(report.name(tiny)).isEqualTo("DIP 0.9, LRU, LFU or TinyLFU; DIP 0.95, LFU");
        assertThat(report.name(other)).isEqualTo("DIP 0.9, LRU");
        assertThat(report.name(DENSE_40)).isEqualTo("dense, streamed");
        assertThat(report.fastest(PHONE).getFirst().equal()).isEmpty();
        assertThat(ReportText.markdown(report)).contains("| 40 MB | DIP 0.9, LRU, LFU or TinyLFU; DIP 0.95, LFU | 11.0 |").contains("\n| DIP 0.9, TinyLFU | 40 MB |");
    }

    @Test
    void whatIsUnusualOfTheCacheIsInTheName() {
        SweepPoint pool = HandMadePoint.with(FINE_40, FINE_40.settings().memory().with(LayerBudget.GLOBAL).with(CachePolicy.PINNED).with(new Pinning(64, Optional.empty())));
        assertThat(PointName.of(pool)).isEqualTo("DIP 0.9, Pinned (budget global, pinned-tokens 64)");
        assertThat(PointName.of(List.of(pool, FINE_40))).isEqualTo("DIP 0.9, Pinned (budget global, pinned-tokens 64) or LFU");
    }

    @Test
    void aBandThatLeavesTheAllowedRangeIsNotCertain() {
        SweepPoint wide = HandMadePoint.of("dip", 0.8, 40e6, new Band(20.05, 19.9, 20.3), Band.single(20));
        Fastest answer = new SweepReport(List.of(DENSE_40, FINE_40, wide), 0.1, 10).fastest(PHONE).getFirst();
        assertThat(answer.best()).contains(wide);
        assertThat(answer.certain()).isFalse();
    }

    @Test
    void throughputsWithinNoiseAreNotTold() {
        SweepPoint one = HandMadePoint.of("dip", 0.8, 40e6, Band.single(20), new Band(20, 19, 21));
        SweepPoint other = HandMadePoint.of("dip", 0.85, 40e6, Band.single(20), new Band(19.5, 19.2, 19.8));
        SweepPoint slower = HandMadePoint.of("dip", 0.9, 40e6, Band.single(20), new Band(18, 17.9, 18.1));
        Fastest answer = new SweepReport(List.of(DENSE_40, one, other, slower), 0.1, 10).fastest(PHONE).getFirst();
        assertThat(answer.best()).contains(one);
        assertThat(answer.equal()).containsExactly(other);
    }

    @Test
    void theLeastDramForASpeedIsNamed() {
        assertThat(REPORT.leastDense(PHONE)).contains(DENSE_80);
        assertThat(REPORT.leastWithin(PHONE)).contains(FINE_40);
        SweepPoint faster = dip(0.85, 40e6, 20.09, 14);
        assertThat(new SweepReport(List.of(DENSE_40, DENSE_80, FINE_40, faster, FINE_80), 0.1, 10).leastWithin(PHONE)).as("of two in the same DRAM").contains(faster);
        // Both 40 MB settings are fast enough: the one of less perplexity is named.
        assertThat(REPORT.leastOfAll(PHONE)).contains(FINE_40);
        assertThat(new SweepReport(ALL, 0.1, 15).leastWithin(PHONE)).contains(FINE_80);
        assertThat(new SweepReport(ALL, 0.1, 15).leastOfAll(PHONE)).contains(ROUGH_40);
        assertThat(new SweepReport(ALL, 0.1, 31).leastOfAll(PHONE)).isEmpty();
    }

    @Test
    void theAbstractsQuestionIsAnsweredByThePairThatGoesFurthest() {
        Headline no = REPORT.headline().orElseThrow();
        // Half of the memory at 11 / 12 of the speed falls short in speed; a third more speed in the same memory falls short in memory.
        assertThat(no.reached()).isFalse();

        SweepPoint winner = dip(0.85, 40e6, 20.09, 17);
        Headline yes = new SweepReport(List.of(DENSE_40, DENSE_80, FINE_40, winner, FINE_80), 0.1, 10).headline().orElseThrow();
        assertThat(yes.sparse()).isEqualTo(winner);
        assertThat(yes.dense()).isEqualTo(DENSE_80);
        assertThat(yes.memorySaved()).isCloseTo(0.5, within(1e-12));
        assertThat(yes.throughputGained()).isCloseTo(17.0 / 12 - 1, within(1e-12));
        assertThat(yes.lost()).isCloseTo(0.09, within(1e-9));
        assertThat(yes.reached()).isTrue();
        assertThat(new SweepReport(List.of(DENSE_40, ROUGH_40), 0.1, 10).headline()).isEmpty();
    }

    @Test
    void theHypervolumeIsInUnitsOfTheDenseModel() {
        // Gains: 2 − 20/20 of perplexity, 300 of 600 tokens/s (60 GB/s over 100 MB), 1 − 40/100 of memory.
        SweepReport report = new SweepReport(List.of(dense(40e6, 20, 300)), 0.1, 10);
        assertThat(report.hypervolume(PHONE)).isCloseTo(1 * 0.5 * 0.6, within(1e-12));
    }

    @Test
    void aPointComesBackFromItsRow() {
        for (SweepPoint point : ALL) {
            assertThat(SweepRow.read(SweepRow.write(point))).isEqualTo(point);
        }
    }

    @Test
    void theTextNamesTheAnswersAndCallsNoiseNone() {
        SweepPoint same = HandMadePoint.of("dip", 0.95, 80e6, new Band(20.01, 19.98, 20.03), Band.single(15));
        String text = ReportText.markdown(new SweepReport(List.of(DENSE_80, same, FINE_80), 0.1, 10));
        assertThat(text).contains("| DIP 0.95, LFU | 80 MB | 20.01 (19.98–20.03) | none | 15.0 |")
                .contains("| DIP 0.9, LFU | 80 MB | 20.05 (20.03–20.07) | +0.05 | 16.0 |")
                .contains("| 80 MB | DIP 0.9, LFU | 16.0 | 12.0 | +33 % | +0.05 |")
                .contains("**No.** Nearest comes");
    }

    @Test
    void pointsThatCannotBeComparedAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SweepReport(List.of(), 0.1, 10)).withMessageEndingWith(".");
        assertThatIllegalArgumentException().isThrownBy(() -> new SweepReport(List.of(DENSE_40, FINE_80), 0.1, 10)).withMessageContaining("dense");
    }
}
