package org.dipscope.cli;

import org.dipscope.session.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The page about the command line has every option that there is, and no other. */
class CommandLinePageTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--([a-z][a-z-]*)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `--([a-z-]+)(?: [^`|]*)?` \\| ([^|]*) \\|");
    /** Said once for all commands, at the top of the page. */
    private static final Set<String> EVERYWHERE = Set.of("help", "json", "model", "threads", "version");

    @ParameterizedTest
    @ValueSource(strings = {"info", "tokenize", "generate", "logits", "layer", "simulate", "replay", "trace", "device", "perplexity", "calibrate", "sweep", "report", "bench", "screenshot"})
    void aCommandsSection_hasItsOptionsAndNoOthers(String command) throws IOException {
        Set<String> there = new TreeSet<>(options(Invocation.of(command, "--help").out()));
        if (command.equals("trace")) {
            there.addAll(options(Invocation.of("trace", "info", "--help").out()));
            there.addAll(options(Invocation.of("trace", "convert", "--help").out()));
        }
        Set<String> settings = Setting.ALL.stream().map(Setting::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> own = new TreeSet<>(there);
        own.removeAll(EVERYWHERE);
        own.removeAll(settings);
        String section = section(command);
        assertThat(options(section)).as("what the section has of its own").containsAll(own);

        // Examples may run another command first.
        Set<String> foreign = new TreeSet<>(options(synopsis(section)));
        foreign.removeAll(there);
        assertThat(foreign).as("what the synopsis has and the command has not").isEmpty();
    }

    @Test
    void everySetting_standsInATableWithItsDefault() throws IOException {
        String page = page();
        for (Setting<?> setting : Setting.ALL) {
            Matcher row = ROW.matcher(page.substring(page.indexOf("## Options")));
            String found = row.results().filter(line -> line.group(1).equals(setting.name())).map(line -> line.group(2)).findFirst()
                    .orElseThrow(() -> new AssertionError("no row for --" + setting.name()));
            String start = setting.defaultText().replaceFirst("\\.0$", "");
            assertThat(found.replace("`", "")).as("--" + setting.name()).satisfiesAnyOf(
                    text -> assertThat(text).startsWith(start),
                    text -> assertThat(text + start).isIn("offfalse", "from the densityauto"));
        }
    }

    private static Set<String> options(String text) {
        return OPTION.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String section(String command) throws IOException {
        String page = page();
        int from = page.indexOf("\n### " + command + "\n");
        assertThat(from).as("a section of " + command).isPositive();
        int next = page.indexOf("\n### ", from + 1);
        return page.substring(from, Math.min(next < 0 ? page.length() : next, page.indexOf("\n## Options")));
    }

    /** The indented lines of how the command is called. */
    private static String synopsis(String section) {
        return section.lines().filter(line -> line.startsWith("    ")).takeWhile(line -> !line.contains("\"Why")).collect(Collectors.joining("\n"));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/command-line.md"));
    }
}
