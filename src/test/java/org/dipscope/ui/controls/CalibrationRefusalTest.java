package org.dipscope.ui.controls;

import org.dipscope.sparsity.CalibrationFile;
import org.dipscope.sparsity.RefusedCalibrationException;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class CalibrationRefusalTest {
    private static final Words GERMAN = Words.of(Locale.GERMAN);

    @TempDir
    private Path folder;

    private static String said(Path file) {
        RefusedCalibrationException refused = catchThrowableOfType(RefusedCalibrationException.class, () -> CalibrationFile.read(file));
        return CalibrationRefusal.unread(file.getFileName().toString(), refused).sentence(GERMAN);
    }

    @Test
    void aLetterAFolderAndAFileThatIsGoneAreRefusedInGerman() throws IOException {
        assertThat(said(Files.writeString(folder.resolve("letter.cal"), "Dear reader, this is no calibration at all."))).startsWith("letter.cal ist keine Kalibrierung;");
        assertThat(said(folder.resolve("gone.cal"))).isEqualTo("gone.cal ist nicht da; bitte Namen und Ordner prüfen.");
        assertThat(said(Files.createDirectory(folder.resolve("box.cal")))).startsWith("box.cal ist ein Ordner");
    }

    @ParameterizedTest
    @EnumSource(RefusedCalibrationException.Trouble.class)
    void everyTroubleHasWords(RefusedCalibrationException.Trouble trouble) {
        String key = "calibration-" + trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');

        for (Words words : List.of(Words.english(), GERMAN)) {
            assertThat(new CalibrationRefusal(key, List.of("a.cal", "3", "2")).sentence(words)).startsWith("a.cal ").doesNotContain("{").endsWith(".");
        }
    }
}
