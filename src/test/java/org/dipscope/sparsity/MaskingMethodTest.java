package org.dipscope.sparsity;

import org.dipscope.mask.Hook;
import org.dipscope.memory.Residency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What each method's row in the table of docs/method.md says, worked out for one token after the other from the weights. */
class MaskingMethodTest {
    private static final int HIDDEN = 12;
    private static final int INTERMEDIATE = 30;
    private static final int TOKENS = 3;

    @ParameterizedTest
    @CsvSource({"dense, 0.5", "dip, 0.5", "dip, 0.25", "dip, 1", "dip-ca, 0.5", "glu, 0.8", "glu, 1", "glu-oracle, 0.3", "gate, 0.5", "gate, 0.9", "up, 0.5", "up, 1"})
    void readsWhatItsDefinitionSays(String id, double density) {
        for (int seed = 0; seed < 20; seed++) {
            PlainMlp mlp = new PlainMlp(HIDDEN, INTERMEDIATE, TOKENS, seed);
            Masking masking = new Masking(MaskingMethods.of(id), density, 0.5, 0, false, Optional.empty());
            MaskChooser chooser = new MaskChooser(1, HIDDEN, INTERMEDIATE, TOKENS);
            chooser.begin(TOKENS, masking, Residency.NOTHING);
            chooser.layer(0);
            masking.method().forward(mlp, chooser);
            for (int t = 0; t < TOKENS; t++) {
                assertThat(mlp.output[t]).as("seed %d, token %d", seed, t).isEqualTo(expected(mlp, masking, t));
            }
        }
    }

    private static float[] expected(PlainMlp mlp, Masking masking, int t) {
        Set<Integer> inputs = all(HIDDEN);
        String id = masking.method().id();
        if (id.startsWith("dip")) {
            inputs = largest(HIDDEN, keep(masking, Hook.INPUT), h -> mlp.input().values()[t * (HIDDEN + 1) + h]);
        }
        float[] gate = new float[INTERMEDIATE];
        float[] up = new float[INTERMEDIATE];
        float[] a = new float[INTERMEDIATE];
        for (int i = 0; i < INTERMEDIATE; i++) {
            gate[i] = PlainMlp.silu(dot(mlp.gateWeights[i], mlp.input().values(), t * (HIDDEN + 1), inputs));
            up[i] = dot(mlp.upWeights[i], mlp.input().values(), t * (HIDDEN + 1), inputs);
            a[i] = gate[i] * up[i];
        }
        Set<Integer> neurons = switch (id) {
            case "dense" -> all(INTERMEDIATE);
            case "dip", "dip-ca", "glu" -> largest(INTERMEDIATE, keep(masking, Hook.DOWN), i -> a[i]);
            case "glu-oracle" -> largest(INTERMEDIATE, keep(masking, Hook.ROWS), i -> a[i]);
            case "gate" -> largest(INTERMEDIATE, keep(masking, Hook.ROWS), i -> gate[i]);
            case "up" -> largest(INTERMEDIATE, keep(masking, Hook.ROWS), i -> up[i]);
            default -> throw new IllegalArgumentException(id);
        };
        float[] output = new float[HIDDEN];
        for (int h = 0; h < HIDDEN; h++) {
            output[h] = dot(mlp.downWeights[h], a, 0, neurons);
        }
        return output;
    }

    private static int keep(Masking masking, Hook hook) {
        return masking.method().keep(masking, HIDDEN, INTERMEDIATE).get(hook);
    }

    private static float dot(float[] weights, float[] x, int at, Set<Integer> columns) {
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (columns.contains(i)) {
                sum += weights[i] * x[at + i];
            }
        }
        return sum;
    }

    private static Set<Integer> largest(int n, int k, IntToDoubleFunction value) {
        return Arrays.stream(IntStream.range(0, n).boxed().toArray(Integer[]::new))
                .sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(value.applyAsDouble(i)))).limit(k).collect(Collectors.toSet());
    }

    private static Set<Integer> all(int n) {
        return IntStream.range(0, n).boxed().collect(Collectors.toSet());
    }
}
