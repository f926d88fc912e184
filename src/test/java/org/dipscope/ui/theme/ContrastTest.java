package org.dipscope.ui.theme;

import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dipscope.ui.colour.Tones.contrast;

/** Every colour that text has, on every ground that text stands on, as WCAG 2.2 measures it (success criterion 1.4.3). */
class ContrastTest {
    private static final Pattern TOKEN = Pattern.compile("(-ds-[a-z0-9-]+):\\s*(#[0-9a-f]{6});");
    private static final double LEAST = 4.5;
    /** What is no text but must be told from its ground (1.4.11). */
    private static final double LEAST_OF_MARKS = 3;

    @ParameterizedTest
    @EnumSource(Theme.class)
    void textCanBeReadOnEveryGround(Theme theme) throws IOException {
        Map<String, Color> tokens = tokens(theme);
        Map<String, Double> faint = new TreeMap<>();
        for (String text : List.of("-ds-text", "-ds-text-2", "-ds-text-3", "-ds-accent", "-ds-warning")) {
            for (String ground : List.of("-ds-background", "-ds-panel", "-ds-raised", "-ds-hover", "-ds-refusal")) {
                double contrast = contrast(tokens.get(text), tokens.get(ground));
                if (contrast < LEAST) {
                    faint.put(text + " on " + ground, contrast);
                }
            }
        }
        if (contrast(tokens.get("-ds-on-accent"), tokens.get("-ds-accent")) < LEAST) {
            faint.put("-ds-on-accent on -ds-accent", contrast(tokens.get("-ds-on-accent"), tokens.get("-ds-accent")));
        }
        assertThat(faint).isEmpty();
    }

    /** The figures that are better in a comparison are written in their run's colour. */
    @ParameterizedTest
    @EnumSource(Theme.class)
    void theColoursOfBothRunsCanBeReadAsText(Theme theme) throws IOException {
        Map<String, Color> tokens = tokens(theme);

        for (String ground : List.of("-ds-background", "-ds-panel")) {
            assertThat(contrast(tokens.get("-ds-evicted"), tokens.get(ground))).as(ground).isGreaterThanOrEqualTo(LEAST);
            assertThat(contrast(tokens.get("-ds-accent"), tokens.get(ground))).as(ground).isGreaterThanOrEqualTo(LEAST);
        }
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void whatCostsAndWhatIsLostStandsOutFromTheMapsGround(Theme theme) throws IOException {
        Map<String, Color> tokens = tokens(theme);

        for (String mark : List.of("-ds-evicted", "-ds-accent")) {
            assertThat(contrast(tokens.get(mark), tokens.get("-ds-panel"))).as(mark).isGreaterThanOrEqualTo(LEAST_OF_MARKS);
        }
        assertThat(contrast(tokens.get("-ds-loaded"), tokens.get("-ds-panel"))).isGreaterThanOrEqualTo(LEAST_OF_MARKS);
    }

    private static Map<String, Color> tokens(Theme theme) throws IOException {
        Map<String, Color> tokens = new LinkedHashMap<>();
        Matcher matcher = TOKEN.matcher(Files.readString(Path.of("styles", theme.id() + ".css")));
        while (matcher.find()) {
            tokens.put(matcher.group(1), Color.web(matcher.group(2)));
        }
        assertThat(tokens).hasSizeGreaterThan(12);
        return tokens;
    }
}
