package org.dipscope.ui.toolbar;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.text.Words;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What the toolbar offers. */
public final class ToolbarViewModel {
    private final ToolbarCommands commands;
    private final Consumer<Path> opener;
    private final Path embedded;
    private final ObjectProperty<MaskingMethod> method;
    private final Predicate<MaskingMethod> served;
    private final StringProperty model = new SimpleStringProperty();
    private final BooleanProperty running = new SimpleBooleanProperty();
    private final BooleanProperty dark = new SimpleBooleanProperty();
    private final ObjectProperty<Integer> comparable = new SimpleObjectProperty<>(0);
    private final ObservableList<Path> recent = FXCollections.observableArrayList();

    /**
     * A toolbar.
     *
     * @param commands the commands behind its buttons
     * @param opener   opens a file of the model menu
     * @param embedded the model that comes with the program
     * @param method   the masking method in force
     * @param served   whether a method has what it needs of a calibration
     * @param words    the language
     */
    public ToolbarViewModel(ToolbarCommands commands, Consumer<Path> opener, Path embedded, ObjectProperty<MaskingMethod> method, Predicate<MaskingMethod> served, Words words) {
        model.set(words.text("window.no-model"));
        this.commands = commands;
        this.opener = opener;
        this.embedded = embedded;
        this.method = method;
        this.served = served;
    }

    /** The commands behind the buttons. */
    public ToolbarCommands commands() {
        return commands;
    }

    /** Opens a file. */
    public void open(Path file) {
        opener.accept(file);
    }

    /** Notes that a file was opened, for the menu. */
    public void opened(Path file) {
        recent.remove(file);
        if (!file.equals(embedded)) {
            recent.addFirst(file);
        }
        if (recent.size() > 8) {
            recent.removeLast();
        }
    }

    /** Takes a file that is not there any more out of the menu. */
    public void forget(Path file) {
        recent.remove(file);
    }

    /** Run, or Stop while a run is under way. */
    public Command primary() {
        return running.get() ? commands.stop() : commands.run();
    }

    /** The model that comes with the program. */
    public Path embedded() {
        return embedded;
    }

    /** Files that were opened, the latest first. */
    public ObservableList<Path> recent() {
        return recent;
    }

    /** The masking method in force. */
    public ObjectProperty<MaskingMethod> methodProperty() {
        return method;
    }

    /** Whether a method has what it needs of a calibration. */
    boolean served(MaskingMethod candidate) {
        return served.test(candidate);
    }

    /** The model's name. */
    public StringProperty modelProperty() {
        return model;
    }

    /** Whether a run is under way. */
    public BooleanProperty runningProperty() {
        return running;
    }

    /** Whether the dark theme is in force. */
    public BooleanProperty darkProperty() {
        return dark;
    }

    /** How many runs there are to be compared. */
    public ObjectProperty<Integer> comparableProperty() {
        return comparable;
    }
}
