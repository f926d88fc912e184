package org.dipscope.model;

import org.dipscope.TinyModel;
import org.dipscope.gguf.GgufBuilder;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.TensorType;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What cannot be run is refused by one sentence, and neither a refusal nor a closed model keeps memory. */
class LoaderRefusalTest {
    @TempDir
    private Path folder;

    @Test
    void anArchitectureThatIsNotRun() throws IOException {
        refused(tiny().architecture("mamba"), "\"mamba\"", "qwen3", "gemma3");
    }

    @Test
    void aMixtureOfExperts() throws IOException {
        refused(tiny().with(file -> file.uint32("llama.expert_count", 8)), "8 experts", "qwen3", "gemma3");
    }

    @Test
    void anEncoderUnderADecodersName() throws IOException {
        refused(tiny().with(file -> file.flag("llama.attention.causal", false)), "encoder", "qwen3", "gemma3");
    }

    @Test
    void aMissingTensor() throws IOException {
        refused(tiny().without("blk.1.ffn_up.weight"), "blk.1.ffn_up.weight");
        refused(tiny().without("output_norm.weight"), "output_norm.weight");
    }

    @Test
    void aTensorOfAnotherShape() throws IOException {
        refused(tiny().reshaped("blk.0.ffn_gate.weight", 96, 64), "blk.0.ffn_gate.weight", "[96, 64]", "[64, 96]");
        refused(tiny().reshaped("blk.0.attn_norm.weight", 32, 2), "blk.0.attn_norm.weight");
    }

    @Test
    void aNormOfAQuantisedType() throws IOException {
        refused(tiny().without("blk.0.ffn_norm.weight").with(file -> file.tensor("blk.0.ffn_norm.weight", TensorType.Q8_0, new byte[68], 64)),
                "blk.0.ffn_norm.weight", "Q8_0");
    }

    @Test
    void aScaleThatIsNoNumber() throws IOException {
        for (String tensor : new String[]{"blk.1.ffn_down.weight", "blk.0.attn_k.weight", "token_embd.weight"}) {
            refused(TinyModel.of(TensorType.Q4_0).broken(tensor, bytes -> {
                bytes[18] = 0;
                bytes[19] = 0x7C;
            }), tensor.replaceFirst("^blk\\.\\d\\.(attn_k).*", "$1"));
        }
    }

    @Test
    void aTensorThatThePassWouldLeaveOut() throws IOException {
        for (String tensor : new String[]{"blk.0.attn_q_norm.weight", "blk.1.ffn_down.bias", "blk.0.post_ffw_norm.weight", "output.bias", "blk.2.attn_norm.weight"}) {
            refused(tiny().vector(tensor, 64), tensor);
        }
    }

    @Test
    void numbersThatDoNotFitTogether() throws IOException {
        refused(new TinyModel(TensorType.F32, 1, 64, 96, 4, 3), "3 key heads");
        refused(tiny().context(0), "llama.context_length");
        refused(tiny().with(file -> file.string("llama.rope.scaling.type", "dynamic")), "dynamic");
        refused(tiny().with(file -> file.string("llama.rope.scaling.type", "linear").float32("llama.rope.scaling.factor", -1f)), "rope.scaling.factor");
        refused(tiny().with(file -> file.float32("llama.rope.freq_base", Float.NaN)), "rope.freq_base");
    }

    @Test
    void headsThatNoTensorCouldHold() throws IOException {
        refused(tiny().with(file -> file.uint32("llama.rope.dimension_count", 0)), "rope.dimension_count", "2 to 16");
        refused(tiny().with(file -> file.uint32("llama.rope.dimension_count", 7)), "pairs");
        refused(tiny().with(file -> file.uint32("llama.rope.dimension_count", 18)), "rope.dimension_count", "2 to 16");
        refused(tiny().with(file -> file.uint32("llama.attention.key_length", 1 << 20)), "4 heads", "1048576");
        refused(tiny().with(file -> file.uint32("llama.attention.key_length", 32)), "blk.0.attn_q.weight", "[64, 128]");
        refused(tiny().with(file -> file.uint32("llama.attention.value_length", 8)), "values of 8");
        refused(tiny().with(file -> file.float32("llama.rope.freq_base", 1)), "rope.freq_base");
        refused(tiny().vector("rope_freqs.weight", 7), "rope_freqs.weight", "[7]", "[8]");
        refused(tiny().vector("rope_freqs.weight", 8).broken("rope_freqs.weight", bytes -> Arrays.fill(bytes, 4, 8, (byte) 0)), "rope_freqs.weight", "0.0");
        refused(tiny().broken("blk.1.attn_norm.weight", bytes -> Arrays.fill(bytes, 0, 4, (byte) 0xFF)), "blk.1.attn_norm.weight", "NaN");
    }

    @Test
    void layersThatAreNotThoseOfTheMetadata() throws IOException {
        refused(tiny().without("blk.1.ffn_norm.weight"), "blk.1.ffn_norm.weight");
        refused(tiny().vector("blk.7.attn_norm.weight", 64), "blk.7.attn_norm.weight", "2 layers");
        refused(tiny().with(file -> file.int32s("llama.attention.sliding_window_pattern", 1)), "sliding_window_pattern", "1 elements", "2 layers");
        refused(tiny().with(file -> file.uint32("llama.attention.sliding_window", -1)), "sliding_window", "4294967295");
    }

    @Test
    void anMlpWithoutAGate() throws IOException {
        refused(tiny().without("blk.0.ffn_gate.weight").without("blk.1.ffn_gate.weight"), "no gate", "qwen3", "gemma3");
        // A file that has lost one is no model without.
        refused(tiny().without("blk.1.ffn_gate.weight"), "lacks the tensor \"blk.1.ffn_gate.weight\"");
    }

    @Test
    void aModelThatIsNotRunIsRefusedForWhatItIsAndNotForItsTokenizer() throws IOException {
        Path file = Files.write(folder.resolve("encoder.gguf"),
                new GgufBuilder().string("general.architecture", "bert").string("tokenizer.ggml.model", "bert").build());
        assertThatExceptionOfType(GgufException.class).isThrownBy(() -> LoadedModel.open(file, 2, Progress.SILENT))
                .withMessageContaining("architecture is \"bert\"").withMessageContaining("gemma3");
    }

    @Test
    void anEmbeddingSmallerThanTheTokenizer() throws IOException {
        refused(tiny().without("token_embd.weight").matrix("token_embd.weight", TensorType.F32, 300, 64), "320", "300");
    }

    @Test
    void cancellingEndsTheLoadBetweenTwoLayers() throws IOException {
        Path file = new TinyModel(TensorType.F32, 8, 64, 96, 4, 2).write(folder.resolve("tiny.gguf"));
        class Impatient implements Progress {
            private double reached;

            @Override
            public void report(double share, String what) {
                reached = share;
            }

            @Override
            public boolean cancelled() {
                return reached > 0.3;
            }
        }
        Impatient impatient = new Impatient();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> LoadedModel.open(file, 2, impatient));
        assertThat(impatient.reached).isBetween(0.3, 0.5);
    }

    @Test
    void loadingAgainAndAgainKeepsNoMemory() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "no resident memory to read on this system");
        // Some 27 MB of packed weights: twenty leaked copies would be half a gigabyte.
        Path file = new TinyModel(TensorType.F32, 6, 256, 1024, 4, 2).write(folder.resolve("larger.gguf"));
        Progress cancelledLate = new Progress() {
            private double reached;

            @Override
            public void report(double share, String what) {
                reached = share;
            }

            @Override
            public boolean cancelled() {
                return reached > 0.7;
            }
        };
        LoadedModel.open(file, 2, Progress.SILENT).close();
        long before = residentKilobytes();
        int threads = Thread.activeCount();

        for (int i = 0; i < 20; i++) {
            LoadedModel.open(file, 2, Progress.SILENT).close();
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> LoadedModel.open(file, 2, cancelledLate));
        }

        assertThat(residentKilobytes() - before).isLessThan(200_000);
        assertThat(Thread.activeCount() - threads).isLessThan(20);
    }

    private static TinyModel tiny() {
        return TinyModel.of(TensorType.F32);
    }

    private void refused(TinyModel model, String... words) throws IOException {
        Path file = model.write(folder.resolve("tiny.gguf"));
        assertThatExceptionOfType(GgufException.class).isThrownBy(() -> LoadedModel.open(file, 2, Progress.SILENT))
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words).endsWith(".").doesNotContain("\n"));
    }

    private static long residentKilobytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:")).map(line -> line.replaceAll("\\D", "")).mapToLong(Long::parseLong).findFirst().orElseThrow();
        }
    }
}
