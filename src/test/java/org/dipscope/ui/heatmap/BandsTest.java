package org.dipscope.ui.heatmap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BandsTest {

    @Test
    void rowsFillTheHeightWithoutGapOrOverlap() {
        for (Span shown : new Span[] {Span.WHOLE, new Span(0.1, 0.4), new Span(0.33, 0.99)}) {
            Bands bands = new Bands(shown, 30, 233);
            assertThat(bands.top(bands.firstRow())).isZero();
            assertThat(bands.bottom(bands.endRow() - 1)).isEqualTo(233);
            for (int row = bands.firstRow(); row + 1 < bands.endRow(); row++) {
                assertThat(bands.bottom(row)).isEqualTo(bands.top(row + 1)).isGreaterThan(bands.top(row));
            }
        }
    }

    @Test
    void theRowInTheMiddleOfABandIsItsOwn() {
        Bands bands = new Bands(new Span(0.2, 0.9), 30, 233);
        for (int row = bands.firstRow(); row < bands.endRow(); row++) {
            assertThat(bands.rowAt((bands.top(row) + bands.bottom(row)) / 2.0)).isEqualTo(row);
        }
    }

    @Test
    void outsideTheHeightTheNearestRowAnswers() {
        Bands bands = new Bands(Span.WHOLE, 30, 233);
        assertThat(bands.rowAt(-5)).isZero();
        assertThat(bands.rowAt(500)).isEqualTo(29);
    }
}
