package org.dipscope.ui.keys;

import org.dipscope.ui.command.Command;
import org.dipscope.ui.command.KeyNames;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.List;

/** All keys that do something, by what they are about. */
public final class KeysViewModel {
    /** Keys that views take themselves: where they work, and the entries of the words' file. */
    private static final List<String> BOX = List.of("enter", "shift-enter", "up-down");
    private static final List<String> MAPS = List.of("arrows", "shift-arrows", "home-end", "pin", "fit", "plus-minus", "wheel", "wheel-rows", "drag");
    private static final List<String> TIME = List.of("left-right", "pages", "home", "end");
    private static final List<String> SCRUBBER = List.of("space", "faster", "marks");

    private final List<Section> sections;

    /**
     * Keys that belong together.
     *
     * @param title what they are about
     * @param lines one for each
     */
    public record Section(String title, List<Line> lines) {
    }

    /**
     * Keys and what they do.
     *
     * @param keys as this system writes them
     * @param does what they do
     */
    public record Line(String keys, String does) {
    }

    /** The keys of these commands, and of the views. */
    public KeysViewModel(List<Command> commands, Words words) {
        List<Section> all = new ArrayList<>();
        for (Command.Group group : Command.Group.values()) {
            List<Line> lines = commands.stream().filter(command -> command.group() == group && command.shortcut().isPresent())
                    .map(command -> new Line(command.id().equals("keys") ? "?  " + command.keys() : command.keys(), command.label())).toList();
            if (!lines.isEmpty()) {
                all.add(new Section(words.text("keys.group-" + group.id()), lines));
            }
        }
        all.add(new Section(words.text("keys.group-box"), lines(BOX, words)));
        all.add(new Section(words.text("keys.group-maps"), lines(MAPS, words)));
        all.add(new Section(words.text("keys.group-time"), lines(TIME, words)));
        all.add(new Section(words.text("keys.group-scrubber"), lines(SCRUBBER, words)));
        sections = List.copyOf(all);
    }

    private static List<Line> lines(List<String> entries, Words words) {
        return entries.stream().map(entry -> new Line(keys(entry, words), words.text("keys." + entry + "-does"))).toList();
    }

    /** Only what a system calls its own way is not in the words' file. */
    private static String keys(String entry, Words words) {
        return entry.equals("marks") ? words.text("keys.marks", KeyNames.of(words, "Shortcut+Left")) : words.text("keys." + entry);
    }

    /** The keys, section by section. */
    public List<Section> sections() {
        return sections;
    }
}
