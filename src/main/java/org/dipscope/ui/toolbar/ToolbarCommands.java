package org.dipscope.ui.toolbar;

import org.dipscope.ui.command.Command;

import java.util.List;

/**
 * The commands behind the toolbar's buttons, which keys perform, too; {@code carry} are those of the menu beside the screenshot, {@code study}
 * those that ask more of a setting than one run tells.
 */
public record ToolbarCommands(Command run, Command stop, Command pin, Command compare, Command runs, Command screenshot, Command open, Command theme,
                              Command palette, Command tours, List<Command> carry, List<Command> study) {
    public ToolbarCommands {
        carry = List.copyOf(carry);
        study = List.copyOf(study);
    }
}
