package org.dipscope.ui.compare;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.session.Outlook;
import org.dipscope.session.ModelSummary;
import org.dipscope.session.Run;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.session.Shadow;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ComparisonTest {
    private static final Outlook NOTHING = new Outlook(0.5, 1, List.of());

    private static Snapshot run(double gamma, int tokens) {
        FakeSession session = new FakeSession();
        session.change(session.settings().with(session.settings().masking().withGamma(gamma)));
        session.submit("Why is the sky blue?", Optional.empty());
        session.advance(tokens);
        return session.newest().orElseThrow();
    }

    @Test
    void theFirstTokenThatDiffersIsFound() {
        Comparison comparison = new Comparison(run(0.5, 20), run(0.2, 20));

        assertThat(comparison.firstDifference()).hasValue(5);
        assertThat(comparison.telling()).isEqualTo(5);
        assertThat(comparison.parting(Words.english())).isEqualTo("the answers part at token 5: “of” against “the”");
    }

    @Test
    void theSameAnswersDoNotPart() {
        Comparison comparison = new Comparison(run(0.5, 20), run(0.6, 20));

        assertThat(comparison.firstDifference()).isEmpty();
        assertThat(comparison.telling()).isEqualTo(19);
        assertThat(comparison.parting(Words.english())).isEqualTo("both answers are the same, all 20 tokens of them");
    }

    @Test
    void aShorterAnswerPartsWhereItEnds() {
        Comparison comparison = new Comparison(run(0.5, 20), run(0.5, 12));

        assertThat(comparison.firstDifference()).hasValue(12);
        assertThat(comparison.telling()).isEqualTo(11);
        assertThat(comparison.parting(Words.english())).endsWith("against the end");
    }

    @Test
    void onlySettingsThatDifferAreListed() {
        assertThat(new Comparison(run(0.5, 5), run(0.2, 5)).settings(Words.english()))
                .singleElement().satisfies(row -> {
                    assertThat(row.a()).isEqualTo("0.5");
                    assertThat(row.b()).isEqualTo("0.2");
                });
        assertThat(new Comparison(run(0.5, 5), run(0.5, 5)).settings(Words.english())).isEmpty();
    }

    @Test
    void aSettingThatAMethodDoesNotUseIsNoValueOfItsRun() {
        assertThat(new Comparison(run(0.5, 5), under(MaskingMethods.of("dense"))).settings(Words.english())).extracting(Comparison.Row::name, Comparison.Row::a, Comparison.Row::b)
                .contains(tuple("Method", "DIP-CA", "Dense"), tuple("Density", "0.6", "–"), tuple("γ cache weight", "0.5", "–"), tuple("Warm-up", "off", "–"));
        assertThat(new Comparison(under(MaskingMethods.of("dense")), under(MaskingMethods.of("gate"))).settings(Words.english())).extracting(Comparison.Row::name)
                .doesNotContain("γ cache weight", "Split", "Top-k");
    }

    private static Snapshot asked(String prompt, Optional<String> system, String model) {
        Snapshot run = run(0.5, 20);
        ModelSummary was = run.run().model();
        ModelSummary named = new ModelSummary(was.file(), model, was.architecture(), was.layers(), was.hidden(), was.intermediate(), was.vocabulary(), was.contextLength(), was.quantisation(),
                was.fileType(), was.fileBytes(), was.bytes(), was.notes());
        return new Snapshot(new Run(run.run().number(), named, prompt, List.of(), run.run().promptTokens(), run.run().started(), system, Optional.empty()),
                run.phase(), run.tokens(), run.settings(), run.allocation(), run.figures(), run.failure());
    }

    @Test
    void whatWasAskedAndOfWhomIsAmongTheDifferences() {
        Comparison comparison = new Comparison(asked("Why is the sky blue?", Optional.empty(), "SmolLM2"), asked("Why is the grass of this meadow green?", Optional.of("Be brief."), "Qwen"));
        assertThat(comparison.settings(Words.english())).extracting(Comparison.Row::name, Comparison.Row::a, Comparison.Row::b).containsExactly(
                tuple("Model", "SmolLM2 · Q4_1", "Qwen · Q4_1"), tuple("Prompt", "Why is the sky blue?", "Why is the grass of thi…"), tuple("System prompt", "–", "Be brief."));
        assertThat(comparison.question(Words.english())).isEqualTo("A: Why is the sky blue? · B: Why is the grass of this meadow green?");
        assertThat(new Comparison(run(0.5, 5), run(0.2, 5)).question(Words.english())).isEqualTo("Why is the sky blue?");
    }

    @Test
    void twoDevicesAreBothNamed() {
        Snapshot slow = run(0.5, 20);
        Settings elsewhere = Setting.FLASH_BANDWIDTH.put(slow.settings(), "2GB/s");
        Snapshot fast = new Snapshot(slow.run(), slow.phase(), slow.tokens(), elsewhere, slow.allocation(), slow.figures(), slow.failure());
        assertThat(new Comparison(slow, fast).legend(Words.english())).endsWith("Simulated: A: Phone (60 GB/s DRAM, 1 GB/s Flash, 80 MB) · B: Custom device (60 GB/s DRAM, 2 GB/s Flash, 80 MB).");
    }

    @Test
    void figuresOfTooFewTokensDifferWithoutABetterSide() {
        Comparison.Row simulated = line(new Comparison(run(0.5, 6), run(0, 6)), "tok/s simulated");

        assertThat(simulated.better()).isEqualTo(Comparison.Better.NEITHER);
        assertThat(simulated.delta()).isNotEqualTo("none");
    }

    private static Snapshot under(MaskingMethod method) {
        FakeSession session = new FakeSession();
        session.change(session.settings().with(session.settings().masking().withMethod(method)));
        session.submit("Why is the sky blue?", Optional.empty());
        session.advance(5);
        return session.newest().orElseThrow();
    }

    @Test
    void figuresComeWithTheirDifference() {
        List<Comparison.Row> rows = new Comparison(run(0.5, 30), run(0.2, 30)).figures(Words.english());

        assertThat(rows).extracting(Comparison.Row::name).contains("tok/s simulated", "tok/s measured here");
        Comparison.Row dense = rows.stream().filter(row -> row.name().equals("tok/s simulated, dense")).findFirst().orElseThrow();
        assertThat(dense).isEqualTo(new Comparison.Row("tok/s simulated, dense", "33.4", "33.4", "–", Comparison.Better.NEITHER));
    }

    /** The same run with the dense model beside it, whose divergence alternates about a mean, and which agrees on so many tokens of every ten. */
    private static Snapshot beside(Snapshot run, double mean, int agrees) {
        List<TokenFrame> tokens = run.tokens().stream().map(token -> new TokenFrame(token.index(), token.id(), token.text(), token.settings(), token.pass(),
                token.outlook(), Optional.of(new Shadow(NOTHING, mean * (token.index() % 2 == 0 ? 0.5 : 1.5), token.index() % 10 < agrees, 0.01)))).toList();
        return new Snapshot(run.run(), run.phase(), tokens, run.settings(), run.allocation(), run.figures(), run.failure());
    }

    private static Comparison.Row line(Comparison comparison, String name) {
        return comparison.figures(Words.english()).stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aDifferenceThatChanceMakesTooIsCalledNoneAndNobodysIsBetter() {
        Comparison close = new Comparison(beside(run(0.5, 60), 0.196, 8), beside(run(0.5, 60), 0.201, 9));

        assertThat(line(close, "KL to dense, nats")).isEqualTo(new Comparison.Row("KL to dense, nats", "0.196", "0.201", "none", Comparison.Better.CHANCE));
        assertThat(line(close, "likeliest token as dense")).isEqualTo(new Comparison.Row("likeliest token as dense", "80 %", "90 %", "none", Comparison.Better.CHANCE));
        assertThat(close.legend(Words.english())).startsWith("None: no further apart").endsWith("Simulated: Phone (60 GB/s DRAM, 1 GB/s Flash, 80 MB).");
        assertThat(close.headline(Words.english())).filteredOn(row -> row.name().equals("like dense")).extracting(Comparison.Row::better).containsExactly(Comparison.Better.CHANCE);
    }

    @Test
    void aDifferenceBeyondChanceHasABetterSideInTableAndHeadlineAlike() {
        Comparison far = new Comparison(beside(run(0.5, 60), 0.2, 9), beside(run(0.5, 60), 0.6, 3));

        assertThat(line(far, "KL to dense, nats")).isEqualTo(new Comparison.Row("KL to dense, nats", "0.200", "0.600", "+0.400", Comparison.Better.A));
        assertThat(line(far, "likeliest token as dense").better()).isEqualTo(Comparison.Better.A);
        assertThat(far.headline(Words.english())).filteredOn(row -> row.name().equals("like dense")).extracting(Comparison.Row::better).containsExactly(Comparison.Better.A);
        assertThat(far.legend(Words.english())).startsWith("In its run’s colour: the better value of a line. ");
        assertThat(new Comparison(far.a(), far.a()).legend(Words.english())).startsWith("Simulated: ");
        assertThat(new Comparison(far.b(), far.a()).headline(Words.english())).filteredOn(row -> row.name().equals("like dense"))
                .extracting(Comparison.Row::better).containsExactly(Comparison.Better.B);
    }

    @Test
    void masksAreComparedWhereBothRunsHaveThem() {
        Snapshot a = run(0.5, 20);
        Comparison comparison = new Comparison(a, run(0.2, 20));

        assertThat(comparison.at(0, Hook.INPUT)).isEmpty();
        assertThat(comparison.at(7, Hook.ROWS)).isEmpty();
        List<Both> layers = comparison.at(7, Hook.DOWN).orElseThrow();
        assertThat(layers).hasSize(30);
        assertThat(layers.get(3).a()).isEqualTo(a.tokens().get(7).pass().orElseThrow().frame(Hook.DOWN, 3).orElseThrow().selected());
    }

    @Test
    void twoMasksAgreeByJaccardsIndex() {
        Both both = new Both(Mask.of(8, 0, 1, 2), Mask.of(8, 2, 3));

        assertThat(both.shared()).isEqualTo(1);
        assertThat(both.onlyA()).isEqualTo(2);
        assertThat(both.onlyB()).isEqualTo(1);
        assertThat(both.agreement()).isEqualTo(0.25);
        assertThat(new byte[] {both.state(0), both.state(2), both.state(3), both.state(7)})
                .containsExactly(Both.ONLY_A, Both.SHARED, Both.ONLY_B, Both.NEITHER);
        assertThat(new Both(Mask.none(8), Mask.none(8)).agreement()).isEqualTo(1);
    }

    @Test
    void theLastTwoRunsAreOfferedFirstAndAChoiceStays() {
        Snapshot one = run(0.5, 9);
        Snapshot two = run(0.2, 9);
        Snapshot three = run(0.6, 9);
        CompareViewModel compare = new CompareViewModel(Words.english());
        compare.offer(List.of(one, two, three));

        assertThat(compare.aProperty().get()).isSameAs(two);
        assertThat(compare.bProperty().get()).isSameAs(three);

        compare.aProperty().set(one);
        compare.offer(List.of(one, two, three));

        assertThat(compare.comparisonProperty().get()).isEqualTo(new Comparison(one, three));

        compare.swap();

        assertThat(compare.comparisonProperty().get()).isEqualTo(new Comparison(three, one));
    }
}
