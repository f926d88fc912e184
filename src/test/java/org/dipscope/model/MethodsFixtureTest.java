package org.dipscope.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.assertj.core.data.Percentage;
import org.dipscope.Golden;
import org.dipscope.SharedModel;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Mask;
import org.dipscope.mask.Matrix;
import org.dipscope.mask.Selection;
import org.dipscope.memory.Residency;
import org.dipscope.session.LoadedModel;
import org.dipscope.sparsity.Adapters;
import org.dipscope.sparsity.Calibration;
import org.dipscope.sparsity.CalibrationKind;
import org.dipscope.sparsity.CalibrationOrigin;
import org.dipscope.sparsity.CalibrationPart;
import org.dipscope.sparsity.Masking;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.sparsity.Predictor;
import org.dipscope.sparsity.Scoring;
import org.dipscope.sparsity.Thresholds;
import org.dipscope.sparsity.Weighting;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** One layer's MLP under the calibrated methods, against numpy's masks and outputs ({@code src/test/python/methods_fixture.py}). */
class MethodsFixtureTest {
    private static final double OUTPUT_TOLERANCE = 0.005;
    private static final LoadedModel MODEL = SharedModel.get();

    private final JsonNode fixture = read();
    private final int layer = fixture.get("layer").intValue();
    private final float[][] inputs = inputs();
    private final ForwardPass pass = new ForwardPass(MODEL.transformer(), MODEL.workers());

    @TestFactory
    Stream<DynamicTest> everyCase() {
        return StreamSupport.stream(fixture.get("cases").spliterator(), false).map(node ->
                dynamicTest("%s %s %s".formatted(node.get("method").asText(), node.get("density"), node.path("scoring").asText()), () -> check(node)));
    }

    private static JsonNode read() {
        try {
            return JsonMapper.builder().build().readTree(Path.of("src", "test", "resources", "fixtures", "methods.json").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private float[][] inputs() {
        for (JsonNode node : Golden.read("layers").get("layers")) {
            if (node.get("layer").intValue() == layer) {
                return StreamSupport.stream(node.get("inputs").spliterator(), false).map(Golden::floats).toArray(float[][]::new);
            }
        }
        throw new IllegalStateException("the golden has no layer " + layer);
    }

    private void check(JsonNode node) {
        double density = node.get("density").doubleValue();
        Masking masking = new Masking(MaskingMethods.of("dip"), density, 1, 0, false, Optional.empty(), Weighting.GAMMA, 1.5,
                node.has("scoring") ? Scoring.of(node.get("scoring").asText()) : Scoring.MAGNITUDE, calibration(node, density))
                .withMethod(MaskingMethods.of(node.get("method").asText()));
        for (int token = 0; token < fixture.get("tokens").intValue(); token++) {
            Told told = new Told();
            float[] output = pass.mlp(layer, new float[][] {inputs[token]}, masking, told)[0];
            for (Map.Entry<String, JsonNode> hook : node.get("masks").properties()) {
                Mask own = told.masks.get(Hook.of(hook.getKey()));
                Mask expected = Mask.ofHex(own.size(), hook.getValue().get(token).asText());
                // A score within a rounding error of the last one kept may fall on either side.
                assertThat(own.andNot(expected).count() + expected.andNot(own).count()).as("%s of token %d", hook.getKey(), token)
                        .isLessThanOrEqualTo(hook.getKey().equals("input") ? 0 : 4);
            }
            double norm = node.get("output_norms").get(token).doubleValue();
            float[] expected = Golden.floats(node.get("outputs").get(token));
            int[] index = Golden.integers(fixture.get("output_index"));
            for (int i = 0; i < index.length; i++) {
                assertThat((double) Math.abs(output[index[i]] - expected[i])).as("output %d of token %d", index[i], token).isLessThan(OUTPUT_TOLERANCE * norm);
            }
        }
    }

    private Optional<Calibration> calibration(JsonNode node, double density) {
        List<CalibrationPart> parts = switch (node.get("method").asText()) {
            case "cats" -> List.of(cats(node, density));
            case "teal" -> List.of(teal(node, density));
            case "dip-lora" -> List.of(adapters(node.get("rank").intValue()));
            case "predictor" -> List.of(predictor(node.get("width").intValue()));
            default -> List.of();
        };
        CalibrationOrigin origin = new CalibrationOrigin("", MODEL.transformer().fingerprint(), MODEL.summary().layers(), MODEL.summary().hidden(),
                MODEL.summary().intermediate(), "", "", 0, Map.of(), Map.of());
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Calibration(origin, parts, "fixture", ""));
    }

    /** The engine's own quantiles over all tokens; numpy's threshold is the same number. */
    private Thresholds cats(JsonNode node, double density) {
        Masking gate = new Masking(MaskingMethods.of("gate"), 1, 1, 0, false, Optional.empty());
        Thresholds thresholds = new Thresholds(CalibrationKind.CATS, Map.of(Hook.ROWS, quantiles(gate, Hook.ROWS)));
        assertThat(thresholds.threshold(Hook.ROWS, layer, (3 * density - 1) / 2)).isCloseTo(node.get("threshold").floatValue(), Percentage.withPercentage(0.01));
        return thresholds;
    }

    private Thresholds teal(JsonNode node, double density) {
        Map<Hook, float[][]> quantiles = new EnumMap<>(Hook.class);
        Masking open = new Masking(MaskingMethods.of("dip"), 1, 1, 0, false, Optional.empty());
        quantiles.put(Hook.INPUT, quantiles(open, Hook.INPUT));
        quantiles.put(Hook.DOWN, quantiles(open, Hook.INPUT));
        Thresholds first = new Thresholds(CalibrationKind.TEAL, quantiles);
        double share = org.dipscope.sparsity.Split.of(density).input();
        assertThat(first.threshold(Hook.INPUT, layer, share)).isCloseTo(node.get("threshold_input").floatValue(), Percentage.withPercentage(0.2));
        // Knots a two-thousandth apart are no closer to numpy's quantile in between; the masks shall be held against exact ones.
        for (Hook hook : List.of(Hook.INPUT, Hook.DOWN)) {
            for (float[] row : quantiles.get(hook)) {
                Arrays.fill(row, node.get("threshold_" + hook.id()).floatValue());
            }
        }
        return first;
    }

    private float[][] quantiles(Masking masking, Hook hook) {
        int columns = hook.columns(MODEL.summary().hidden(), MODEL.summary().intermediate());
        float[] values = new float[inputs.length * columns];
        for (int token = 0; token < inputs.length; token++) {
            pass.mlp(layer, new float[][] {inputs[token]}, masking, Residency.NOTHING);
            System.arraycopy(pass.chooser().scores(hook), layer * columns, values, token * columns, columns);
        }
        Arrays.sort(values);
        float[][] quantiles = new float[MODEL.summary().layers()][];
        Arrays.setAll(quantiles, i -> Thresholds.quantiles(values));
        return quantiles;
    }

    private static Adapters adapters(int rank) {
        Map<Matrix, float[][]> a = new EnumMap<>(Matrix.class);
        Map<Matrix, float[][]> b = new EnumMap<>(Matrix.class);
        for (Matrix matrix : Matrix.values()) {
            int columns = matrix == Matrix.DOWN ? MODEL.summary().intermediate() : MODEL.summary().hidden();
            int rows = MODEL.summary().hidden() + MODEL.summary().intermediate() - columns;
            long seed = 1000L * (matrix.ordinal() + 1);
            a.put(matrix, everywhere(numbers(seed, columns * rank, 0.2)));
            b.put(matrix, everywhere(numbers(seed + 500_000, rank * rows, 0.2)));
        }
        return new Adapters(rank, a, b);
    }

    private static Predictor predictor(int width) {
        return new Predictor(width, everywhere(numbers(7_000_000, (MODEL.summary().hidden() + 1) * width, 1)),
                everywhere(numbers(8_000_000, (width + 1) * MODEL.summary().intermediate(), 1)));
    }

    private static float[][] everywhere(float[] values) {
        float[][] rows = new float[MODEL.summary().layers()][];
        Arrays.fill(rows, values);
        return rows;
    }

    private static float[] numbers(long seed, int count, double scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            long z = seed + i + 0x9E3779B97F4A7C15L;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            z ^= z >>> 31;
            values[i] = (float) (((z >>> 40) / (double) (1 << 24) - 0.5) * scale);
        }
        return values;
    }

    /** A memory that holds nothing and remembers the masks. */
    private final class Told implements Residency {
        private final Map<Hook, Mask> masks = new EnumMap<>(Hook.class);

        @Override
        public long[] resident(int hook) {
            return new long[0];
        }

        @Override
        public int masked() {
            return 0;
        }

        @Override
        public void use(int hook, Selection selected) {
            Hook which = selected.size() == MODEL.summary().hidden() ? Hook.INPUT : hook == Hook.DOWN.index(layer) ? Hook.DOWN : Hook.ROWS;
            masks.put(which, selected.freeze());
        }
    }
}
