package org.dipscope.ui.console;

import org.dipscope.session.Failure;
import org.dipscope.tokenizer.ChatTemplateException;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

class FailedRunTest {
    private static final Words GERMAN = Words.of(Locale.GERMAN);
    private static final String ENGLISH = "The English sentence; do this.";

    private static String said(Words words, String trouble, String... details) {
        return FailedRun.sentence(words, new Failure(trouble, List.of(details), ENGLISH));
    }

    @ParameterizedTest
    @EnumSource(ChatTemplateException.Trouble.class)
    void everyTroubleOfATemplateIsSaidInBothLanguages(ChatTemplateException.Trouble trouble) {
        String id = "template-" + trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
        String[] details = trouble == ChatTemplateException.Trouble.FAILED ? new String[] {"3", "filter", "shout"} : new String[] {"3"};

        assertThat(said(GERMAN, id, details)).doesNotContain(ENGLISH, "auf Englisch", "{").endsWith(".");
        assertThat(said(Words.english(), id, details)).doesNotContain(ENGLISH, "{").endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"context-full", "not-the-last", "overflow", "mistake", "file-lost", "memory"})
    void soIsWhateverElseARunFailsOf(String trouble) {
        assertThat(said(GERMAN, trouble, "8192")).doesNotContain(ENGLISH, "auf Englisch", "{").endsWith(".");
        assertThat(said(Words.english(), trouble, "8192")).doesNotContain("{").endsWith(".");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
            unfit § lässt sich nicht als Zahl lesen
            mismatch § Text, wo Zahl verlangt ist
            method § Text kennt keine Methode
            unfinished § ist nicht zu Ende
            senseless § ergibt bei
            filter § es gibt keinen Filter
            test § es gibt keinen Test
            zero § Division durch null
            """)
    void whatALineComplainsOfHasWords(String kind, String german) {
        String[] about = switch (kind) {
            case "unfit" -> new String[] {"4", kind, "x", "number"};
            case "mismatch" -> new String[] {"4", kind, "text", "number"};
            case "method" -> new String[] {"4", kind, "text", "shout"};
            case "zero" -> new String[] {"4", kind};
            default -> new String[] {"4", kind, "x", "y"};
        };

        assertThat(said(GERMAN, "template-failed", about)).startsWith("Die Chat-Vorlage des Modells ist in Zeile 4 gescheitert (").contains(german);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "a trouble of a later version", "template-failed"})
    void whatHasNoWordsIsQuoted(String trouble) {
        assertThat(said(GERMAN, trouble)).isEqualTo("Der Lauf ist fehlgeschlagen, auf Englisch: " + ENGLISH);
        assertThat(said(Words.english(), trouble)).isEqualTo(ENGLISH);
    }
}
