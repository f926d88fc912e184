package org.dipscope.ui.toolbar;

import org.dipscope.ui.command.Command;

import java.util.List;

/** The commands behind the toolbar's buttons, which keys perform, too. */
public record ToolbarCommands(Command run, Command stop, Command pin, Command compare, Command screenshot, Command open, Command theme) {

    /** All of them. */
    public List<Command> all() {
        return List.of(run, stop, pin, compare, screenshot, open, theme);
    }
}
