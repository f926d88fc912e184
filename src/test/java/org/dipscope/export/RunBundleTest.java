package org.dipscope.export;

import org.dipscope.mask.Hook;
import org.dipscope.session.Candidate;
import org.dipscope.session.HookFrame;
import org.dipscope.session.Failure;
import org.dipscope.session.Outlook;
import org.dipscope.session.Phase;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Progress;
import org.dipscope.session.Run;
import org.dipscope.session.Shadow;
import org.dipscope.session.Snapshot;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class RunBundleTest {
    private static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");

    private final Runs runs = new Runs();
    private final PinnedRun first = new PinnedRun("a-1", "plain DIP", "the hot set moves", MORNING, runs.snapshot(7, runs.tokens(45), Phase.FINISHED));
    private final PinnedRun second = new PinnedRun("b-2", "", "", MORNING.plusSeconds(60), runs.snapshot(8, runs.tokens(5, 3), Phase.DECODE));
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("two.dipruns");
        RunBundle.write(file, List.of(first, second));
    }

    @Test
    void whatIsReadIsWhatWasWrittenDownToEveryMask() throws IOException {
        List<PinnedRun> read = RunBundle.read(file);

        assertThat(read).hasSize(2);
        assertThat(read.getFirst()).isEqualTo(first);
        assertThat(read.getFirst().snapshot().tokens().getLast().settings()).isNotEqualTo(read.getFirst().snapshot().tokens().getFirst().settings());
        assertThat(read.getLast().snapshot().tokens()).isEqualTo(second.snapshot().tokens());
    }

    @Test
    void whatElseCouldHaveComeAndTheDenseModelsSayComeBackToo() throws IOException {
        Outlook pruned = new Outlook(0.5, 1.25, List.of(new Candidate(7, " sky", 0.5), new Candidate(9, "\u00e9\n", 0.25)));
        Outlook dense = new Outlook(0.125, 2.5, List.of(new Candidate(9, "\u00e9\n", 0.5)));
        List<TokenFrame> tokens = new ArrayList<>(first.snapshot().tokens());
        tokens.set(3, with(tokens.get(3), Optional.of(pruned), Optional.of(new Shadow(dense, 0.75, false, 0.011))));
        tokens.set(4, with(tokens.get(4), Optional.of(pruned), Optional.empty()));
        Snapshot was = first.snapshot();
        Run run = new Run(7, was.run().model(), "Why?", List.of(), 42, was.run().started(), Optional.of("Be brief."), Optional.of(new Run.Branch(6, 3)));
        PinnedRun shadowed = first.at(new Snapshot(run, was.phase(), tokens, was.settings(), was.allocation(), was.figures(), was.failure()));
        RunBundle.write(file, List.of(shadowed));

        PinnedRun read = RunBundle.read(file).getFirst();

        assertThat(read).isEqualTo(shadowed);
        assertThat(read.snapshot().agreement().parted()).isEqualTo(3);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatIOException().isThrownBy(() -> RunBundle.read(file)).withMessageEndingWith(".");
        }
    }

    @Test
    void whyARunFailedComesBackWithItsDetails() throws IOException {
        Snapshot was = first.snapshot();
        Failure why = new Failure("template-failed", List.of("3", "filter", "shout"), "The model's chat template failed at line 3; use raw prompts.");
        PinnedRun failed = first.at(new Snapshot(was.run(), Phase.FAILED, was.tokens(), was.settings(), was.allocation(), was.figures(), Optional.of(why)));
        RunBundle.write(file, List.of(failed));

        assertThat(RunBundle.read(file).getFirst().snapshot().failure()).contains(why);
    }

    private static TokenFrame with(TokenFrame token, Optional<Outlook> outlook, Optional<Shadow> shadow) {
        return new TokenFrame(token.index(), token.id(), token.text(), token.settings(), token.pass(), outlook, shadow);
    }

    @Test
    void aRunThatWasKeptWhileItRanIsStoppedAfterwards() throws IOException {
        assertThat(RunBundle.read(file).getLast().snapshot().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void whatATokenFoundInDramIsTheVeryMaskThatTheOneBeforeLeft() throws IOException {
        Snapshot read = RunBundle.read(file).getFirst().snapshot();
        HookFrame third = read.tokens().get(3).pass().orElseThrow().frame(Hook.DOWN, 11).orElseThrow();
        HookFrame fourth = read.tokens().get(4).pass().orElseThrow().frame(Hook.DOWN, 11).orElseThrow();

        assertThat(fourth.before()).isSameAs(third.after());
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefusedInOneSentence() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatIOException().as("%d of %d bytes", length, whole.length).isThrownBy(() -> RunBundle.read(file)).withMessageEndingWith(".");
        }
    }

    @Test
    void aBitThatFellOverIsFoundAndNothingElseIsThrown() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] broken = whole.clone();
            // The second half of the tries meets the manifest and the directory, which stand at the end.
            int at = i < 150 ? random.nextInt(broken.length) : broken.length - 1 - random.nextInt(12_000);
            broken[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, broken);
            try {
                RunBundle.read(file);
            } catch (IOException e) {
                refused++;
                assertThat(e.getMessage()).endsWith(".");
            }
        }
        assertThat(refused).isGreaterThan(150);
    }

    @Test
    void aTokenWithItsBitsBrokenInsideARightChecksumIsStillRefused() throws IOException {
        RunTables tables = new RunTables();
        var bytes = new java.io.ByteArrayOutputStream();
        TokenBytes.write(first.snapshot().tokens(), tables, new TokenCount(1, Progress.SILENT), bytes);
        byte[] whole = bytes.toByteArray();
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            byte[] broken = whole.clone();
            broken[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            try {
                TokenBytes.read(broken, tables, Runs.LAYERS, Runs.HIDDEN, Runs.INTERMEDIATE, Progress.SILENT);
            } catch (IllegalArgumentException | IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
                // What RunBundle turns into a sentence.
            }
        }
        assertThat(TokenBytes.read(whole, tables, Runs.LAYERS, Runs.HIDDEN, Runs.INTERMEDIATE, Progress.SILENT)).isEqualTo(first.snapshot().tokens());
    }

    @Test
    void packedEntriesAndOtherFilesAndNewerFormatsAreRefused() throws IOException {
        zip(ZipEntry.DEFLATED, "{\"format\":\"dipscope-runs\",\"version\":1,\"runs\":[]}");
        assertThatIOException().isThrownBy(() -> RunBundle.read(file)).withMessageContaining("packed");
        zip(ZipEntry.STORED, "{\"format\":\"another\"}");
        assertThatIOException().isThrownBy(() -> RunBundle.read(file)).withMessageContaining("another program's");
        zip(ZipEntry.STORED, "{\"format\":\"dipscope-runs\",\"version\":3,\"runs\":[]}");
        assertThatIOException().isThrownBy(() -> RunBundle.read(file)).withMessageContaining("newer Dipscope");
        Files.writeString(file, "Dear reader, this is no archive.");
        assertThatIOException().isThrownBy(() -> RunBundle.read(file)).withMessageEndingWith("get the file again.");
    }

    @Test
    void wordsThatNobodyKnowsAreNotToldAsJavasConstants() throws IOException {
        String manifest;
        byte[] tokens;
        try (var bundle = new java.util.zip.ZipFile(file.toFile())) {
            manifest = new String(bundle.getInputStream(bundle.getEntry("manifest.json")).readAllBytes(), StandardCharsets.UTF_8);
            tokens = bundle.getInputStream(bundle.getEntry("0.bin")).readAllBytes();
        }
        assertThat(tokens).isNotEmpty();
        for (String word : List.of("\"FINISHED\"", "\"INPUT\"", "\"DOWN\"")) {
            assertThat(manifest).contains(word);
            Path other = folder.resolve("other.dipruns");
            try (OutputStream out = Files.newOutputStream(other); ZipOutputStream zip = new ZipOutputStream(out)) {
                store(zip, "manifest.json", manifest.replace(word, "\"" + "Z".repeat(5000) + "\"").getBytes(StandardCharsets.UTF_8));
                store(zip, "0.bin", tokens);
            }
            assertThatIOException().isThrownBy(() -> RunBundle.read(other)).withMessageContaining("a word that this program does not know");
        }
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private void zip(int method, String manifest) throws IOException {
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("manifest.json");
            entry.setMethod(method);
            if (method == ZipEntry.STORED) {
                java.util.zip.CRC32 crc = new java.util.zip.CRC32();
                crc.update(bytes);
                entry.setSize(bytes.length);
                entry.setCrc(crc.getValue());
            }
            zip.putNextEntry(entry);
            zip.write(bytes);
            zip.closeEntry();
        }
    }

    @Test
    void anArchiveFindsItsRunsAgainInTheirOrderAndSaysWhatItCannotRead() throws IOException {
        RunArchive archive = new RunArchive(folder.resolve("runs"));
        archive.save(second);
        archive.save(first);
        archive.save(first.named("renamed"));
        Files.writeString(folder.resolve("runs").resolve("broken.dipruns"), "half");

        RunArchive.Found found = archive.load();

        assertThat(found.runs()).extracting(PinnedRun::name).containsExactly("renamed", "");
        assertThat(found.refusals()).singleElement().asString().contains("broken.dipruns");
        archive.delete(first.id());
        assertThat(archive.load().runs()).extracting(PinnedRun::id).containsExactly("b-2");
    }

    @Test
    void anArchiveThatIsNotThereIsEmpty() {
        assertThat(new RunArchive(folder.resolve("none")).load()).isEqualTo(new RunArchive.Found(List.of(), List.of()));
    }

    @Test
    void anOpenedRunTakesAtMostThirtyKilobytesATokenWithTheDenseModelsSay() throws IOException {
        int tokens = 2000;
        RunBundle.write(file, List.of(new PinnedRun("long", "", "", MORNING, runs.snapshot(1, Runs.withDense(runs.tokens(tokens), _ -> 0.1), Phase.FINISHED))));
        long before = used();
        PinnedRun read = RunBundle.read(file).getFirst();
        double each = (double) (used() - before) / tokens;
        assertThat(read.snapshot().tokens()).hasSize(tokens);
        // Two bit sets a hook and layer are 15.8 kB; 10,000 tokens at 30 kB are the 300 MB that a history may take.
        assertThat(each).isBetween(15_000.0, 30_000.0);
    }

    /** Bytes of the heap that something holds on to. */
    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
