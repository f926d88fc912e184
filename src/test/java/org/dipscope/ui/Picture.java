package org.dipscope.ui;

import javafx.application.Platform;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.transform.Transform;
import org.dipscope.ui.heatmap.OutputScale;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Theme;
import org.dipscope.ui.theme.Typefaces;

import javax.imageio.ImageIO;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Renders a view without a display, to be looked at. */
public final class Picture {

    private Picture() {
    }

    /** Loads a view from its file with this controller. */
    public static Parent load(String file, Object controller) {
        FXMLLoader loader = new FXMLLoader(Picture.class.getResource("/fxml/" + file), Words.english().resources());
        loader.setControllerFactory(_ -> controller);
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A scene of this view in a theme, laid out. */
    public static Scene scene(Parent view, Theme theme, double width, double height) {
        Typefaces.load();
        StackPane root = new StackPane(view);
        root.setStyle("-fx-background-color: -ds-background; -fx-padding: 8 16 8 16; -fx-font-family: 'Inter Tabular'; -fx-font-size: 13;");
        Scene scene = new Scene(root, width, height);
        scene.setUserAgentStylesheet(theme.userAgentStylesheet());
        List<String> sheets = new ArrayList<>();
        for (String name : List.of(theme.id(), "dipscope", "instruments")) {
            var sheet = Picture.class.getResource("/styles/" + name + ".css");
            if (sheet != null) {
                sheets.add(sheet.toExternalForm());
            }
        }
        scene.getStylesheets().setAll(sheets);
        root.applyCss();
        root.layout();
        return scene;
    }

    /** Writes the scene as a PNG under target/pictures. */
    public static WritableImage write(Scene scene, double scale, String name) {
        OutputScale.force(scene, scale);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(Transform.scale(scale, scale));
        WritableImage image = new WritableImage((int) (scene.getWidth() * scale), (int) (scene.getHeight() * scale));
        scene.getRoot().snapshot(parameters, image);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        PixelReader reader = image.getPixelReader();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy.setRGB(x, y, reader.getArgb(x, y));
            }
        }
        try {
            Path folder = Files.createDirectories(Path.of("target", "pictures"));
            ImageIO.write(copy, "png", folder.resolve(name + ".png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return image;
    }

    /** Runs a task on the JavaFX thread, starting JavaFX first. */
    public static void inJavaFx(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable guarded = () -> {
            try {
                task.run();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        };
        try {
            Platform.startup(guarded);
        } catch (IllegalStateException alreadyRunning) {
            Platform.runLater(guarded);
        }
        done.join();
    }
}
