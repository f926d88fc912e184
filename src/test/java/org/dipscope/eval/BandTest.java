package org.dipscope.eval;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class BandTest {

    @Test
    void itReachesFromTheLeastToTheLargestRunAndIsWorthThePlainOne() {
        assertThat(Band.of(List.of(31.1, 31.4, 30.5), x -> x)).isEqualTo(new Band(31.1, 30.5, 31.4));
        assertThat(Band.of(List.of(7.0), x -> x)).isEqualTo(Band.single(7));
    }

    @Test
    void bandsThatOverlapDoNotDifferWhateverTheirValuesAre() {
        Band one = new Band(30, 29.5, 31);
        assertThat(one.differsFrom(new Band(31.2, 30.9, 32))).isFalse();
        assertThat(one.differsFrom(new Band(31.2, 31, 32))).isFalse();
        assertThat(one.differsFrom(new Band(31.2, 31.01, 32))).isTrue();
        assertThat(one.differsFrom(new Band(29, 28, 29.4))).isTrue();
        assertThat(Band.single(3).differsFrom(Band.single(3))).isFalse();
        assertThat(Band.single(3).differsFrom(Band.single(3.0001))).isTrue();
    }
}
