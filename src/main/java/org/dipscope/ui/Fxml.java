package org.dipscope.ui;

import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Loads views whose controllers are built with constructors. */
final class Fxml {
    private final Map<Class<?>, Supplier<?>> controllers = new HashMap<>();

    /** Says how a controller is built. */
    <T> Fxml with(Class<T> type, Supplier<T> built) {
        controllers.put(type, built);
        return this;
    }

    /** The view of this file. */
    Parent load(String name) {
        try {
            return loader(name).load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A loader for the view of this file, for whoever wants its controller, too. */
    FXMLLoader loader(String name) {
        FXMLLoader loader = new FXMLLoader(Objects.requireNonNull(Fxml.class.getResource("/fxml/" + name + ".fxml"), name));
        loader.setControllerFactory(type -> Objects.requireNonNull(controllers.get(type), type.getName()).get());
        return loader;
    }
}
