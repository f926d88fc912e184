package org.dipscope.ui;

import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import org.dipscope.mask.Hook;
import org.dipscope.session.Phase;
import org.dipscope.ui.cache.CacheView;
import org.dipscope.ui.inspector.InspectorView;
import org.dipscope.ui.masks.MasksView;
import org.dipscope.ui.moment.Cell;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.timeline.TimelineView;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

/**
 * Draws the instruments as {@link PictureTest} expects them. Run as a program it writes them to {@code src/test/resources/pictures}, after
 * a change that somebody has looked at.
 */
final class ExpectedPictures {
    static final Path FOLDER = Path.of("src/test/resources/pictures");
    private static final List<String> INSTRUMENTS = List.of("masks", "cache", "what-if", "miss-ratios", "timeline", "inspector");
    static final List<String> VIEWS = Stream.concat(INSTRUMENTS.stream(), ExpectedWindows.STATES.stream()).toList();

    private ExpectedPictures() {
    }

    /** A view; on the JavaFX thread. */
    static BufferedImage draw(String view, Theme theme) {
        WritableImage image = INSTRUMENTS.contains(view) ? instrument(view, theme) : ExpectedWindows.draw(view, theme);
        BufferedImage drawn = new BufferedImage((int) image.getWidth(), (int) image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < drawn.getHeight(); y++) {
            for (int x = 0; x < drawn.getWidth(); x++) {
                drawn.setRGB(x, y, image.getPixelReader().getArgb(x, y));
            }
        }
        return drawn;
    }

    /** An instrument with the same run, at its 21st token. */
    private static WritableImage instrument(String view, Theme theme) {
        Runs runs = new Runs();
        Moment moment = new Moment();
        CacheView cache = new CacheView(moment, Words.english());
        Parent root = switch (view) {
            case "masks" -> Picture.load("MasksView.fxml", new MasksView(moment, Words.english()));
            case "cache", "what-if", "miss-ratios" -> Picture.load("CacheView.fxml", cache);
            case "inspector" -> Picture.load("InspectorView.fxml", new InspectorView(moment, Words.english()));
            default -> Picture.load("TimelineView.fxml", new TimelineView(moment, Words.english()));
        };
        moment.show(runs.snapshot(1, runs.tokens(25), Phase.FINISHED));
        moment.seek(20);
        if (view.equals("what-if") || view.equals("miss-ratios")) {
            cache.whatIf().bySizeProperty().set(view.equals("miss-ratios"));
            cache.whatIf().playNow();
        }
        moment.pinnedProperty().set(view.equals("inspector") ? Optional.of(new Cell(Hook.DOWN, 17, 903)) : Optional.empty());
        Scene scene = view.equals("inspector") ? Picture.scene(root, theme, 280, 180) : Picture.scene(root, theme, 760, 320);
        WritableImage image = Picture.write(scene, 1, "expected-" + view + "-" + theme.id());
        cache.whatIf().openProperty().set(false);
        return image;
    }

    static Path file(String view, Theme theme) {
        return FOLDER.resolve(view + "-" + theme.id() + ".png");
    }

    /** Writes the pictures whose names begin so; without a word, all of them. */
    public static void main(String[] arguments) {
        String wanted = arguments.length > 0 ? arguments[0] : "";
        Picture.inJavaFx(() -> {
            try {
                Files.createDirectories(FOLDER);
                for (String view : VIEWS.stream().filter(name -> name.startsWith(wanted)).toList()) {
                    for (Theme theme : Theme.values()) {
                        ImageIO.write(draw(view, theme), "png", file(view, theme).toFile());
                    }
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        javafx.application.Platform.exit();
    }
}
