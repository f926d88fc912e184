package org.dipscope.model;

import org.dipscope.TinyModel;
import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.TensorType;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        refused(tiny().with(file -> file.string("llama.rope.scaling.type", "yarn")), "rope.scaling.factor");
        refused(tiny().with(file -> file.string("llama.rope.scaling.type", "linear").float32("llama.rope.scaling.factor", 0f)), "rope.scaling.factor");
        refused(tiny().with(file -> file.float32("llama.rope.freq_base", Float.NaN)), "rope.freq_base");
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
