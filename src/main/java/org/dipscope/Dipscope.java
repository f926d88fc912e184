package org.dipscope;

import org.dipscope.calibration.SampleTextLearner;
import org.dipscope.cli.Commands;
import org.dipscope.export.UserFolder;
import org.dipscope.session.ModelOpener;
import org.dipscope.session.SampleModel;
import org.dipscope.ui.DipscopeWindow;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.text.Words;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The composition root: builds the objects with constructors and hands them to the command line or the window. */
public final class Dipscope {

    private Dipscope() {
    }

    /** Runs the command that the arguments name; opens the workbench where they name none. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            // What most starts want must not wait for the command line's grammar, which takes a quarter of a second to build.
            System.exit(openWindow(Optional.empty(), Optional.empty()));
        }
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = new Commands(Dipscope::openWindow, new PngPictures()).run(out, err, arguments);
        out.flush();
        System.exit(status);
    }

    private static int openWindow(Optional<Path> model, Optional<Locale> language) {
        Path embedded = SampleModel.ofThisProgram().file();
        int threads = Runtime.getRuntime().availableProcessors();
        DipscopeWindow window = new DipscopeWindow(new ModelOpener(threads), embedded, new PngPictures(),
                Words.of(language.orElseGet(Locale::getDefault)), Optional.of(UserFolder.ofThisProgram())).learningBy(new SampleTextLearner(threads));
        try {
            window.run(model);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UnsupportedOperationException e) {
            // What JavaFX throws where it finds no screen.
            System.err.println("The window cannot be opened, for there is no display here; start it on a desktop, or name a command, which dipscope --help lists.");
            return 1;
        }
        return 0;
    }
}
