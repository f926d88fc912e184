package org.dipscope.ui.toolbar;

import org.dipscope.ui.command.Command;

/** The commands behind the toolbar's buttons, which keys perform, too. */
public record ToolbarCommands(Command run, Command stop, Command pin, Command compare, Command runs, Command screenshot, Command open, Command theme,
                              Command palette, Command tours) {
}
