package org.dipscope.calibration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.Golden;
import org.dipscope.SharedModel;
import org.dipscope.kernel.TopK;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;
import org.dipscope.mask.Selection;
import org.dipscope.memory.Residency;
import org.dipscope.model.ForwardPass;
import org.dipscope.session.LoadedModel;
import org.dipscope.sparsity.Dip;
import org.dipscope.sparsity.Masking;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Whole fits of single layers of the sample model on real activations, against numpy's solver ({@code src/test/python/fits_fixture.py}): which
 * ridge each takes, what error is left, and what the corrected layer gives. Nothing is rounded or reduced to a rank here.
 */
class FitsFixtureTest {
    private static final double OUTPUT_TOLERANCE = 0.005;
    private static final LoadedModel MODEL = SharedModel.get();
    /** The weights take the full solution as it is. */
    private static final Correction PLAIN = (_, _, _, weights, full, _) -> MatrixFloats.addTransposed(full, weights);

    private final JsonNode fixture = read();
    private final Masking masking = new Masking(new Dip(), fixture.get("density").doubleValue(), 1, 0, false, Optional.empty());
    private final ForwardPass pass = new ForwardPass(MODEL.transformer(), MODEL.workers());
    private final Products products = new Products(MODEL.workers(), () -> { });

    private static JsonNode read() {
        try {
            return JsonMapper.builder().build().readTree(Path.of("src", "test", "resources", "fixtures", "fits.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyLayer() {
        return StreamSupport.stream(fixture.get("cases").spliterator(), false).map(node -> dynamicTest("layer " + node.get("layer"), () -> check(node)));
    }

    private void check(JsonNode node) {
        int layer = node.get("layer").intValue();
        LayerTokens tokens = tokens(layer);
        Ridges gateUpRidges = new Ridges(fixture.get("ridges").get(1).doubleValue());
        Ridges downRidges = new Ridges(fixture.get("ridges").get(1).doubleValue());
        float[] down = MODEL.transformer().plain(Matrix.DOWN, layer);

        float[][] activations = new GateUpFit(MODEL.transformer(), masking, products, gateUpRidges, () -> { }).fit(layer, tokens, down, PLAIN);
        float[][] outputs = new DownFit(products, downRidges, () -> { }).fit(layer, tokens, down, activations, PLAIN);

        assertThat(gateUpRidges).hasToString(chosen(node.get("ridges").get(0)));
        assertThat(downRidges).hasToString(chosen(node.get("ridges").get(1)));
        int[] index = Golden.integers(fixture.get("output_index"));
        double left = 0;
        for (int t = 0; t < outputs.length; t++) {
            double norm = node.get("output_norms").get(t).doubleValue();
            float[] expected = Golden.floats(node.get("outputs").get(t));
            for (int i = 0; i < index.length; i++) {
                assertThat((double) Math.abs(outputs[t][index[i]] - expected[i])).as("output %d of token %d", index[i], t).isLessThan(OUTPUT_TOLERANCE * norm);
            }
            for (int i = 0; i < outputs[t].length && t >= tokens.trained(); i++) {
                double missed = (outputs[t][i] - tokens.targetOutputs()[t][i]) * tokens.weight()[t];
                left += missed * missed;
            }
        }
        double expected = node.get("error_left").doubleValue();
        assertThat(left).isCloseTo(expected, within(0.002 * expected)).isLessThan(node.get("error_before").doubleValue());
    }

    private static String chosen(JsonNode ridge) {
        return (ridge.isTextual() ? ridge.asText() : String.valueOf((int) ridge.doubleValue())) + "=1";
    }

    /** The golden's inputs, and behind them every fourth one mixed with the one five before it. */
    private LayerTokens tokens(int layer) {
        JsonNode golden = StreamSupport.stream(Golden.read("layers").get("layers").spliterator(), false)
                .filter(node -> node.get("layer").intValue() == layer).findFirst().orElseThrow().get("inputs");
        int trained = golden.size();
        float[][] inputs = new float[trained + trained / 4][];
        for (int t = 0; t < trained; t++) {
            inputs[t] = Golden.floats(golden.get(t));
        }
        for (int held = trained; held < inputs.length; held++) {
            int t = (held - trained) * 4;
            inputs[held] = new float[inputs[0].length];
            for (int i = 0; i < inputs[held].length; i++) {
                inputs[held][i] = 0.75f * inputs[t][i] + 0.25f * inputs[(t - 5 + trained) % trained][i];
            }
        }
        float[][] masked = new float[inputs.length][];
        float[][] wanted = new float[inputs.length][];
        double[] weight = new double[inputs.length];
        int keep = masking.method().keep(masking, MODEL.summary().hidden(), MODEL.summary().intermediate()).get(Hook.INPUT);
        for (int t = 0; t < inputs.length; t++) {
            masked[t] = largest(inputs[t], keep);
            wanted[t] = pass.mlp(layer, new float[][] {inputs[t]}, Masking.DENSE, Residency.NOTHING)[0];
            double square = 0;
            for (float value : wanted[t]) {
                square += (double) value * value;
            }
            weight[t] = 1 / Math.sqrt(square / wanted[t].length + 1e-9);
        }
        return new LayerTokens(masked, inputs, wanted, weight, trained);
    }

    private static float[] largest(float[] values, int keep) {
        float[] scores = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scores[i] = Math.abs(values[i]);
        }
        Selection selection = new Selection(values.length);
        TopK.select(scores, 0, keep, selection);
        float[] kept = new float[values.length];
        for (int n = 0; n < selection.count(); n++) {
            kept[selection.column(n)] = values[selection.column(n)];
        }
        return kept;
    }
}
