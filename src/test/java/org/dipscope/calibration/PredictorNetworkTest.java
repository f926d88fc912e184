package org.dipscope.calibration;

import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PredictorNetworkTest {

    @Test
    void theLossIsTheBernoulliLogLikelihoodSummedOverNeurons() {
        float[] logits = {0, 2, -1, 0};
        boolean[][] labels = {{true, false}, {false, false}};
        double expected = (Math.log(2) + Math.log(1 + Math.exp(2)) + Math.log(1 + Math.exp(-1)) + Math.log(2)) / 2;
        assertThat(PredictorNetwork.loss(logits, labels, 0, 2)).isCloseTo(expected, within(1e-12));
    }

    /** A rule that a line tells is learnt; the share of labels alone, which training begins with, is not enough. */
    @Test
    void trainingLearnsARule() {
        Random random = new Random(1);
        float[] x = new float[256 * 6];
        boolean[][] labels = new boolean[256][4];
        for (int t = 0; t < 256; t++) {
            for (int i = 0; i < 6; i++) {
                x[t * 6 + i] = (float) random.nextGaussian();
            }
            for (int n = 0; n < 4; n++) {
                labels[t][n] = x[t * 6 + n] + x[t * 6 + 5] > 0;
            }
        }
        PredictorNetwork network = new PredictorNetwork(6, 16, 4, 1, 0.5, 3);
        double before = PredictorNetwork.loss(network.logits(x, 256), labels, 0, 256);
        for (int step = 0; step < 400; step++) {
            network.step(x, labels);
        }
        assertThat(PredictorNetwork.loss(network.logits(x, 256), labels, 0, 256)).isLessThan(0.25 * before).isLessThan(4 * Math.log(2) / 4);
    }
}
