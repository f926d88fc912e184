package org.dipscope.ui.theme;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** JavaFX only warns of a colour that nobody defines, when what has it is shown, and draws it in another. */
class ColourNamesTest {
    private static final Path STYLES = Path.of("styles");
    private static final Pattern NAMED = Pattern.compile("(-ds-[a-z0-9-]+)");
    private static final Pattern DEFINED = Pattern.compile("(-ds-[a-z0-9-]+)\\s*:");

    @ParameterizedTest
    @EnumSource(Theme.class)
    void everyColourThatASheetLooksUpIsOfTheTheme(Theme theme) throws IOException {
        String shared = Files.readString(STYLES.resolve("dipscope.css")) + Files.readString(STYLES.resolve("instruments.css"));
        String own = Files.readString(STYLES.resolve(theme.name().toLowerCase(Locale.ROOT) + ".css"));

        Set<String> named = all(NAMED, shared);
        assertThat(named).contains("-ds-text-2");
        assertThat(named).isSubsetOf(all(DEFINED, own + shared));
    }

    private static Set<String> all(Pattern pattern, String sheet) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(sheet);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
