package org.dipscope.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SampleModelTest {

    @TempDir
    private Path home;

    @Test
    void theSourceTreesModelIsTheOneThatSampleModelsDescribes() throws IOException, NoSuchAlgorithmException {
        String digest = sha256(SampleModel.ofThisProgram().orRefuse().file());

        assertThat(digest).isEqualTo("b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53");
        assertThat(Path.of("sample-models/README.md")).content().contains(digest);
    }

    @Test
    void aPackagedProgramFindsTheModelInItsOwnFolder() throws IOException {
        Path file = Files.createDirectories(home.resolve("sample-models")).resolve(SampleModel.NAME);
        Files.createFile(file);

        SampleModel model = SampleModel.besideProgram(home.resolve("app").resolve("dipscope.jar"));

        assertThat(model.orRefuse().file()).isEqualTo(file);
    }

    @Test
    void aMissingModelIsRefusedByOneSentenceThatSaysWhatToDo() {
        SampleModel model = SampleModel.in(home);

        assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(model::orRefuse)
                .withMessageContaining(model.file().toString()).withMessageContaining("--model").withMessageEndingWith(".");
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
