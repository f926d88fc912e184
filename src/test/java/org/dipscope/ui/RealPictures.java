package org.dipscope.ui;

import javafx.application.Platform;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.LoadedModel;
import org.dipscope.session.ModelSession;
import org.dipscope.session.Progress;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.SampleModel;
import org.dipscope.session.Snapshot;
import org.dipscope.ui.picture.PictureView;
import org.dipscope.ui.picture.ScreenshotRequest;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the sample model twice and draws every view of it to {@code target/pictures}, to be looked at. */
public final class RealPictures {

    private RealPictures() {
    }

    public static void main(String[] arguments) throws Exception {
        Screenshots.startWithoutDisplay();
        LoadedModel model = LoadedModel.open(SampleModel.ofThisProgram().file(), 2, Progress.SILENT);
        try (ModelSession session = new ModelSession(model, new AtomicInteger(), DefaultSettings.of(model.summary()))) {
            Snapshot a = run(session);
            session.restart();
            session.change(session.settings().with(session.settings().masking().withGamma(0.2)));
            Snapshot b = run(session);
            Screenshots screenshots = new Screenshots(new ProgramVersion("0.1.0"), Words.english());
            for (Theme theme : Theme.values()) {
                for (PictureView view : PictureView.values()) {
                    Optional<Snapshot> other = view == PictureView.COMPARE ? Optional.of(b) : Optional.empty();
                    PngFile.write(screenshots.take(new ScreenshotRequest(view, theme, 1440, 900, 2, Optional.of(Path.of("docs/sweeps/trade-off.jsonl"))), a, other),
                            Path.of("target/pictures/real-" + view.id() + "-" + theme.id() + ".png"));
                }
            }
        }
        Platform.exit();
    }

    private static Snapshot run(ModelSession session) throws InterruptedException {
        int before = session.newest().map(seen -> seen.run().number()).orElse(0);
        session.submit("Why is the sky blue?", Optional.empty());
        return session.awaitEnd(before);
    }
}
