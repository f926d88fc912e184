package org.dipscope.ui.scrubber;

import org.dipscope.session.Candidate;
import org.dipscope.session.Outlook;
import org.dipscope.session.Phase;
import org.dipscope.session.Shadow;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ScrubberViewModelTest {
    private final Runs runs = new Runs();
    private final Moment moment = new Moment();
    private final ScrubberViewModel scrubber = new ScrubberViewModel(moment, Words.english());

    @Test
    void playingGoesThroughTheRunAtItsRateAndStopsAtTheNewestToken() {
        moment.show(runs.snapshot(1, runs.tokens(40), Phase.FINISHED));
        scrubber.playAt(60);
        scrubber.togglePlaying();
        assertThat(scrubber.token()).isZero();
        for (int frame = 0; frame < 6; frame++) {
            scrubber.play(1 / 30.0);
        }
        assertThat(scrubber.token()).isBetween(11, 12);
        scrubber.playAt(1);
        scrubber.play(0.2);
        assertThat(scrubber.token()).isBetween(11, 12);
        scrubber.playAt(60);
        for (int frame = 0; frame < 30; frame++) {
            scrubber.play(1 / 30.0);
        }

        assertThat(scrubber.token()).isEqualTo(39);
        assertThat(scrubber.playingProperty().get()).isFalse();
        assertThat(moment.liveProperty().get()).isTrue();
    }

    @Test
    void aWindowThatStoodStillDoesNotLeapAndAHandOnTheScrubberStopsPlaying() {
        moment.show(runs.snapshot(1, runs.tokens(40), Phase.FINISHED));
        scrubber.togglePlaying();
        assertThat(scrubber.rateProperty().get()).isEqualTo(8);
        scrubber.play(100);
        assertThat(scrubber.token()).isEqualTo(2);
        scrubber.step(1);

        assertThat(scrubber.playingProperty().get()).isFalse();
        scrubber.play(1);
        assertThat(scrubber.token()).isEqualTo(3);
    }

    @Test
    void theRateStaysWithinOneAndSixty() {
        scrubber.faster(100);
        assertThat(scrubber.rateProperty().get()).isEqualTo(60);
        scrubber.faster(-100);
        assertThat(scrubber.rateProperty().get()).isEqualTo(1);
        scrubber.togglePlaying();
        assertThat(scrubber.playingProperty().get()).as("there is no run").isFalse();
    }

    @Test
    void changesOfSettingsTheFirstDifferenceAndTheLargestDivergenceAreMarked() {
        List<TokenFrame> tokens = new ArrayList<>();
        for (TokenFrame token : runs.tokens(40)) {
            Outlook outlook = new Outlook(1, 0, List.of(new Candidate(token.id(), token.text(), 1)));
            boolean agrees = token.index() != 7 && token.index() != 9;
            Outlook dense = agrees ? outlook : new Outlook(0, 0, List.of(new Candidate(1, "x", 1)));
            double divergence = token.index() == 30 ? 2.5 : agrees ? 0.01 : 0.5;
            tokens.add(new TokenFrame(token.index(), token.id(), token.text(), token.index() < 20 ? Runs.settings(0.5) : Runs.settings(0.25), token.pass(),
                    Optional.of(outlook), Optional.of(new Shadow(dense, divergence, agrees, 0.01))));
        }
        moment.show(runs.snapshot(1, tokens, Phase.FINISHED));

        assertThat(scrubber.markers()).extracting(Marker::token, Marker::kind).containsExactly(
                tuple(7, Marker.Kind.PARTED), tuple(20, Marker.Kind.SETTINGS),
                tuple(30, Marker.Kind.WIDEST));
        assertThat(scrubber.markers().getLast().text()).contains("2.50");
        scrubber.seekMarker(false);
        assertThat(scrubber.token()).isEqualTo(30);
        scrubber.seekMarker(false);
        scrubber.seekMarker(false);
        scrubber.seekMarker(false);
        assertThat(scrubber.token()).isEqualTo(7);
        scrubber.seekMarker(true);
        assertThat(scrubber.token()).isEqualTo(20);
        assertThat(scrubber.nameProperty().get()).as("heard, too").isEqualTo("token 20 / 40: density 0.50 → 0.25");
        scrubber.step(1);
        assertThat(scrubber.nameProperty().get()).isEqualTo("token 21 / 40");
    }

    @Test
    void theTokenAtWhichTheComparedRunPartsIsMarkedAndNamed() {
        List<TokenFrame> other = new ArrayList<>(runs.tokens(40));
        TokenFrame there = other.get(23);
        other.set(23, new TokenFrame(23, there.id() + 1, " scattered", there.settings(), there.pass(), there.outlook(), there.shadow()));
        moment.show(runs.snapshot(2, runs.tokens(40), Phase.FINISHED));
        assertThat(scrubber.markers()).isEmpty();

        scrubber.compareWith(Optional.of(runs.snapshot(1, other, Phase.FINISHED)));

        assertThat(scrubber.markers()).extracting(Marker::token, Marker::kind).containsExactly(tuple(23, Marker.Kind.COMPARED));
        assertThat(scrubber.markers().getFirst().text()).startsWith("the compared run goes on with “scattered” here (1 · DIP");
        scrubber.seek(3);
        scrubber.seekMarker(true);
        assertThat(scrubber.token()).isEqualTo(23);
        assertThat(scrubber.nameProperty().get()).as("heard, too").startsWith("token 23 / 40: the compared run");

        scrubber.compareWith(Optional.of(runs.snapshot(3, runs.tokens(30), Phase.FINISHED)));
        assertThat(scrubber.markers()).as("as far as both go they are the same").isEmpty();
        scrubber.compareWith(Optional.empty());
        assertThat(scrubber.hasMarker(true)).isFalse();
    }

    @Test
    void everyTokenOfTheRibbonCanBeAsked() {
        List<TokenFrame> tokens = runs.tokens(25);
        moment.show(runs.snapshot(1, tokens, Phase.FINISHED));
        assertThat(scrubber.describe(12)).isEqualTo("token 12  “␣blue” · hit rate " + Math.round(100 * tokens.get(12).pass().orElseThrow().hitRate()) + " %");
        assertThat(scrubber.describe(0)).as("the dense prompt's token met no cache").isEqualTo("token 0  “The”");
        assertThat(scrubber.describe(25)).isEmpty();
        assertThat(scrubber.describe(-1)).isEmpty();
    }
}
