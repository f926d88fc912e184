package org.dipscope.ui;

import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.dipscope.export.AtomicFile;
import org.dipscope.export.DataTable;
import org.dipscope.export.RunBundle;
import org.dipscope.session.PinnedRun;
import org.dipscope.session.Progress;
import org.dipscope.session.ProgressPart;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PictureSaver;
import org.dipscope.ui.task.Work;
import org.dipscope.ui.text.Refusal;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.window.WorkbenchViewModel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Takes things out of the window and brings them in: into files, onto the clipboard, out of files. Files are written behind the window. */
final class Errands {
    private static final double MADE = 0.4;

    private final WorkbenchViewModel window;
    private final Words words;
    private FileDialogs dialogs = FileDialogs.NONE;
    private PictureSaver pictures = (_, _) -> { };

    Errands(WorkbenchViewModel window, Words words) {
        this.window = window;
        this.words = words;
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

    void savePicture(Taking<Picture> taken, String name) {
        save(FileDialogs.Kind.PICTURE, name, taken, (picture, file, _) -> pictures.save(picture, file));
    }

    void saveFigure(Supplier<Work<String>> taken, String name) {
        save(FileDialogs.Kind.FIGURE, name, taken, (drawn, file, _) -> AtomicFile.writeText(file, drawn));
    }

    void saveRuns(List<PinnedRun> runs) {
        save(FileDialogs.Kind.RUNS, "dipscope-runs", () -> _ -> runs, (kept, file, progress) -> RunBundle.write(file, kept, progress));
    }

    /** Where what is learnt goes. */
    Optional<Path> chooseCalibration(String name) {
        return target(FileDialogs.Kind.CALIBRATION, name);
    }

    /** Where the points of an evaluation go. */
    Optional<Path> chooseSweep() {
        return target(FileDialogs.Kind.SWEEP, "dipscope-sweep");
    }

    void saveTable(Supplier<Work<DataTable>> taken, String name) {
        save(FileDialogs.Kind.TABLE, name, taken, (table, file, progress) -> table.save(file, progress));
    }

    void copyPicture(Taking<Picture> taken) {
        taken.then(making -> window.tasks().pass(words.text("tasks.copying"), progress -> image(making.run(progress)), image -> {
            ClipboardContent content = new ClipboardContent();
            content.putImage(image);
            Clipboard.getSystemClipboard().setContent(content);
            dialogs.announce(words.text("files.copied-picture"));
        }));
    }

    private static WritableImage image(Picture picture) {
        WritableImage image = new WritableImage(picture.width(), picture.height());
        image.getPixelWriter().setPixels(0, 0, picture.width(), picture.height(), PixelFormat.getIntArgbInstance(), picture.argb(), 0, picture.width());
        return image;
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

    /** Writes what was made, whole or not at all. */
    private interface Writing<T> {
        void write(T made, Path file, Progress progress) throws IOException;
    }

    /** Takes on the window's thread, in this turn and some after it, what something is made of. */
    @FunctionalInterface
    interface Taking<T> {
        /** Begins, and gives what makes it behind the window. */
        void then(Consumer<Work<T>> made);
    }

    private <T> void save(FileDialogs.Kind kind, String name, Supplier<Work<T>> taken, Writing<T> writing) {
        save(kind, name, (Taking<T>) made -> made.accept(taken.get()), writing);
    }

    /** Saves something that is taken once the file is known. */
    private <T> void save(FileDialogs.Kind kind, String name, Taking<T> taken, Writing<T> writing) {
        target(kind, name).ifPresent(file -> taken.then(making -> window.tasks().pass(words.text("tasks.saving", file.getFileName()), progress -> {
            write(making.run(new ProgressPart(progress, 0, MADE)), file, new ProgressPart(progress, MADE, 1), writing);
            return file;
        }, saved -> dialogs.announce(words.text("files.saved", saved.getFileName())))));
    }

    private <T> void write(T made, Path file, Progress progress, Writing<T> writing) throws IOException {
        progress.requireWanted();
        try {
            writing.write(made, file, progress);
        } catch (IOException e) {
            throw new IOException(Refusal.saving(words, file, e), e);
        }
    }
}
