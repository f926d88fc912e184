package org.dipscope.ui.tour;

import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Settings;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.FakeSession;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class TourViewModelTest {
    private final FakeSession session = new FakeSession();
    private final List<Look> looked = new ArrayList<>();
    private final TourViewModel model = new TourViewModel(new Fake(), Words.english());
    private final Tour tour = new Tour("near-tie", List.of(
            new Step("Why?", Map.of("gamma", "0.9"), Look.LIVE), new Step("Why?", Map.of("gamma", "0.2"), Look.BESIDE_FIRST)),
            runs -> new Finding(runs.size() == 2, List.of("1", "2", "3", "4", "5")));
    private Settings mine;

    @BeforeEach
    void begin() {
        mine = session.settings().with(session.settings().masking().withGamma(0.11));
        session.change(mine);
        model.begin(tour);
    }

    @Test
    void saysWhatComesAndRunsNothingByItself() {
        assertThat(model.stageProperty().get()).isEqualTo(TourViewModel.Stage.READY);
        assertThat(model.placeProperty().get()).isEqualTo("1 of 2");
        assertThat(session.newest()).isEmpty();
        assertThat(session.settings()).isEqualTo(mine);
    }

    @Test
    void runsAStepUnderItsOwnSettingsAndThenWaits() {
        model.next();
        assertThat(session.settings().masking().gamma()).isEqualTo(0.9);
        model.next();
        assertThat(session.newest().orElseThrow().tokens()).isEmpty();

        session.advance(500);
        model.stopped(session.newest().orElseThrow());

        assertThat(model.stageProperty().get()).isEqualTo(TourViewModel.Stage.SEEN);
        assertThat(looked).containsExactly(Look.LIVE);
    }

    @Test
    void aRunThatWasStoppedIsOfferedAgain() {
        model.next();
        session.advance(3);
        session.stop();
        model.stopped(session.newest().orElseThrow());

        assertThat(model.stageProperty().get()).isEqualTo(TourViewModel.Stage.READY);
        assertThat(model.placeProperty().get()).isEqualTo("1 of 2");
        assertThat(model.runs()).isEmpty();
    }

    @Test
    void aRunWhoseSettingsWereChangedOnItsWayIsOfferedAgain() {
        model.next();
        session.advance(3);
        session.change(mine);
        session.advance(500);
        model.stopped(session.newest().orElseThrow());

        assertThat(model.stageProperty().get()).isEqualTo(TourViewModel.Stage.READY);
    }

    @Test
    void leavingInTheMiddleStopsTheRunAndBringsTheSettingsBack() {
        model.next();
        session.advance(3);
        model.leave();

        assertThat(session.newest().orElseThrow().phase().ended()).isTrue();
        assertThat(session.settings()).isEqualTo(mine);
        assertThat(model.stageProperty().get()).isEqualTo(TourViewModel.Stage.OFF);
        assertThat(model.runs()).isEmpty();
    }

    @Test
    void anotherTourBeginsFromTheSameSettings() {
        model.next();
        model.begin(tour);
        model.leave();

        assertThat(session.settings()).isEqualTo(mine);
    }

    /** A session that writes when it is told to. */
    private final class Fake implements Guided {
        @Override
        public Settings settings() {
            return session.settings();
        }

        @Override
        public Settings start() {
            return DefaultSettings.of(session.model());
        }

        @Override
        public void adopt(Settings settings) {
            session.change(settings);
        }

        @Override
        public void ask(String prompt) {
            session.restart();
            session.submit(prompt, Optional.empty());
        }

        @Override
        public void stop() {
            session.stop();
        }

        @Override
        public void look(Look where, List<Snapshot> runs) {
            looked.add(where);
        }
    }
}
