package org.dipscope.cli;

import org.dipscope.session.Setting;
import org.dipscope.session.Settings;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings as one line of options, such as {@code --gamma 1 --dram 60MB}. */
final class SettingLine {
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|[^\\s\"])+");

    private final String line;
    private final SettingOptions options;
    private final PrintWriter notes;
    private boolean noted;

    /**
     * A line; a value with white space stands in quotation marks.
     *
     * @param name  by which notes call it
     * @param notes takes them
     * @throws IllegalArgumentException with one sentence where the line has anything but options of these groups
     */
    SettingLine(String line, String name, PrintWriter notes, Setting.Group... groups) {
        this.line = line;
        this.options = SettingOptions.of(groups);
        this.notes = notes;
        CommandSpec command = CommandSpec.create().name(name);
        options.addTo(command);
        List<String> words = new ArrayList<>();
        for (Matcher matcher = WORD.matcher(line); matcher.find(); ) {
            words.add(matcher.group().replace("\"", ""));
        }
        try {
            new CommandLine(command).parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw refused(e);
        }
    }

    /** The settings that it says over these; throws {@link IllegalArgumentException} with one sentence where they do not work. */
    Settings read(Settings start) {
        try {
            Settings read = options.read(start);
            if (!noted) {
                noted = true;
                options.notes().forEach(notes::println);
            }
            return read;
        } catch (ParameterException e) {
            throw refused(e);
        }
    }

    private IllegalArgumentException refused(ParameterException why) {
        return new IllegalArgumentException("'%s' does not work: %s".formatted(line, MistypedOption.in(why).orElseGet(() -> Failures.sentence(why))), why);
    }
}
