package org.dipscope.sparsity;

import org.dipscope.mask.Hook;
import org.dipscope.mask.Matrix;
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
import static org.assertj.core.api.Assertions.offset;

/** What each method's row in the table of docs/method.md says, worked out for one token after the other from the weights. */
class MaskingMethodTest {
    private static final int HIDDEN = 12;
    private static final int INTERMEDIATE = 30;
    private static final int TOKENS = 3;

    @ParameterizedTest
    @CsvSource({"dense, 0.5", "dip, 0.5", "dip, 0.25", "dip, 1", "dip-ca, 0.5", "glu, 0.8", "glu, 1", "glu-oracle, 0.3", "gate, 0.5", "gate, 0.9", "up, 0.5", "up, 1",
        "dip-lora, 0.5", "dip-lora, 1", "dip-merged, 0.5", "teal, 0.5", "teal, 1", "teal-merged, 0.5", "cats, 0.5", "cats, 1", "predictor, 0.6", "predictor, 1"})
    void readsWhatItsDefinitionSays(String id, double density) {
        for (int seed = 0; seed < 20; seed++) {
            PlainMlp mlp = new PlainMlp(HIDDEN, INTERMEDIATE, TOKENS, seed);
            Masking masking = new Masking(MaskingMethods.of(id), density, 0.5, 0, false, Optional.empty(),
                    Weighting.GAMMA, 1.5, Scoring.MAGNITUDE, Optional.of(mlp.calibration));
            MaskChooser chooser = new MaskChooser(1, HIDDEN, INTERMEDIATE, TOKENS);
            chooser.begin(TOKENS, masking, Residency.NOTHING);
            chooser.layer(0);
            masking.method().forward(mlp, chooser);
            for (int t = 0; t < TOKENS; t++) {
                assertThat(mlp.output[t]).as("seed %d, token %d", seed, t)
                        .containsExactly(expected(mlp, masking, t), id.equals("dip-lora") ? offset(1e-3f) : offset(0f));
            }
        }
    }

    private static float[] expected(PlainMlp mlp, Masking masking, int t) {
        Set<Integer> inputs = all(HIDDEN);
        String id = masking.method().id();
        if (id.startsWith("dip")) {
            inputs = largest(HIDDEN, keep(masking, Hook.INPUT), h -> mlp.input().values()[t * (HIDDEN + 1) + h]);
        } else if (id.startsWith("teal")) {
            inputs = above(HIDDEN, threshold(masking, Hook.INPUT), h -> mlp.input().values()[t * (HIDDEN + 1) + h]);
        }
        boolean adapted = id.equals("dip-lora");
        float[] gate = new float[INTERMEDIATE];
        float[] up = new float[INTERMEDIATE];
        float[] a = new float[INTERMEDIATE];
        for (int i = 0; i < INTERMEDIATE; i++) {
            gate[i] = dot(mlp.gateWeights[i], mlp.input().values(), t * (HIDDEN + 1), inputs);
            up[i] = dot(mlp.upWeights[i], mlp.input().values(), t * (HIDDEN + 1), inputs);
            if (adapted && inputs.size() < HIDDEN) {
                gate[i] += adapter(mlp, Matrix.GATE, i, INTERMEDIATE, mlp.input().values(), t * (HIDDEN + 1), inputs);
                up[i] += adapter(mlp, Matrix.UP, i, INTERMEDIATE, mlp.input().values(), t * (HIDDEN + 1), inputs);
            }
            gate[i] = PlainMlp.silu(gate[i]);
            a[i] = gate[i] * up[i];
        }
        Set<Integer> neurons = switch (id) {
            case "dense" -> all(INTERMEDIATE);
            case "dip", "dip-ca", "dip-lora", "dip-merged", "glu" -> largest(INTERMEDIATE, keep(masking, Hook.DOWN), i -> a[i]);
            case "glu-oracle" -> largest(INTERMEDIATE, keep(masking, Hook.ROWS), i -> a[i]);
            case "gate" -> largest(INTERMEDIATE, keep(masking, Hook.ROWS), i -> gate[i]);
            case "up" -> largest(INTERMEDIATE, keep(masking, Hook.ROWS), i -> up[i]);
            case "teal", "teal-merged" -> above(INTERMEDIATE, threshold(masking, Hook.DOWN), i -> a[i]);
            case "cats" -> above(INTERMEDIATE, threshold(masking, Hook.ROWS), i -> gate[i]);
            case "predictor" -> foretold(mlp, keep(masking, Hook.ROWS), t);
            default -> throw new IllegalArgumentException(id);
        };
        float[] output = new float[HIDDEN];
        for (int h = 0; h < HIDDEN; h++) {
            output[h] = dot(mlp.downWeights[h], a, 0, neurons);
            if (adapted && neurons.size() < INTERMEDIATE) {
                output[h] += adapter(mlp, Matrix.DOWN, h, HIDDEN, a, 0, neurons);
            }
        }
        return output;
    }

    /** The share that the method keeps, as a quantile of the calibration's values. */
    private static double threshold(Masking masking, Hook hook) {
        if (masking.density() == 1) {
            return -1;
        }
        double share = switch (hook) {
            case ROWS -> (3 * masking.density() - 1) / 2;
            case INPUT -> Split.of(masking.density()).input();
            case DOWN -> Split.of(masking.density()).down();
        };
        float[] knots = masking.calibration().orElseThrow().thresholds(masking.method().thresholds().orElseThrow()).orElseThrow().quantiles().get(hook)[0];
        double at = (1 - share) * 2000;
        int below = (int) at;
        return knots[below] + (at - below) * (knots[Math.min(2000, below + 1)] - knots[below]);
    }

    private static Set<Integer> above(int n, double threshold, IntToDoubleFunction value) {
        return IntStream.range(0, n).boxed().filter(i -> Math.abs(value.applyAsDouble(i)) > threshold).collect(Collectors.toSet());
    }

    /** The neurons with the largest logits, which may be negative. */
    private static Set<Integer> foretold(PlainMlp mlp, int k, int t) {
        float[] logits = mlp.predict().values();
        return Arrays.stream(IntStream.range(0, INTERMEDIATE).boxed().toArray(Integer[]::new))
                .sorted(Comparator.comparingDouble((Integer i) -> -logits[mlp.at(t, i)])).limit(k).collect(Collectors.toSet());
    }

    private static float adapter(PlainMlp mlp, Matrix matrix, int row, int rows, float[] x, int at, Set<Integer> columns) {
        Adapters adapters = mlp.calibration.adapters().orElseThrow();
        double sum = 0;
        for (int r = 0; r < adapters.rank(); r++) {
            for (int column : columns) {
                sum += (double) adapters.up().get(matrix)[0][r * rows + row] * adapters.down().get(matrix)[0][column * adapters.rank() + r] * x[at + column];
            }
        }
        return (float) sum;
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
