package org.dipscope.ui.text;

import org.dipscope.gguf.GgufException;
import org.dipscope.gguf.GgufFile;
import org.dipscope.gguf.Trouble;
import org.dipscope.session.RefusedModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RefusalTest {
    private static final Words ENGLISH = Words.english();
    private static final Words GERMAN = Words.of(Locale.GERMAN);

    @TempDir
    private Path folder;

    private static RefusedModelException refused(Path file) {
        return new RefusedModelException(catchThrowableOfType(GgufException.class, () -> GgufFile.open(file).close()));
    }

    @Test
    void aFileThatIsNoModelIsRefusedInBothLanguages() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.gguf"), "These are notes.");

        assertThat(Refusal.opening(ENGLISH, notes, refused(notes))).isEqualTo("notes.gguf is no GGUF file; choose a model in the GGUF format.");
        assertThat(Refusal.opening(GERMAN, notes, refused(notes))).isEqualTo("notes.gguf ist keine GGUF-Datei; bitte ein Modell im GGUF-Format wählen.");
    }

    @Test
    void aBrokenDownloadIsRefusedWithWhatItsReaderSaysExactly() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of("sample-models", "SmolLM2-135M-Instruct.Q4_1.gguf"));
        for (int length : new int[] {0, 3000, 5_000_000}) {
            Path part = Files.write(folder.resolve("part.gguf"), Arrays.copyOf(whole, length));
            RefusedModelException reason = refused(part);

            assertThat(reason.trouble()).as("%d bytes", length).isEqualTo("damaged");
            String found = reason.getMessage().substring(0, reason.getMessage().lastIndexOf(';'));
            assertThat(Refusal.opening(GERMAN, part, reason)).startsWith("part.gguf ist abgeschnitten oder beschädigt").endsWith(found + ".").doesNotContain("download");
        }
    }

    @Test
    void everyTroubleHasASentenceWithoutAnEmptyPlace() {
        for (Trouble trouble : Trouble.values()) {
            for (Words words : new Words[] {ENGLISH, GERMAN}) {
                String sentence = Refusal.opening(words, Path.of("x", "model.gguf"), new RefusedModelException(new GgufException(trouble, "What its reader says.", "one", "two")));

                assertThat(sentence).startsWith("model.gguf").endsWith(".").doesNotContain("{");
            }
        }
    }

    @Test
    void whatTheSystemSaysOfAMissingFileIsNoSentence() {
        Path gone = folder.resolve("gone.dipruns");

        assertThat(Refusal.reading(ENGLISH, gone, new NoSuchFileException(gone.toString()))).isEqualTo("gone.dipruns cannot be read; check that it is there and may be opened.");
    }

    @Test
    void aFileThatCannotBeSavedSaysWhereAndWhatToDo() {
        Path nowhere = folder.resolve("none").resolve("x.png");

        assertThat(Refusal.saving(ENGLISH, nowhere, new IOException("no"))).isEqualTo("x.png was not saved, since there is no folder " + nowhere.getParent() + "; choose another one.");
        assertThat(Refusal.saving(GERMAN, folder.resolve("x.png"), new IOException("The disk is full."))).isEqualTo("x.png wurde nicht gespeichert, auf Englisch: The disk is full.");
    }
}
