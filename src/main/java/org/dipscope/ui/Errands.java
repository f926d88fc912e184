package org.dipscope.ui;

import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.dipscope.export.AtomicFile;
import org.dipscope.export.DataTable;
import org.dipscope.export.RunBundle;
import org.dipscope.session.PinnedRun;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PictureSaver;
import org.dipscope.ui.text.Refusal;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.window.WorkbenchViewModel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Takes things out of the window and brings them in: into files, onto the clipboard, out of files. Files are written behind the window. */
final class Errands {
    private final WorkbenchViewModel window;
    private final Words words;
    private final Executor behind;
    private final Executor fx;
    private FileDialogs dialogs = FileDialogs.NONE;
    private PictureSaver pictures = (_, _) -> { };

    Errands(WorkbenchViewModel window, Words words, Executor behind, Executor fx) {
        this.window = window;
        this.words = words;
        this.behind = behind;
        this.fx = fx;
    }

    /** Says where the dialogs stand, and who writes pictures. */
    void serve(FileDialogs asked, PictureSaver saver) {
        dialogs = asked;
        pictures = saver;
    }

    void open() {
        Optional<Path> folder = window.model().map(opened -> opened.file().toAbsolutePath().getParent());
        dialogs.open(FileDialogs.Kind.ANYTHING, folder).ifPresent(window.intake()::take);
    }

    void openRuns() {
        dialogs.open(FileDialogs.Kind.RUNS, Optional.empty()).ifPresent(window.intake()::take);
    }

    void savePicture(Supplier<Picture> picture, String name) {
        target(FileDialogs.Kind.PICTURE, name).ifPresent(file -> {
            Picture taken = picture.get();
            write(file, () -> pictures.save(taken, file));
        });
    }

    void saveFigure(Supplier<String> figure, String name) {
        target(FileDialogs.Kind.FIGURE, name).ifPresent(file -> {
            String drawn = figure.get();
            write(file, () -> AtomicFile.writeText(file, drawn));
        });
    }

    void saveRuns(List<PinnedRun> runs) {
        target(FileDialogs.Kind.RUNS, "dipscope-runs").ifPresent(file -> write(file, () -> RunBundle.write(file, runs)));
    }

    /** Where what is learnt goes. */
    Optional<Path> chooseCalibration(String name) {
        return target(FileDialogs.Kind.CALIBRATION, name);
    }

    /** Where the points of an evaluation go. */
    Optional<Path> chooseSweep() {
        return target(FileDialogs.Kind.SWEEP, "dipscope-sweep");
    }

    /**
     * Saves a table.
     *
     * @param taken takes on the window's thread what the table is made of, and gives what makes it behind the window: that of a large model's masks takes a while
     */
    void saveTable(Supplier<Supplier<DataTable>> taken, String name) {
        target(FileDialogs.Kind.TABLE, name).ifPresent(file -> {
            Supplier<DataTable> table = taken.get();
            write(file, () -> table.get().save(file));
        });
    }

    void copyPicture(Picture picture) {
        WritableImage image = new WritableImage(picture.width(), picture.height());
        image.getPixelWriter().setPixels(0, 0, picture.width(), picture.height(), PixelFormat.getIntArgbInstance(), picture.argb(), 0, picture.width());
        ClipboardContent content = new ClipboardContent();
        content.putImage(image);
        Clipboard.getSystemClipboard().setContent(content);
        dialogs.announce(words.text("files.copied-picture"));
    }

    void copyCommand(String command) {
        ClipboardContent content = new ClipboardContent();
        content.putString(command);
        Clipboard.getSystemClipboard().setContent(content);
        dialogs.announce(words.text("files.copied-command", command));
    }

    /** Where a file of this kind goes, or nothing: refused, or not chosen. The dialog asked about replacing only the very name that was typed. */
    private Optional<Path> target(FileDialogs.Kind kind, String name) {
        Optional<Path> typed = dialogs.save(kind, name);
        Optional<Path> meant = typed.flatMap(kind::meant);
        if (typed.isPresent() && meant.isEmpty()) {
            window.refuse(words.text("files.other-ending", typed.get().getFileName(), words.alternatives(kind.endings().stream().map(ending -> "." + ending).toList())));
        } else if (meant.isPresent() && !meant.equals(typed) && Files.exists(meant.get())) {
            window.refuse(words.text("files.there-already", meant.get().getFileName()));
            return Optional.empty();
        }
        return meant;
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void write(Path file, Writing writing) {
        behind.execute(() -> {
            try {
                writing.write();
                fx.execute(() -> dialogs.announce(words.text("files.saved", file.getFileName())));
            } catch (IOException e) {
                fx.execute(() -> window.refuse(Refusal.saving(words, file, e)));
            }
        });
    }
}
