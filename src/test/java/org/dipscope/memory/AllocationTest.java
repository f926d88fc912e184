package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AllocationTest {
    /** 2 layers, 12 and 20 columns; a column of gate or up has 200 bytes at the input, of down 60. */
    private static final ModelBytes SMALL = new ModelBytes(1000, 500, 10, 4800, 4800, 2400, 2, 12, 20);

    @Test
    void whatIsLeft_isSplitEvenlyOverTheLinears() {
        Allocation allocation = Allocation.of(SMALL, Goldens.DIP, 1000 + 500 + 300 + 6 * 610, 30);
        assertThat(allocation.dynamicBytes()).isEqualTo(6 * 610);
        assertThat(allocation.capacityColumns()).isEqualTo(Map.of(Hook.INPUT, 3, Hook.DOWN, 10));
        assertThat(allocation.overflow()).isZero();
    }

    @Test
    void aLinear_holdsAtMostAllItsColumns() {
        Allocation allocation = Allocation.of(SMALL, Goldens.DIP, 1e6, 30);
        assertThat(allocation.capacityColumns()).isEqualTo(Map.of(Hook.INPUT, 12, Hook.DOWN, 20));
    }

    @Test
    void matricesReadWhole_areStatic_andRowsWeighTheirMean() {
        Allocation allocation = Allocation.of(SMALL, Goldens.GATE, 1500 + 4800 + 4 * 185, 0);
        assertThat(allocation.wholeMatrices()).isEqualTo(4800);
        assertThat(SMALL.columnBytes(Goldens.GATE.hooks().getFirst())).isEqualTo((4800 + 2400) / 2.0 / 2 / 20);
        assertThat(allocation.capacityColumns()).isEqualTo(Map.of(Hook.ROWS, 2));
    }

    @Test
    void staticPartsThatDoNotFit_overflowAndLeaveNothingForColumns() {
        Allocation allocation = Allocation.of(SMALL, Goldens.DIP, 900, 30);
        assertThat(allocation.overflow()).isEqualTo(900);
        assertThat(allocation.dynamicBytes()).isZero();
        assertThat(allocation.capacityColumns()).isEqualTo(Map.of(Hook.INPUT, 0, Hook.DOWN, 0));
    }

    @Test
    void time_isTheSumOrTheSlowerOne() {
        DeviceProfile serial = new DeviceProfile("d", 900, 100, 10, false);
        DeviceProfile concurrent = new DeviceProfile("d", 900, 100, 10, true);
        SimulatorClock one = SimulatorClock.of(SMALL, Goldens.DIP, serial, 10, 30);
        SimulatorClock both = SimulatorClock.of(SMALL, Goldens.DIP, concurrent, 10, 30);
        assertThat(one.fixedSeconds()).isCloseTo((1500 + 200) / 100.0 + 900 / 10.0, within(1e-12));
        assertThat(both.fixedSeconds()).isCloseTo(90, within(1e-12));
        assertThat(one.firstTokenSeconds()).isCloseTo((1500 + 100) / 100.0 + 1200, within(1e-12));
        assertThat(both.firstTokenSeconds()).isCloseTo(1200, within(1e-12));
        Footprint.Use input = Goldens.DIP.hooks().getFirst();
        assertThat(one.hookSeconds(input, 5, 2)).isCloseTo(2 * (5 * 200 / 100.0 + 2 * 200 / 10.0), within(1e-12));
        assertThat(both.hookSeconds(input, 25, 2)).isCloseTo(2 * (25 * 200 / 100.0), within(1e-12));
    }

    @Test
    void lengthsThatCannotBe_areRefused() {
        assertThatThrownBy(() -> SimulatorClock.of(SMALL, Goldens.DIP, DeviceProfile.phone(1), 31, 30))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("prompt of 31");
    }

    @Test
    void sizesThatAreNone_areRefused() {
        assertThatThrownBy(() -> new ModelBytes(1, 1, 1, Double.NaN, 1, 1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ModelBytes(1, 1, 1, 1, 1, -1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ModelBytes(1, 1, 1, 1, 1, 1, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
