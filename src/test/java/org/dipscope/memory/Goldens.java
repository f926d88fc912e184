package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The stored simulation and the two footprints that the tests of this package use. */
final class Goldens {
    static final Path SIMULATION = Path.of("src/test/resources/goldens/smollm2-135m.simulation.json");

    static final Footprint DIP = new Footprint(List.of(
            new Footprint.Use(Hook.INPUT, List.of(Matrix.GATE, Matrix.UP)),
            new Footprint.Use(Hook.DOWN, List.of(Matrix.DOWN))), Set.of());

    static final Footprint GATE = new Footprint(
            List.of(new Footprint.Use(Hook.ROWS, List.of(Matrix.UP, Matrix.DOWN))), Set.of(Matrix.GATE));

    static final ModelBytes SAMPLE = new ModelBytes(16_588_800, 30_081_024, 23_040, 16_588_800, 16_588_800, 16_588_800, 30, 576, 1536);

    private Goldens() {
    }

    static MaskTrace trace() throws IOException {
        return reader().read(SIMULATION);
    }

    static MaskTraceReader reader() {
        return new MaskTraceReader(method -> switch (method) {
            case "dip" -> DIP;
            case "gate" -> GATE;
            case "dense" -> Footprint.DENSE;
            default -> throw new IllegalArgumentException("'%s' is no masking method.".formatted(method));
        });
    }
}
