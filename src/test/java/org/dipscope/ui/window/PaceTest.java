package org.dipscope.ui.window;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {
    private static final long MS = 1_000_000;

    /** The interval after a second of frames that cost this much each. */
    private static long settled(long cost) {
        Pace pace = new Pace();
        long now = 1000 * MS;
        for (int i = 0; i < 200; i++) {
            if (pace.due(now)) {
                pace.drawn(now + cost);
            }
            now += 16 * MS;
        }
        return pace.interval();
    }

    @Test
    void cheapFramesComeAtHalfTheScreensRate() {
        assertThat(settled(MS)).isEqualTo(33 * MS);
    }

    @Test
    void dearFramesComeAsSeldomAsTheyAreDear() {
        assertThat(settled(5 * MS)).isBetween(145 * MS, 150 * MS);
    }

    @Test
    void framesAreNeverFartherApartThanAQuarterSecond() {
        assertThat(settled(400 * MS)).isBetween(225 * MS, 230 * MS);
    }

    @Test
    void oneSlowFrameDoesNotStopTheView() {
        Pace pace = new Pace();
        assertThat(pace.due(1000 * MS)).isTrue();
        pace.drawn(2000 * MS);
        assertThat(pace.interval()).isLessThan(100 * MS);
        assertThat(pace.due(1020 * MS)).isFalse();
    }
}
