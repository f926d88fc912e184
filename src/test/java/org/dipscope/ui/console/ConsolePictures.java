package org.dipscope.ui.console;

import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dipscope.export.PictureNote;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Figures;
import org.dipscope.session.Phase;
import org.dipscope.session.TokenFrame;
import org.dipscope.ui.Runs;
import org.dipscope.ui.fxml.Fxml;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.picture.Picture;
import org.dipscope.ui.picture.PngPictures;
import org.dipscope.ui.picture.Still;
import org.dipscope.ui.scrubber.ScrubberView;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Draws the console's pop-over, a rendered answer and the scrubber with its marks to {@code target/pictures}, to be looked at. */
public final class ConsolePictures {
    private static final String ANSWER = """
            ## Sorting in place

            Python sorts a list **in place** with `sort`:

            ```python
            words = ["sky", "blue"]
            words.sort(key=len)
            ```

            1. It is *stable*: equal elements keep their order.
            2. It takes `key` and `reverse`:
               - `key` is called once an element,
               - `reverse` turns the order round.

            > A copy comes from `sorted`.
            """;

    private ConsolePictures() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Platform.startup(() -> {
            try {
                for (Theme theme : Theme.values()) {
                    draw(theme);
                }
            } catch (Throwable e) {
                e.printStackTrace();
            } finally {
                done.countDown();
            }
        });
        done.await();
        Platform.exit();
    }

    private static void draw(Theme theme) throws IOException {
        Application.setUserAgentStylesheet(theme.userAgentStylesheet());
        Words words = Words.english();
        List<TokenFrame> tokens = ConsoleParts.tokens();
        Moment moment = new Moment();
        moment.show(new Runs().snapshot(1, tokens, Phase.FINISHED));
        moment.seek(12);
        Node scrubber = new Fxml(words).with(ScrubberView.class, () -> new ScrubberView(moment, words)).load("ScrubberView");
        HBox above = new HBox(24, new TokenCard(tokens.get(3), words, true, _ -> { }), new RenderedAnswer(ANSWER));
        VBox all = new VBox(24, above, scrubber);
        StackPane root = new StackPane(all);
        root.getStyleClass().addAll("workbench", "console");
        root.setStyle("-fx-padding: 24; -fx-background-color: -ds-panel;");
        new PngPictures().save(Picture.of(Still.of(root, theme, 860, 520, 2), PictureNote.of("", "", DefaultSettings.embedded(), Figures.NONE)),
                Path.of("target/pictures/console-parts-" + theme.id() + ".png"));
    }
}
