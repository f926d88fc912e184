package org.dipscope.memory;

import org.dipscope.mask.Footprint;
import org.dipscope.mask.Hook;
import org.dipscope.mask.Selection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TraceFileTest {
    private static final Map<String, Object> SETTINGS = Map.of("density", 0.5, "warm-up", false, "policy", "lfu");

    @TempDir
    private Path folder;

    @Test
    void whatWasRecordedIsReadBack() throws IOException {
        MaskTrace golden = Goldens.trace();
        RecordedTrace read = read(write(golden, golden));

        assertThat(read.header()).isEqualTo(header(golden));
        assertThat(read.sequences()).containsExactly(golden, golden);
        assertThat(read.tokens()).isEqualTo(2 * golden.tokens());
    }

    @Test
    void theSameMasksGiveTheSameBytes() throws IOException {
        MaskTrace golden = Goldens.trace();
        assertThat(write(golden)).isEqualTo(write(golden));
        assertThat(write(golden).length).as("masks as bits, a kind and a checksum a token").isBetween(24 * 30 * (72 + 192), 24 * 30 * (72 + 192) + 1000);
    }

    @Test
    void aBatchThatGoesLayerByLayerGivesTheSameFile() throws IOException {
        MaskTrace golden = Goldens.trace();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TraceWriter writer = new TraceWriter(Channels.newChannel(bytes), header(golden));
        writer.sequence(golden.promptLength(), golden.totalLength());
        RecordedResidency residency = new RecordedResidency(Residency.NOTHING, writer);
        for (int from = 0; from < golden.tokens(); from += 10) {
            int count = Math.min(10, golden.tokens() - from);
            for (int layer = 0; layer < golden.bytes().layers(); layer++) {
                for (int token = from; token < from + count; token++) {
                    for (Footprint.Use use : golden.footprint().hooks()) {
                        residency.use(use.hook().index(layer), selection(golden, use.hook(), layer, token));
                    }
                }
            }
            residency.endTokens(count);
        }
        writer.finish();
        assertThat(bytes.toByteArray()).isEqualTo(write(golden));
    }

    @Test
    void aSequenceWithoutMaskedTokensLeavesNothing() throws IOException {
        MaskTrace golden = Goldens.trace();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TraceWriter writer = new TraceWriter(Channels.newChannel(bytes), header(golden));
        writer.sequence(3, 9);
        new RecordedResidency(Residency.NOTHING, writer).endTokens(5);
        writer.finish();
        assertThatThrownBy(() -> read(bytes.toByteArray())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no token with masks");
    }

    @Test
    void everyShorterFileIsRefused() throws IOException {
        byte[] whole = write(small());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cut short");
        }
    }

    @Test
    void everyChangedBitIsNoticed() throws IOException {
        byte[] whole = write(small());
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] changed = whole.clone();
            changed[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertThatThrownBy(() -> read(changed)).as("bit %d", bit).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatFollowsTheEndIsRefused() throws IOException {
        byte[] whole = write(small());
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("follow its end");
    }

    @Test
    void aHeaderThatPromisesMoreThanTheFileHasTakesNoMemoryForIt() {
        String words = """
                {"model":"m","method":"dip","origin":"o","layers":4096,"hidden":1048576,"intermediate":1048576,
                 "model_bytes":{"attention":1,"lm_head":1,"kv_per_token":1,"gate":1,"up":1,"down":1},
                 "hooks":[{"hook":"input","matrices":["gate","up"]},{"hook":"down","matrices":["down"]}],"whole":[],"settings":{}}""";
        byte[] sequence = {TraceFormat.SEQUENCE, 0, 0, 0, 0, 9, 0, 0, 0};
        assertThatThrownBy(() -> read(file(words, checked(sequence), new byte[] {TraceFormat.TOKEN, 1, 2, 3})))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cut short");
    }

    /** Each would take thousands of lists for its 13 bytes. */
    @Test
    void sequencesWithoutTokensAreRefused() {
        String words = """
                {"model":"m","method":"dip","origin":"o","layers":4096,"hidden":8,"intermediate":8,
                 "model_bytes":{"attention":1,"lm_head":1,"kv_per_token":1,"gate":1,"up":1,"down":1},
                 "hooks":[{"hook":"down","matrices":["down"]}],"whole":[],"settings":{}}""";
        byte[] sequence = checked(new byte[] {TraceFormat.SEQUENCE, 0, 0, 0, 0, 9, 0, 0, 0});
        assertThatThrownBy(() -> read(file(words, sequence, sequence))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 tokens");
    }

    @Test
    void headersThatMakeNoSenseAreRefusedInOneSentence() {
        String good = """
                {"model":"m","method":"dip","origin":"o","layers":1,"hidden":8,"intermediate":8,
                 "model_bytes":{"attention":1,"lm_head":1,"kv_per_token":1,"gate":1,"up":1,"down":1},
                 "hooks":[{"hook":"down","matrices":["down"]}],"whole":["gate"],"settings":{}}""";
        for (String broken : List.of("[]", "{}", "{", "7", good.replace("\"hidden\":8", "\"hidden\":0"), good.replace("[\"down\"]", "[]"),
                good.replace("[\"down\"]", "[\"left\"]"), good.replace("[\"down\"]", "[\"" + "9".repeat(5000) + "\"]"),
                good.replace("\"hook\":\"down\"", "\"hook\":\"" + "9".repeat(5000) + "\""), good.replace("\"hook\":\"down\"", "\"hook\":\"up\""), good.replace("\"hooks\"", "\"others\""),
                good.replace("\"gate\":1", "\"gate\":-1"), good.replace("\"layers\":1", "\"layers\":100000"))) {
            assertThatThrownBy(() -> read(file(broken))).as(broken).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("x.trace").message().doesNotContain("\n").hasSizeLessThan(600);
        }
    }

    @Test
    void aMaskBeyondItsColumnsIsRefused() {
        String words = """
                {"model":"m","method":"glu","origin":"o","layers":1,"hidden":8,"intermediate":6,
                 "model_bytes":{"attention":1,"lm_head":1,"kv_per_token":1,"gate":1,"up":1,"down":1},
                 "hooks":[{"hook":"down","matrices":["down"]}],"whole":["gate"],"settings":{}}""";
        byte[] sequence = checked(new byte[] {TraceFormat.SEQUENCE, 0, 0, 0, 0, 9, 0, 0, 0});
        byte[] token = checked(new byte[] {TraceFormat.TOKEN, (byte) 0xC1});
        assertThatThrownBy(() -> read(file(words, sequence, token))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("beyond its 6");
    }

    @Test
    void randomBytesNeverCrashTheReader() {
        Random random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertThatThrownBy(() -> read(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theDenseModelHasNothingToRecord() throws IOException {
        TraceHeader dense = header(Goldens.trace().dense());
        assertThatThrownBy(() -> new TraceWriter(Channels.newChannel(new ByteArrayOutputStream()), dense)).isInstanceOf(IllegalArgumentException.class);
    }

    private static MaskTrace small() {
        ModelBytes bytes = new ModelBytes(1, 1, 1, 1, 1, 1, 2, 5, 9);
        Random random = new Random(1);
        Map<Hook, List<List<org.dipscope.mask.Mask>>> masks = Map.of(Hook.INPUT, layers(random, 5), Hook.DOWN, layers(random, 9));
        return new MaskTrace(bytes, "dip", Goldens.DIP, 1, 4, 3, masks);
    }

    private static List<List<org.dipscope.mask.Mask>> layers(Random random, int columns) {
        return java.util.stream.IntStream.range(0, 2).mapToObj(layer -> Traces.random(random, columns, 3).stream()
                .map(mask -> Traces.mask(columns, mask)).toList()).toList();
    }

    private static TraceHeader header(MaskTrace trace) {
        return new TraceHeader("sample", trace.bytes(), trace.method(), trace.footprint(), SETTINGS, "a test");
    }

    private static byte[] write(MaskTrace... sequences) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TraceWriter writer = new TraceWriter(Channels.newChannel(bytes), header(sequences[0]));
        for (MaskTrace trace : sequences) {
            writer.sequence(trace.promptLength(), trace.totalLength());
            for (int token = 0; token < trace.tokens(); token++) {
                for (Footprint.Use use : trace.footprint().hooks()) {
                    for (int layer = 0; layer < trace.bytes().layers(); layer++) {
                        writer.mask(0, use.hook().index(layer), selection(trace, use.hook(), layer, token));
                    }
                }
                writer.ended(1);
            }
        }
        writer.finish();
        return bytes.toByteArray();
    }

    private static Selection selection(MaskTrace trace, Hook hook, int layer, int token) {
        Selection selection = new Selection(trace.bytes().columns(hook));
        selection.set(trace.masks(hook, layer).get(token));
        return selection;
    }

    private RecordedTrace read(byte[] bytes) throws IOException {
        return new TraceReader().read(Files.write(folder.resolve("x.trace"), bytes));
    }

    private static byte[] checked(byte[] record) {
        CRC32C checksum = new CRC32C();
        checksum.update(record);
        return ByteBuffer.allocate(record.length + 4).order(ByteOrder.LITTLE_ENDIAN).put(record).putInt((int) checksum.getValue()).array();
    }

    private static byte[] file(String header, byte[]... records) {
        byte[] words = header.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        CRC32C checksum = new CRC32C();
        checksum.update(words);
        ByteBuffer file = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(TraceFormat.MAGIC).putInt(TraceFormat.VERSION).putInt(words.length).putInt((int) checksum.getValue()).put(words);
        for (byte[] record : records) {
            file.put(record);
        }
        return Arrays.copyOf(file.array(), file.position());
    }
}
