package org.dipscope;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What README and docs point at is there. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern TAKEN = Pattern.compile("(?m)^ +\\./dipscope screenshot --prompt \"Why is the sky blue\\?\" (.*) --out docs/pictures/(\\S+)\\.png$");
    private static final Pattern MADE = Pattern.compile("(?m)^picture (\\S+) (.*)$");
    private static final Pattern CODE = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`");

    @Test
    void everyLink_leadsToAFileAndToAHeadingInIt() throws IOException {
        Set<String> broken = new TreeSet<>();
        int links = 0;
        for (Path page : pages()) {
            for (String link : LINK.matcher(Files.readString(page)).results().map(found -> found.group(1)).filter(found -> !found.startsWith("http")).toList()) {
                links++;
                String[] parts = link.split("#", 2);
                Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
                if (!Files.exists(file) || parts.length == 2 && !headings(file).contains(parts[1])) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(100);
    }

    @Test
    void everyPicture_isShownByAPage() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path page : pages()) {
            all.append(Files.readString(page));
        }
        try (Stream<Path> pictures = Files.list(Path.of("docs/pictures"))) {
            assertThat(pictures.map(picture -> picture.getFileName().toString())).isNotEmpty().allSatisfy(name -> assertThat(all).contains("pictures/" + name));
        }
    }

    /** A page that names another command than the one its picture is made by would have the reader make another picture. */
    @Test
    void everyPictureCommand_isTheOneThatMakePicturesRuns() throws IOException {
        Map<String, Set<String>> made = new TreeMap<>();
        MADE.matcher(Files.readString(Path.of("docs/make-pictures"))).results().forEach(line -> made.put(line.group(1), options(line.group(2))));
        assertThat(made).isNotEmpty();
        int commands = 0;
        for (Path page : pages()) {
            for (MatchResult taken : TAKEN.matcher(Files.readString(page)).results().toList()) {
                commands++;
                assertThat(options(taken.group(1))).as("%s in %s", taken.group(2), page).isEqualTo(made.get(taken.group(2)));
            }
        }
        assertThat(commands).isGreaterThan(10);
    }

    /** In a page, words like {@code SettingsFixtureTest} name a class of ours or one that everybody knows. */
    @Test
    void everyClassThatIsNamed_isThere() throws IOException {
        Set<String> known = new TreeSet<>(Set.of("StrictMath", "MemAvailable", "OutOfMemoryError", "CompileThresholdScaling"));
        try (Stream<Path> sources = Files.walk(Path.of("src"))) {
            sources.map(source -> source.getFileName().toString()).filter(name -> name.endsWith(".java")).forEach(name -> known.add(name.replace(".java", "")));
        }
        for (Path page : pages()) {
            assertThat(CODE.matcher(Files.readString(page)).results().map(found -> found.group(1))).as(page.toString()).allMatch(known::contains);
        }
    }

    @Test
    void everyDecision_isInTheirList() throws IOException {
        String list = Files.readString(Path.of("docs/decisions/README.md"));
        try (Stream<Path> decisions = Files.list(Path.of("docs/decisions"))) {
            assertThat(decisions.map(decision -> decision.getFileName().toString()).filter(name -> !name.equals("README.md"))).isNotEmpty()
                    .allSatisfy(name -> assertThat(list).contains("(" + name + ")"));
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        for (String folder : List.of("docs", "src")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }

    /** The headings of a page as GitHub makes anchors of them: a second one of the same words gets a number. */
    private static Set<String> headings(Path page) throws IOException {
        Map<String, Integer> times = new HashMap<>();
        Set<String> anchors = new TreeSet<>();
        HEADING.matcher(Files.readString(page)).results().forEach(heading -> {
            String anchor = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_\\- ]", "").replace(' ', '-');
            int before = times.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        return anchors;
    }

    private static Set<String> options(String line) {
        return new TreeSet<>(List.of(line.strip().split(" (?=--)")));
    }
}
