package org.dipscope.export;

import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Figures;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Pictures read back by an independent reader, and pictures that are not to be trusted. */
class PngTest {
    private static final Settings START = DefaultSettings.embedded();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1,1", "3,2", "17,31", "256,64", "641,7"})
    void anyPicture_isReadBackPixelByPixel(int width, int height) throws IOException {
        Random random = new Random(width);
        for (boolean opaque : new boolean[] {true, false}) {
            for (int kind = 0; kind < 4; kind++) {
                int[] argb = new int[width * height];
                for (int i = 0; i < argb.length; i++) {
                    int x = i % width;
                    int y = i / width;
                    int colour = switch (kind) {
                        case 0 -> random.nextInt();
                        case 1 -> x * 3 << 16 | y * 5 << 8 | x + y;
                        case 2 -> x / 8 % 2 * 0xFFFFFF;
                        default -> y % 3 * 0x112233 + random.nextInt(2);
                    };
                    argb[i] = opaque ? 0xFF000000 | colour : colour & 0xFFFFFF | (i * 7 + 1) << 24;
                }
                BufferedImage read = ImageIO.read(new ByteArrayInputStream(new PngImage(width, height, argb).encode()));
                assertThat(read.getRGB(0, 0, width, height, null, 0, width)).as("kind %d, opaque %s", kind, opaque).isEqualTo(argb);
                assertThat(read.getColorModel().hasAlpha()).isEqualTo(!opaque);
            }
        }
    }

    @Test
    void flatPictures_areSmall() {
        int[] argb = new int[1440 * 900];
        Arrays.fill(argb, 0xFF101317);
        assertThat(new PngImage(1440, 900, argb).encode().length).isLessThan(20_000);
    }

    @Test
    void aPictureOfTooFewPixels_isRefused() {
        assertThatThrownBy(() -> new PngImage(3, 3, new int[8])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PngImage(0, 3, new int[8])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PngImage(1 << 16, 1 << 16, new int[8])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theText_isReadByAnotherReader() throws IOException {
        byte[] png = PngText.put(picture(), "{\"γ\":0.5}");
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(stream);
            IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            NodeList entries = root.getElementsByTagName("iTXtEntry");
            assertThat(entries.getLength()).isEqualTo(1);
            assertThat(((IIOMetadataNode) entries.item(0)).getAttribute("keyword")).isEqualTo("Dipscope");
            assertThat(((IIOMetadataNode) entries.item(0)).getAttribute("text")).isEqualTo("{\"γ\":0.5}");
        } finally {
            reader.dispose();
        }
    }

    @Test
    void aSecondText_replacesTheFirst() {
        byte[] once = PngText.put(picture(), "one");
        byte[] twice = PngText.put(once, "other");
        assertThat(PngText.get(once)).contains("one");
        assertThat(PngText.get(twice)).contains("other");
        assertThat(twice.length).isEqualTo(once.length + 2);
        assertThat(PngText.get(picture())).isEmpty();
    }

    @Test
    void aCompressedText_isReadToo() {
        assertThat(PngText.get(withText(deflated("{\"a\":1}".getBytes(StandardCharsets.UTF_8)), 1))).contains("{\"a\":1}");
    }

    @Test
    void aTextThatUnpacksToFarTooMuch_isRefused() {
        byte[] bomb = deflated(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(100_000);
        assertThatThrownBy(() -> PngText.get(withText(bomb, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 255})
    void aTextPackedInNoKnownWay_isRefused(int flag) {
        assertThatThrownBy(() -> PngText.get(withText("plain".getBytes(StandardCharsets.UTF_8), flag)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("broken");
    }

    @Test
    void aTextThatIsNoUtf8_isRefused() {
        assertThatThrownBy(() -> PngText.get(withText(new byte[] {(byte) 0xC3, 'x'}, 0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoPng_isRefused() {
        assertThatThrownBy(() -> PngText.get(new byte[0])).hasMessageContaining("no PNG");
        assertThatThrownBy(() -> PngText.get("GGUF".getBytes(StandardCharsets.US_ASCII))).hasMessageContaining("no PNG");
        assertThatThrownBy(() -> PngText.get(PngChunks.SIGNATURE)).hasMessageContaining("breaks off at byte 8");
        assertThatThrownBy(() -> PngText.get(PngChunks.write(List.of(new PngChunks.Chunk("IEND", new byte[0]))))).hasMessageContaining("header");
    }

    @Test
    void everyTruncation_isRefused() {
        byte[] png = PngText.put(picture(), "text");
        for (int length = 0; length < png.length; length++) {
            byte[] cut = Arrays.copyOf(png, length);
            assertThatThrownBy(() -> PngText.get(cut)).as("%d bytes", length).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyFlippedBit_isNoticedOrHarmless() {
        byte[] png = PngText.put(picture(), "text");
        for (int bit = 0; bit < 8 * png.length; bit++) {
            byte[] damaged = png.clone();
            damaged[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertThatThrownBy(() -> PngText.get(damaged)).as("bit %d", bit).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aNote_restoresWhatItWasSavedWith() throws IOException {
        Settings other = Setting.GAMMA.put(Setting.DRAM.put(START, "64MiB"), "0.2");
        Figures figures = new Figures(1, 2.5, 3, Double.NaN, 5, 0.6, 0.7, 8, 9);
        PictureNote note = PictureNote.of("SmolLM2", "Why is the sky \"blue\"?", other, figures).comparedWith(START, Figures.NONE);
        Path file = folder.resolve("picture.png");
        AtomicFile.write(file, note.inside(new PngImage(2, 2, new int[] {-1, -1, -1, -1})));
        PictureNote read = PictureNote.read(file, START).orElseThrow();
        assertThat(read.settings()).isEqualTo(other);
        assertThat(read.compared().orElseThrow().settings()).isEqualTo(START);
        assertThat(read.prompt()).isEqualTo("Why is the sky \"blue\"?");
        assertThat(read.model()).isEqualTo("SmolLM2");
        assertThat(read.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(read.json()).isEqualTo(note.json()).contains("\"decode_tokens_per_s\":2.5").contains("\"dense_tokens_per_s\":null").contains("\"dram\":\"64MiB\"");
    }

    @Test
    void aNoteOfTwoQuestions_keepsBoth() {
        PictureNote note = new PictureNote("SmolLM2", "9.9", "Why?", Optional.of("Be brief."), START, Map.of(),
                Optional.of(new PictureNote.Compared("Qwen", "How?", Optional.empty(), START, Map.of())));
        assertThat(PictureNote.parse(note.json(), START)).isEqualTo(note);
        PictureNote same = new PictureNote("SmolLM2", "9.9", "Why?", Optional.of("Be brief."), START, Map.of(),
                Optional.of(new PictureNote.Compared("SmolLM2", "Why?", Optional.of("Be brief."), START, Map.of())));
        assertThat(PictureNote.parse(same.json(), START)).isEqualTo(same);
        assertThat(same.json().split("Why\\?")).as("said once").hasSize(2);
    }

    @Test
    void aForeignPicture_hasNoNote() throws IOException {
        Path file = folder.resolve("foreign.png");
        Files.write(file, picture());
        assertThat(PictureNote.read(file, START)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"settings\":7}", "{\"settings\":{\"density\":2},\"figures\":{}}", "{\"settings\":{\"x\":2},\"figures\":{}}",
            "{\"settings\":{}}", "{\"settings\":{},\"figures\":{},\"compared\":null}", "{\"settings\":{},\"settings\":{},\"figures\":{}}"})
    void aBrokenNote_isRefusedWithOneSentence(String json) {
        assertThatThrownBy(() -> PictureNote.parse(json, START)).isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    private static byte[] picture() {
        return new PngImage(2, 1, new int[] {0xFF123456, 0x80FFFFFF}).encode();
    }

    private static byte[] withText(byte[] text, int flag) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes("Dipscope\0".getBytes(StandardCharsets.ISO_8859_1));
        content.write(flag);
        content.writeBytes(new byte[3]);
        content.writeBytes(text);
        List<PngChunks.Chunk> chunks = new ArrayList<>(PngChunks.read(picture()));
        chunks.add(1, new PngChunks.Chunk("iTXt", content.toByteArray()));
        return PngChunks.write(chunks);
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(bytes);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[65536];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }
}
