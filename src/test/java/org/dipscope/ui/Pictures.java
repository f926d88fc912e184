package org.dipscope.ui;

import javafx.application.Application;
import javafx.application.Platform;
import org.dipscope.export.PictureNote;
import org.dipscope.memory.ComputeRate;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Figures;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.SessionOpener;
import org.dipscope.session.Snapshot;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PictureView;
import org.dipscope.ui.picture.ScreenshotRequest;
import org.dipscope.ui.picture.Still;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Appearance;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.tour.Tours;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Draws the window in all its states to {@code target/pictures}, to be looked at: {@code Pictures [name part]}. */
public final class Pictures {
    private static final Path FOLDER = Path.of("target/pictures");

    private final String wanted;

    private Pictures(String wanted) {
        this.wanted = wanted;
    }

    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Platform.startup(() -> {
            try {
                new Pictures(arguments.length > 0 ? arguments[0] : "").draw();
            } catch (Throwable e) {
                e.printStackTrace();
            } finally {
                done.countDown();
            }
        });
        done.await();
        Platform.exit();
    }

    private void draw() throws IOException {
        for (Theme theme : Theme.values()) {
            Application.setUserAgentStylesheet(theme.userAgentStylesheet());
            for (int[] size : new int[][] {{1440, 900}, {1100, 700}}) {
                states(theme, size);
            }
        }
    }

    private void states(Theme theme, int[] size) throws IOException {
        String suffix = theme.id() + "-" + size[0];
        FakeSession session = new FakeSession();
        Workbench bench = bench(theme, (_, _) -> session);
        save(bench, theme, size, "start-" + suffix, 1);
        bench.window().open(session.model().file());
        save(bench, theme, size, "ready-" + suffix, 1);
        bench.console().run();
        session.advance(13);
        bench.window().pull();
        save(bench, theme, size, "generating-" + suffix, 1);
        session.advance(200);
        bench.window().pull();
        save(bench, theme, size, "finished-" + suffix, 1);
        save(bench, theme, size, "finished-2x-" + suffix, 2);
        bench.moment().seek(10);
        save(bench, theme, size, "scrubbed-" + suffix, 1);
        bench.window().pin();
        bench.controls().masking().gammaProperty().set(0.2);
        bench.console().runAgain();
        session.advance(200);
        bench.window().pull();
        bench.window().comparingProperty().set(true);
        save(bench, theme, size, "comparing-" + suffix, 1);
        compared(theme, size, bench.window().pinned().getFirst(), bench.window().newestProperty().get());
        bench.window().comparingProperty().set(false);
        bench.window().pin();
        bench.window().pinnedRuns().rename(bench.window().pinnedRuns().runs().getFirst(), "γ 0.5, the default");
        bench.window().pinnedRuns().note(bench.window().pinnedRuns().runs().getLast(), "freezes sooner");
        bench.window().listingProperty().set(true);
        save(bench, theme, size, "runs-" + suffix, 1);
        bench.window().listingProperty().set(false);
        bench.all().stream().filter(command -> command.id().equals("tours")).forEach(Command::perform);
        save(bench, theme, size, "tours-" + suffix, 1);
        bench.view().closeOver();
        bench.tour().begin(Tours.ALL.get(1));
        save(bench, theme, size, "tour-begin-" + suffix, 1);
        for (int step = 0; step < 3; step++) {
            bench.tour().next();
            session.advance(200);
            bench.window().pull();
            save(bench, theme, size, "tour-seen-" + step + "-" + suffix, 1);
            if (step < 2) {
                bench.tour().next();
            }
        }
        bench.tour().leave();
        bench.all().stream().filter(command -> command.id().equals("palette")).forEach(Command::perform);
        save(bench, theme, size, "palette-" + suffix, 1);
        bench.view().closeOver();
        bench.all().stream().filter(command -> command.id().equals("keys")).forEach(Command::perform);
        save(bench, theme, size, "keys-" + suffix, 1);
        bench.view().closeOver();
        bench.window().intake().take(Path.of("docs", "sweeps", "trade-off.jsonl"));
        save(bench, theme, size, "trade-off-" + suffix, 1);
        save(bench, theme, size, "trade-off-2x-" + suffix, 2);
        bench.window().sweepProperty().set(null);
        bench.roofline().rateProperty().set(new ComputeRate(83.4e9, true));
        bench.window().roofingProperty().set(true);
        bench.roofline().lookedProperty().set(Optional.of(bench.roofline().tokensProperty().get().get(1)));
        save(bench, theme, size, "roofline-" + suffix, 1);
        save(bench, theme, size, "roofline-2x-" + suffix, 2);
        bench.roofline().sweepingProperty().set(true);
        save(bench, theme, size, "roofline-sweep-" + suffix, 1);
        bench.window().roofingProperty().set(false);
        bench.controls().masking().methodProperty().set(MaskingMethods.of("glu"));
        save(bench, theme, size, "clamped-" + suffix, 1);
        bench.controls().masking().methodProperty().set(MaskingMethods.of("dip-ca"));
        bench.controls().masking().byHandProperty().set(true);
        bench.controls().memory().dramProperty().set(40e6);
        bench.window().refuse("notes.txt is not a GGUF file: it does not begin with “GGUF”; choose a model file that ends in .gguf.");
        save(bench, theme, size, "refused-" + suffix, 1);
    }

    private void compared(Theme theme, int[] size, Snapshot a, Snapshot b) throws IOException {
        for (PictureView view : PictureView.values()) {
            String name = "picture-" + view.id() + "-" + theme.id() + "-" + size[0];
            if (name.contains(wanted)) {
                Picture picture = new Screenshots(new ProgramVersion("0.1.0"), Words.of(Locale.of(System.getProperty("language", "en")))).compose(
                        new ScreenshotRequest(view, theme, size[0], size[1], 2, Optional.of(Path.of("docs", "sweeps", "trade-off.jsonl"))), a, Optional.of(b));
                PngFile.write(picture, FOLDER.resolve(name + ".png"));
            }
        }
    }

    private static Workbench bench(Theme theme, SessionOpener opener) {
        return new Workbench(opener, Path.of("SmolLM2-135M-Instruct.Q4_1.gguf"), new Appearance(theme), Words.of(Locale.of(System.getProperty("language", "en"))), Runnable::run, Runnable::run);
    }

    private void save(Workbench bench, Theme theme, int[] size, String name, double scale) throws IOException {
        if (name.contains(wanted)) {
            PngFile.write(Picture.of(Still.of(bench.root(), theme, size[0], size[1], scale), PictureNote.of("", "", DefaultSettings.embedded(), Figures.NONE)), FOLDER.resolve(name + ".png"));
        }
    }
}
