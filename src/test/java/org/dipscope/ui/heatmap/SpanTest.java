package org.dipscope.ui.heatmap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SpanTest {

    @Test
    void zoomingKeepsThePlaceUnderTheMouse() {
        Span span = new Span(0.2, 0.8);
        Span closer = span.zoomed(0.5, 0.25, 0.001);
        assertThat(closer.length()).isCloseTo(0.3, within(1e-12));
        assertThat(closer.at(0.25)).isCloseTo(span.at(0.25), within(1e-12));
    }

    @Test
    void zoomingOutEndsAtTheWhole() {
        assertThat(new Span(0.9, 0.95).zoomed(1000, 0.5, 0.001)).isEqualTo(Span.WHOLE);
    }

    @Test
    void zoomingInEndsAtTheShortestLength() {
        assertThat(Span.WHOLE.zoomed(1e-9, 0.5, 0.01).length()).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void movingStopsAtTheEnds() {
        assertThat(new Span(0.25, 0.5).moved(7)).isEqualTo(new Span(0.75, 1));
        assertThat(new Span(0.25, 0.5).moved(-7)).isEqualTo(new Span(0, 0.25));
    }

    @Test
    void anEmptySpanIsRefused() {
        assertThatThrownBy(() -> new Span(0.5, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
