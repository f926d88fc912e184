package org.dipscope.ui;

import javafx.geometry.Pos;
import javafx.stage.FileChooser;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;
import org.dipscope.ui.text.Words;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The system's dialogs over a window. */
final class StageDialogs implements FileDialogs {
    private static final Duration SHOWN = Duration.seconds(4);

    private final Stage stage;
    private final Words words;

    StageDialogs(Stage stage, Words words) {
        this.stage = stage;
        this.words = words;
    }

    @Override
    public Optional<Path> open(Kind kind, Optional<Path> folder) {
        FileChooser chooser = chooser("open", kind);
        if (kind.endings().size() > 1) {
            chooser.getExtensionFilters().addFirst(new FileChooser.ExtensionFilter(words.text("files.all-of-these"), kind.endings().stream().map(ending -> "*." + ending).toList()));
        }
        folder.filter(Files::isDirectory).ifPresent(place -> chooser.setInitialDirectory(place.toFile()));
        return Optional.ofNullable(chooser.showOpenDialog(stage)).map(File::toPath);
    }

    @Override
    public Optional<Path> save(Kind kind, String name) {
        FileChooser chooser = chooser("save", kind);
        chooser.setInitialFileName(name + "." + kind.endings().getFirst());
        return Optional.ofNullable(chooser.showSaveDialog(stage)).map(File::toPath);
    }

    private FileChooser chooser(String what, Kind kind) {
        String id = kind.name().toLowerCase(Locale.ROOT);
        FileChooser chooser = new FileChooser();
        chooser.setTitle(words.text("files." + what + "-" + id));
        for (String ending : kind.endings()) {
            chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(words.text("files." + id + "-" + ending), "*." + ending));
        }
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(words.text("files.all"), "*.*"));
        return chooser;
    }

    @Override
    public void announce(String sentence) {
        Notifications.create().owner(stage).position(Pos.BOTTOM_CENTER).hideAfter(SHOWN).text(sentence).show();
    }
}
