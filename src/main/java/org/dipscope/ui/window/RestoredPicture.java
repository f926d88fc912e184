package org.dipscope.ui.window;

import org.dipscope.export.PictureNote;
import org.dipscope.session.Settings;
import org.dipscope.ui.text.Captions;
import org.dipscope.ui.text.Words;

import java.util.Map;
import java.util.Optional;

/**
 * A picture that was dropped on the window, with what it says of its runs.
 *
 * @param note the picture's note
 * @param open the model that is open
 */
public record RestoredPicture(PictureNote note, Optional<String> open) {

    /** What the picture's runs were and did, and which one's settings are in force. */
    public String sentence(Words words) {
        String a = summary(words, note.settings(), note.figures());
        String restored = note.compared().map(b -> words.text("window.restored-both", a, summary(words, b.settings(), b.figures())))
                .orElseGet(() -> words.text("window.restored", a));
        return elsewhere().map(model -> restored + ". " + words.text("window.restored-elsewhere", model, open.orElseThrow())).orElse(restored);
    }

    /** The picture's model, where another one is open. */
    private Optional<String> elsewhere() {
        return Optional.of(note.model()).filter(model -> !model.isEmpty() && open.isPresent() && !open.get().equals(model));
    }

    /** B's settings, where the picture compares two runs. */
    public Optional<Settings> compared() {
        return note.compared().map(PictureNote.Compared::settings);
    }

    private static String summary(Words words, Settings settings, Map<String, Object> figures) {
        Map<?, ?> simulated = figures.get("simulated") instanceof Map<?, ?> map ? map : Map.of();
        return words.text("window.restored-run", Captions.of(words, settings), words.numerals().rate(figure(simulated, "tokens_per_s")),
                words.numerals().percent(figure(simulated, "hit_rate")), words.numerals().bytes(figure(simulated, "flash_bytes_per_token")));
    }

    /** Another program may have written anything there. */
    private static double figure(Map<?, ?> figures, String name) {
        return figures.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
