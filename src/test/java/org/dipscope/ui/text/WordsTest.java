package org.dipscope.ui.text;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WordsTest {
    private static final Path FILES = Path.of("src/main/resources/org/dipscope/ui/words");
    private static final Path CODE = Path.of("src/main/java/org/dipscope");
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");
    private static final Pattern SHOWN = Pattern.compile("\\b(?:text|promptText|tooltip|accessibleText|accessibleHelp|accessibleRoleDescription)=\"([^\"]*)\"");
    private static final Pattern USED = Pattern.compile("\\.(text|count)\\(\"([a-z-]+\\.[a-z0-9.-]+)\"[,)]");
    /** Names that are the same in every language. */
    private static final Set<String> NAMES = Set.of("Dipscope", "A", "B", "DRAM", "DRAM GB/s", "Flash GB/s");

    @Test
    void bothLanguagesHaveTheSameEntriesWithTheSamePlaces() {
        for (Path english : english()) {
            Properties words = load(english);
            Properties german = load(english.resolveSibling(english.getFileName().toString().replace(".properties", "_de.properties")));

            assertThat(german.stringPropertyNames()).as("%s in German", english.getFileName()).isEqualTo(words.stringPropertyNames());
            words.stringPropertyNames().forEach(key -> assertThat(places(german.getProperty(key)))
                    .as("places of %s in %s", key, english.getFileName()).isEqualTo(places(words.getProperty(key))));
        }
    }

    @Test
    void noEntryIsEmptyAndNoneStandsTwice() throws IOException {
        for (Path file : files()) {
            load(file).forEach((key, text) -> assertThat((String) text).as("%s in %s", key, file.getFileName()).isNotBlank());
            List<String> keys = new ArrayList<>();
            Files.readAllLines(file).stream().filter(line -> line.contains("=") && !line.startsWith("#"))
                    .forEach(line -> keys.add(line.substring(0, line.indexOf('=')).strip()));
            assertThat(keys).as(file.toString()).doesNotHaveDuplicates();
        }
    }

    @Test
    void noLayoutHasWordsOfItsOwn() throws IOException {
        TreeMap<String, String> found = new TreeMap<>();
        for (Path layout : list(Path.of("fxml"), ".fxml")) {
            Matcher shown = SHOWN.matcher(Files.readString(layout));
            while (shown.find()) {
                String text = shown.group(1);
                if (!text.startsWith("%") && !text.isBlank() && !NAMES.contains(text)) {
                    found.put(text, layout.toString());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyKeyThatTheCodeOrALayoutNamesHasAnEntry() throws IOException {
        Words words = Words.english();
        for (Path layout : list(Path.of("fxml"), ".fxml")) {
            Matcher key = Pattern.compile("\"%([^\"]+)\"").matcher(Files.readString(layout));
            while (key.find()) {
                assertThat(words.resources().containsKey(key.group(1))).as("%s in %s", key.group(1), layout).isTrue();
            }
        }
        int seen = 0;
        for (Path source : list(CODE, ".java")) {
            Matcher key = USED.matcher(Files.readString(source));
            while (key.find()) {
                seen++;
                String name = key.group(2) + (key.group(1).equals("count") ? ".many" : "");
                assertThat(words.resources().containsKey(name)).as("%s in %s", name, source).isTrue();
            }
        }
        assertThat(seen).isGreaterThan(100);
    }

    @Test
    void aLanguageThatThereIsNotGetsEnglishWhateverTheMachineSpeaks() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Words.of(Locale.FRANCE).text("commands.run")).isEqualTo("Run");
            assertThat(Words.of(Locale.forLanguageTag("de-AT")).text("commands.run")).isEqualTo("Start");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void valuesStandInTheirPlacesAsTheyAre() {
        assertThat(Words.english().text("hooks.cell-down", 17, 1903)).isEqualTo("layer 17 · GLU column 1903");
        assertThat(Words.english().text("files.saved", "a$1 {0} \\ b.png")).isEqualTo("Saved a$1 {0} \\ b.png");
        assertThat(Words.english().count("runs.tokens", 1)).isEqualTo("1 token");
        assertThat(Words.english().count("runs.tokens", 12)).isEqualTo("12 tokens");
        assertThat(Words.of(Locale.GERMAN).count("controls.top", 8)).startsWith("die 8 größten");
    }

    @Test
    void aKeyWithoutAnEntryIsAMistake() {
        assertThatThrownBy(() -> Words.english().text("masks.nonsense")).isInstanceOf(MissingResourceException.class);
        assertThat(Words.english().resources().containsKey("masks.nonsense")).isFalse();
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        PLACE.matcher(text).results().forEach(place -> places.add(place.group()));
        return places;
    }

    private static List<Path> english() {
        return files().stream().filter(file -> !file.toString().endsWith("_de.properties")).toList();
    }

    private static List<Path> files() {
        List<Path> files = list(FILES, ".properties");
        assertThat(files).hasSizeGreaterThan(10);
        return files;
    }

    private static List<Path> list(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
