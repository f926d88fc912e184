package org.dipscope.export;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFile_isWrittenAndReplaced() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeText(file, "first γ");
        assertThat(file).hasContent("first γ");
        AtomicFile.write(file, new byte[] {1, 2});
        assertThat(Files.readAllBytes(file)).containsExactly(1, 2);
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void aNameInTheWorkingFolder_isWrittenThere() throws IOException {
        Path file = Path.of("target", "atomic-file-test.txt");
        AtomicFile.writeText(file, "here");
        assertThat(file).hasContent("here");
        Files.delete(file);
    }

    @Test
    void aPlaceThatIsNone_isRefusedAndNothingIsLeft() throws IOException {
        Path inside = Files.createDirectory(folder.resolve("inside"));
        Files.writeString(inside.resolve("kept.txt"), "kept");
        assertSentence(inside, "is a folder");
        assertSentence(folder.resolve("none/x.png"), "there is no folder");
        assertSentence(inside.resolve("kept.txt/x.png"), "there is no folder");
        assertThat(inside.resolve("kept.txt")).hasContent("kept");
        assertThat(names()).containsExactly("inside");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipe_isRefusedAndStaysOne() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
        assertSentence(pipe, "is a device or a pipe");
        assertSentence(link, "is a device or a pipe");
        assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
        assertThat(names()).containsExactlyInAnyOrder("pipe", "link");
    }

    @Test
    void aFailureWhileWriting_leavesTheOlderFile() throws IOException {
        // A name that the file system takes for no file, found out only when the new one is moved there.
        Path tooLong = folder.resolve("x".repeat(300) + ".png");
        assertSentence(tooLong, "cannot be written");
        assertThat(names()).isEmpty();
    }

    @Test
    void aLink_staysALink() throws IOException {
        Path target = Files.writeString(folder.resolve("target.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), target);
        AtomicFile.writeText(link, "new");
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(target).hasContent("new");
    }

    @Test
    void aTable_isSavedAsItsNameSays() throws IOException {
        DataTable table = new DataTable(List.of("token", "text", "hit rate"), List.of(
                Arrays.asList(0, "a,\"b\"", 0.25), Arrays.asList(1, "line\nbreak", Double.NaN), Arrays.asList(2, " space", null), Arrays.asList(3, "γ", 2.0)));
        Path csv = folder.resolve("t.csv");
        table.save(csv);
        assertThat(Files.readString(csv)).isEqualTo("token,text,hit rate\r\n0,\"a,\"\"b\"\"\",0.25\r\n1,\"line\nbreak\",\r\n2,\" space\",\r\n3,γ,2\r\n");
        Path json = folder.resolve("t.JSON");
        table.save(json);
        assertThat(Files.readString(json)).isEqualTo("""
                [
                {"token":0,"text":"a,\\"b\\"","hit rate":0.25},
                {"token":1,"text":"line\\nbreak","hit rate":null},
                {"token":2,"text":" space","hit rate":null},
                {"token":3,"text":"\\u03B3","hit rate":2}
                ]
                """);
    }

    @Test
    void aTableThatIsNone_isRefused() {
        assertThatThrownBy(() -> new DataTable(List.of("a", "a"), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataTable(List.of("a"), List.of(List.of(1, 2)))).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertSentence(Path file, String says) {
        assertThatThrownBy(() -> AtomicFile.writeText(file, "new")).isInstanceOf(IOException.class).hasMessageContaining(says)
                .satisfies(e -> assertThat(e.getMessage()).endsWith("."));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
