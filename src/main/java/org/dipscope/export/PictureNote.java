package org.dipscope.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.dipscope.session.Figures;
import org.dipscope.session.ProgramVersion;
import org.dipscope.session.Settings;
import org.dipscope.session.SettingsText;
import org.dipscope.session.Snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a picture says of itself, so that dropping it on the window restores what it shows.
 *
 * @param model    the model's name
 * @param version  the program that saved it
 * @param prompt   what was asked
 * @param system   the system prompt; empty for the template's own
 * @param settings those of the run, or of run A
 * @param figures  those of the run, or of run A, under the names of {@link FigureText}
 * @param compared run B, in a comparison
 */
public record PictureNote(String model, String version, String prompt, Optional<String> system, Settings settings, Map<String, Object> figures,
                          Optional<Compared> compared) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final long MOST_BYTES = 256L << 20;

    /**
     * The other run of a comparison.
     *
     * @param model    its model's name
     * @param prompt   what was asked
     * @param system   its system prompt; empty for the template's own
     * @param settings its settings
     * @param figures  its figures
     */
    public record Compared(String model, String prompt, Optional<String> system, Settings settings, Map<String, Object> figures) {
    }

    /** What this program says of a run, or of two runs in a comparison: the settings that their last tokens were made with. */
    public static PictureNote of(Snapshot run, Optional<Snapshot> other) {
        return new PictureNote(run.run().model().name(), ProgramVersion.current().number(), run.run().prompt(), run.run().system(), settings(run), FigureText.all(run.figures()),
                other.map(second -> new Compared(second.run().model().name(), second.run().prompt(), second.run().system(), settings(second), FigureText.all(second.figures()))));
    }

    private static Settings settings(Snapshot run) {
        return run.tokens().isEmpty() ? run.settings() : run.tokens().getLast().settings();
    }

    /** What this program says of a run. */
    public static PictureNote of(String model, String prompt, Settings settings, Figures figures) {
        return new PictureNote(model, ProgramVersion.current().number(), prompt, Optional.empty(), settings, FigureText.all(figures), Optional.empty());
    }

    /** The same, beside a second run of the same question to the same model. */
    public PictureNote comparedWith(Settings other, Figures otherFigures) {
        return new PictureNote(model, version, prompt, system, settings, figures, Optional.of(new Compared(model, prompt, system, other, FigureText.all(otherFigures))));
    }

    /** The picture with this note inside. */
    public byte[] inside(PngImage image) {
        return PngText.put(image.encode(), json());
    }

    /** The note as JSON. */
    public String json() {
        Map<String, Object> note = new LinkedHashMap<>();
        note.put("settings", SettingsText.write(settings));
        note.put("model", model);
        note.put("version", version);
        note.put("prompt", prompt);
        system.ifPresent(text -> note.put("system", text));
        note.put("figures", figures);
        compared.ifPresent(other -> note.put("compared", fields(other)));
        return JsonText.of(note);
    }

    /** What is the same as in run A is said once. */
    private Map<String, Object> fields(Compared other) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("settings", SettingsText.write(other.settings()));
        fields.put("figures", other.figures());
        if (!other.model().equals(model)) {
            fields.put("model", other.model());
        }
        if (!other.prompt().equals(prompt) || !other.system().equals(system)) {
            fields.put("prompt", other.prompt());
            other.system().ifPresent(text -> fields.put("system", text));
        }
        return fields;
    }

    /**
     * The note inside a picture; empty for a picture of another program. The file is not trusted.
     *
     * @param base what holds for settings that the note leaves out
     * @throws IllegalArgumentException with one sentence where the picture or its note is broken
     * @throws IOException              if the file cannot be read
     */
    public static Optional<PictureNote> read(Path png, Settings base) throws IOException {
        if (Files.size(png) > MOST_BYTES) {
            throw new IllegalArgumentException("'%s' is too large for a picture of a window; choose one that Dipscope saved.".formatted(png));
        }
        return PngText.get(Files.readAllBytes(png)).map(json -> parse(json, base));
    }

    static PictureNote parse(String json, Settings base) {
        Map<String, Object> note;
        try {
            note = JSON.readValue(json, new TypeReference<>() { });
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the settings inside the picture are no JSON object; get the picture again.", e);
        }
        if (note == null) {
            throw new IllegalArgumentException("the settings inside the picture are empty; get the picture again.");
        }
        PictureNote alone = new PictureNote(text(note, "model"), text(note, "version"), text(note, "prompt"), system(note),
                SettingsText.read(object(note, "settings"), base), object(note, "figures"), Optional.empty());
        return note.containsKey("compared") ? alone.with(object(note, "compared"), base) : alone;
    }

    private PictureNote with(Map<String, Object> other, Settings base) {
        boolean asked = other.containsKey("prompt");
        return new PictureNote(model, version, prompt, system, settings, figures, Optional.of(new Compared(other.containsKey("model") ? text(other, "model") : model,
                asked ? text(other, "prompt") : prompt, asked ? system(other) : system, SettingsText.read(object(other, "settings"), base), object(other, "figures"))));
    }

    private static Optional<String> system(Map<String, Object> note) {
        return Optional.of(text(note, "system")).filter(text -> !text.isEmpty());
    }

    private static Map<String, Object> object(Map<String, Object> note, String name) {
        if (!(note.get(name) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("the picture has no '%s' inside; choose one that Dipscope saved.".formatted(name));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> object.put(key.toString(), value));
        return object;
    }

    private static String text(Map<String, Object> note, String name) {
        return note.get(name) instanceof String text ? text : "";
    }
}
