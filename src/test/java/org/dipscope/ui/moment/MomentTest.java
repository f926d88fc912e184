package org.dipscope.ui.moment;

import org.dipscope.mask.Hook;
import org.dipscope.session.Phase;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.dipscope.ui.heatmap.Span;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class MomentTest {
    private final Runs runs = new Runs();
    private final List<TokenFrame> tokens = runs.tokens(25);
    private final Moment moment = new Moment();

    private void show(int number, int count, Phase phase) {
        moment.show(runs.snapshot(number, tokens.subList(0, count), phase));
    }

    @Test
    void beforeTheFirstRunThereIsNoToken() {
        assertThat(moment.tokenProperty().get()).isEqualTo(-1);
        assertThat(moment.frame()).isEmpty();
        moment.seek(5);
        moment.step(-1);
        moment.goLive();
        assertThat(moment.tokenProperty().get()).isEqualTo(-1);
    }

    @Test
    void liveFollowsTheNewestToken() {
        for (int count = 0; count <= 8; count++) {
            show(1, count, Phase.DECODE);
            assertThat(moment.tokenProperty().get()).isEqualTo(count - 1);
        }
        assertThat(moment.frame()).contains(tokens.get(7));
    }

    @Test
    void aSnapshotWithItsTokenAndItsOrderIsOneChange() {
        int[] changes = new int[1];
        moment.revisionProperty().addListener((_, _, _) -> changes[0]++);

        show(1, 20, Phase.DECODE);
        assertThat(moment.orderProperty().get()).isNotEqualTo(ColumnOrder.NATURAL);
        assertThat(changes[0]).isEqualTo(1);

        moment.seek(5);
        assertThat(changes[0]).isEqualTo(2);
        moment.goLive();
        assertThat(changes[0]).isEqualTo(3);
        moment.byFrequencyProperty().set(false);
        assertThat(changes[0]).isEqualTo(4);
    }

    @Test
    void aMomentThatWasSoughtStaysWhileTheRunGoesOn() {
        show(1, 5, Phase.DECODE);
        moment.seek(2);
        assertThat(moment.liveProperty().get()).isFalse();
        show(1, 9, Phase.DECODE);
        assertThat(moment.frame()).contains(tokens.get(2));
        moment.goLive();
        assertThat(moment.frame()).contains(tokens.get(8));
    }

    @Test
    void steppingOntoTheNewestTokenGoesLiveAndSteppingBackLeaves() {
        show(1, 5, Phase.DECODE);
        moment.step(-1);
        assertThat(moment.tokenProperty().get()).isEqualTo(3);
        assertThat(moment.liveProperty().get()).isFalse();
        moment.step(1);
        assertThat(moment.liveProperty().get()).isTrue();
        show(1, 7, Phase.DECODE);
        assertThat(moment.tokenProperty().get()).isEqualTo(6);
    }

    @Test
    void seekingBeyondTheEndsGoesToTheEnds() {
        show(1, 5, Phase.DECODE);
        moment.seek(-7);
        assertThat(moment.tokenProperty().get()).isZero();
        moment.seek(Integer.MAX_VALUE);
        assertThat(moment.tokenProperty().get()).isEqualTo(4);
        assertThat(moment.liveProperty().get()).isTrue();
    }

    @Test
    void anotherRunIsFollowedLiveFromItsStart() {
        show(1, 9, Phase.FINISHED);
        moment.seek(3);
        moment.hoveredProperty().set(Optional.of(new Cell(Hook.INPUT, 0, 0)));
        moment.pinnedProperty().set(Optional.of(new Cell(Hook.DOWN, 1, 2)));
        show(2, 0, Phase.PREFILL);
        assertThat(moment.tokenProperty().get()).isEqualTo(-1);
        assertThat(moment.liveProperty().get()).isTrue();
        assertThat(moment.hoveredProperty().get()).isEmpty();
        assertThat(moment.pinnedProperty().get()).as("the same model keeps its pin").isPresent();
        show(2, 2, Phase.DECODE);
        assertThat(moment.tokenProperty().get()).isEqualTo(1);
    }

    @Test
    void columnsAreSortedOnceEarlyAndOnceAtTheEndButNeverBetween() {
        List<ColumnOrder> orders = new ArrayList<>();
        moment.orderProperty().addListener((_, _, order) -> orders.add(order));
        for (int count = 1; count <= 16; count++) {
            show(1, count, Phase.DECODE);
        }
        assertThat(orders).isEmpty();
        show(1, 17, Phase.DECODE);
        assertThat(orders).hasSize(1);
        for (int count = 18; count <= 25; count++) {
            show(1, count, Phase.DECODE);
        }
        assertThat(orders).hasSize(1);
        show(1, 25, Phase.FINISHED);
        show(1, 25, Phase.FINISHED);
        assertThat(orders).hasSize(2);
        moment.sort();
        assertThat(orders).hasSize(3);
    }

    @Test
    void theOrderIsByFrequencyAndTheLowerIndexFirst() {
        show(1, 25, Phase.FINISHED);
        ColumnOrder order = moment.orderProperty().get();
        for (int layer : new int[] {0, 17, 29}) {
            for (int position = 0; position + 1 < Runs.INTERMEDIATE; position++) {
                int here = order.column(Hook.DOWN, layer, position);
                int next = order.column(Hook.DOWN, layer, position + 1);
                int countHere = chosen(layer, here);
                int countNext = chosen(layer, next);
                assertThat(countHere > countNext || countHere == countNext && here < next).isTrue();
                assertThat(order.position(Hook.DOWN, layer, here)).isEqualTo(position);
            }
        }
    }

    private int chosen(int layer, int column) {
        int count = 0;
        for (int masked = 0; masked < 24; masked++) {
            count += runs.mask(Hook.DOWN, layer, masked).contains(column) ? 1 : 0;
        }
        return count;
    }

    @Test
    void theModelsOwnOrderIsOneClickAway() {
        show(1, 25, Phase.FINISHED);
        ColumnOrder sorted = moment.orderProperty().get();
        moment.byFrequencyProperty().set(false);
        assertThat(moment.orderProperty().get().column(Hook.INPUT, 3, 77)).isEqualTo(77);
        moment.byFrequencyProperty().set(true);
        assertThat(moment.orderProperty().get()).isSameAs(sorted);
    }

    @Test
    void countsAreTheSameHoweverTheTokensCame() {
        ColumnStatistics oneByOne = new ColumnStatistics();
        for (int count = 0; count <= 25; count++) {
            oneByOne.follow(tokens.subList(0, count));
        }
        assertThat(oneByOne.masked(Hook.DOWN)).isEqualTo(24);
        for (int column = 0; column < Runs.INTERMEDIATE; column++) {
            assertThat(oneByOne.count(Hook.DOWN, 17, column)).isEqualTo(chosen(17, column));
        }
    }

    @Test
    void anotherModelShowsEverythingAgain() {
        show(1, 3, Phase.FINISHED);
        moment.zoom().layersProperty().set(new Span(0.2, 0.4));
        moment.zoom().fit();
        assertThat(moment.zoom().layersProperty().get()).isEqualTo(Span.WHOLE);
    }

    @Test
    void aRunIsDrawnWithRoomToGrowUntilItEnds() {
        assertThat(Extent.of(runs.snapshot(1, tokens.subList(0, 3), Phase.DECODE))).isEqualTo(32);
        assertThat(Extent.of(runs.snapshot(1, runs.tokens(40), Phase.DECODE))).isEqualTo(64);
        assertThat(Extent.of(runs.snapshot(1, tokens.subList(0, 3), Phase.STOPPED))).isEqualTo(3);
    }
}
