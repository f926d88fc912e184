package org.dipscope.ui.colour;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ColourMapTest {

    @Test
    void viridisGoesThroughItsPublishedColours() {
        ColourMap map = ColourMap.viridis();
        assertThat(map.colour(0)).isEqualTo(0xFF440154);
        assertThat(map.colour(255)).isEqualTo(0xFFFDE725);
        assertNear(map.at(0.25), 0x3B528B);
        assertNear(map.at(0.5), 0x21908C);
        assertNear(map.at(0.75), 0x5DC863);
    }

    @Test
    void cividisGoesThroughItsPublishedColours() {
        assertThat(ColourMap.cividis().colour(0)).isEqualTo(0xFF00204D);
        assertThat(ColourMap.cividis().colour(255)).isEqualTo(0xFFFFEA46);
    }

    @Test
    void eachLevelIsLighterThanTheOneBefore() {
        for (ColourMap map : new ColourMap[] {ColourMap.viridis(), ColourMap.cividis()}) {
            for (int level = 4; level < ColourMap.SIZE; level++) {
                assertThat(Oklab.of(map.colour(level)).l()).as("level %d", level).isGreaterThan(Oklab.of(map.colour(level - 4)).l());
            }
        }
    }

    @Test
    void aDivergingMapMeetsInTheMiddle() {
        ColourMap map = ColourMap.diverging(0xFFFFB347, 0xFF2A313C, 0xFF4DB6FF);
        assertThat(map.colour(0)).isEqualTo(0xFFFFB347);
        assertThat(map.colour(128)).isEqualTo(0xFF2A313C);
        assertThat(map.colour(255)).isEqualTo(0xFF4DB6FF);
    }

    @Test
    void oklabComesBackToTheSameColour() {
        for (int argb : new int[] {0xFF000000, 0xFFFFFFFF, 0xFF123456, 0xFFD97700, 0xFF8E3FD1}) {
            assertThat(Oklab.of(argb).argb()).isEqualTo(argb);
        }
    }

    @Test
    void sharesOutsideTheScaleGetItsEnds() {
        ColourMap map = ColourMap.viridis();
        assertThat(map.at(-3)).isEqualTo(map.colour(0));
        assertThat(map.at(3)).isEqualTo(map.colour(255));
    }

    private static void assertNear(int actual, int expected) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(actual >> shift & 255).isCloseTo(expected >> shift & 255, within(4));
        }
    }
}
