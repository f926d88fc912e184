package org.dipscope.ui;

import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.command.Command.Group;
import org.dipscope.ui.command.KeyNames;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.toolbar.ToolbarCommands;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Everything that the window can be told to do, in the order in which it is listed. */
final class WorkbenchCommands {
    private final Words words;
    private final List<Command> commands = new ArrayList<>();

    WorkbenchCommands(Words words) {
        this.words = words;
    }

    /**
     * Adds a command; its label is the entry of its id.
     *
     * @param keys the shortcut, or {@code null}
     */
    WorkbenchCommands add(Group group, String id, String icon, String keys, ObservableBooleanValue possible, Runnable action) {
        return add(group, id, icon, keys, possible, new SimpleObjectProperty<>(Optional.empty()), action);
    }

    /** The same, where it is not plain to see why it cannot be done now. */
    WorkbenchCommands add(Group group, String id, String icon, String keys, ObservableBooleanValue possible, ObservableValue<Optional<String>> reason, Runnable action) {
        Optional<KeyCombination> shortcut = Optional.ofNullable(keys).map(KeyCombination::valueOf);
        commands.add(new Command(id, group, words.text("commands." + id), icon, shortcut, shortcut.map(pressed -> KeyNames.of(words, pressed)).orElse(""), possible, reason, action));
        return this;
    }

    /** The command with this id. */
    Command get(String id) {
        return commands.stream().filter(command -> command.id().equals(id)).findFirst().orElseThrow(() -> new NoSuchElementException(id));
    }

    /** Those that the toolbar has buttons for. */
    ToolbarCommands toolbar() {
        return new ToolbarCommands(get("run"), get("stop"), get("pin"), get("compare"), get("runs"), get("screenshot"), get("open"), get("theme"),
                get("palette"), get("tours"),
                commands.stream().filter(command -> command.group() == Group.FILE && !List.of("open", "screenshot").contains(command.id())).toList(),
                List.of(get("roofline"), get("evaluate"), get("sweep")));
    }

    /** All of them; the list grows with {@link #add}. */
    List<Command> all() {
        return commands;
    }
}
