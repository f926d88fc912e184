package org.dipscope.model;

import org.dipscope.TinyModel;
import org.dipscope.gguf.GgufBuilder;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.TensorType;
import org.dipscope.kernel.Rotary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Heads of 16 floats whose pairs turn, unstretched, by 10,000^(−i/8) radians a position. */
class RotaryShapeTest {
    @TempDir
    private Path folder;

    @Test
    void plainPositions() throws IOException {
        check(rotary(file -> { }), 1, 1, 1, 1, 1, 1, 1, 1);
    }

    @Test
    void linearStretchingIsTheSameForAllPairs() throws IOException {
        check(rotary(file -> file.string("llama.rope.scaling.type", "linear").float32("llama.rope.scaling.factor", 4)), 4, 4, 4, 4, 4, 4, 4, 4);
        check(rotary(file -> file.float32("llama.rope.scale_linear", 4)), 4, 4, 4, 4, 4, 4, 4, 4);
        check(rotary(file -> file.string("llama.rope.scaling.type", "none").float32("llama.rope.scaling.factor", 4)), 1, 1, 1, 1, 1, 1, 1, 1);
    }

    /** llama.cpp reads both so. */
    @Test
    void aFactorOfZeroOrNoneAtAllStretchesNothing() throws IOException {
        check(rotary(file -> file.string("llama.rope.scaling.type", "linear").float32("llama.rope.scaling.factor", 0)), 1, 1, 1, 1, 1, 1, 1, 1);
        check(rotary(file -> file.float32("llama.rope.scale_linear", 0)), 1, 1, 1, 1, 1, 1, 1, 1);
        Rotary yarn = rotary(file -> file.string("llama.rope.scaling.type", "yarn").uint32("llama.rope.scaling.original_context_length", 64));
        check(yarn, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(yarn.magnitude()).isEqualTo(1);
    }

    /**
     * By hand: within 4,096 positions pair i turns 4096/(2π·10000^(i/8)) times; 32 times at i = 2.617 → from pair 2 on, once at 5.627 → whole from
     * pair 6 on; between them a quarter, a half, three quarters of the way from 1 to 1/4.
     */
    @Test
    void yarnLeavesFastPairsStretchesSlowOnesAndRampsBetween() throws IOException {
        Rotary rotary = rotary(file -> file.string("llama.rope.scaling.type", "yarn").float32("llama.rope.scaling.factor", 4)
                .uint32("llama.rope.scaling.original_context_length", 4096));

        check(rotary, 1, 1, 1, 1 / 0.8125, 1 / 0.625, 1 / 0.4375, 4, 4);
        assertThat(rotary.magnitude()).isCloseTo(1 + 0.1 * Math.log(4), within(1e-12));
    }

    @Test
    void yarnsRampAndMagnitudeFollowTheMetadata() throws IOException {
        // 8 turns at i = 3.823, a half at i = 6.230.
        Rotary rotary = rotary(file -> file.string("llama.rope.scaling.type", "yarn").float32("llama.rope.scaling.factor", 4)
                .uint32("llama.rope.scaling.original_context_length", 4096).float32("llama.rope.scaling.yarn_beta_fast", 8)
                .float32("llama.rope.scaling.yarn_beta_slow", 0.5f).float32("llama.rope.scaling.yarn_log_multiplier", 1)
                .float32("llama.rope.scaling.attn_factor", 1.5f));

        check(rotary, 1, 1, 1, 1, 1 / 0.8125, 1 / 0.625, 1 / 0.4375, 4);
        assertThat(rotary.magnitude()).isCloseTo(1.5, within(1e-12));
    }

    /** Gemma 3 stretches its layers without a window alone, even where all have one base; Gemma 2 knows no such difference. */
    @Test
    void layersWithAWindowAreStretchedWhereTheArchitectureSaysSo() throws IOException {
        check(local("gemma3"), 1, 1, 1, 1, 1, 1, 1, 1);
        check(local("gemma2"), 4, 4, 4, 4, 4, 4, 4, 4);
        assertThat(local("gemma3").magnitude()).isEqualTo(1.5);
    }

    private Rotary local(String architecture) throws IOException {
        Path path = TinyModel.of(TensorType.F32).architecture(architecture).with(file -> file.string(architecture + ".rope.scaling.type", "linear")
                .float32(architecture + ".rope.scaling.factor", 4).float32(architecture + ".rope.scaling.attn_factor", 1.5f)).write(folder.resolve("tiny.gguf"));
        try (GgufFile file = GgufFile.open(path)) {
            return Hyperparameters.of(file).rotary().local();
        }
    }

    private Rotary rotary(Consumer<GgufBuilder> keys) throws IOException {
        Path path = TinyModel.of(TensorType.F32).with(keys).write(folder.resolve("tiny.gguf"));
        try (GgufFile file = GgufFile.open(path)) {
            return Hyperparameters.of(file).rotary().global(new float[0]);
        }
    }

    private static void check(Rotary rotary, double... divisors) {
        for (int i = 0; i < divisors.length; i++) {
            assertThat(rotary.frequencies()[i] * divisors[i]).as("pair %d", i).isCloseTo(Math.pow(10_000, -i / 8.0), within(1e-6 * Math.pow(10_000, -i / 8.0)));
        }
    }
}
