package org.dipscope.ui.fxml;

import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;
import org.dipscope.ui.text.Words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Loads views whose controllers are built with constructors. */
public final class Fxml {
    private final Words words;
    private final Map<Class<?>, Supplier<?>> controllers = new HashMap<>();

    /** Views with these words. */
    public Fxml(Words words) {
        this.words = words;
    }

    /** Says how a controller is built. */
    public <T> Fxml with(Class<T> type, Supplier<T> built) {
        controllers.put(type, built);
        return this;
    }

    /** The view of this file. */
    public Parent load(String name) {
        FXMLLoader loader = new FXMLLoader(Objects.requireNonNull(Fxml.class.getResource("/fxml/" + name + ".fxml"), name), words.resources());
        loader.setControllerFactory(type -> Objects.requireNonNull(controllers.get(type), type.getName()).get());
        try {
            return loader.load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
