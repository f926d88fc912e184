package org.dipscope.ui.console;

import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dipscope.session.DefaultSettings;
import org.dipscope.session.Sampling;
import org.dipscope.session.Setting;
import org.dipscope.session.Settings;
import org.dipscope.ui.field.Range;
import org.dipscope.ui.field.Reasons;
import org.dipscope.ui.field.RefusalLine;
import org.dipscope.ui.field.ValueField;
import org.dipscope.ui.text.Words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** The pop-over's form for how tokens are chosen; every entry counts at once. */
final class SamplingForm extends VBox {
    /** As {@link Sampling} has it for the temperature and the penalty. */
    private static final double MOST = 100;

    private final Words words;
    private final Consumer<Sampling> changed;
    private final List<ValueField<?>> fields = new ArrayList<>();
    private final Map<Setting<?>, HBox> boxes = new LinkedHashMap<>();
    private final RefusalLine refused = new RefusalLine();
    private Sampling sampling;

    SamplingForm(Words words, Sampling shown, Consumer<Sampling> changed) {
        this.words = words;
        this.sampling = shown;
        this.changed = changed;
        getStyleClass().add("form");
        Label title = new Label(words.text("console.sampling"));
        title.getStyleClass().add("heading");
        GridPane grid = new GridPane();
        grid.getStyleClass().add("form-grid");
        decimal(grid, 0, Setting.TEMPERATURE, words.text("console.temperature-hint"), Range.of(0, MOST), Sampling::temperature,
                (s, v) -> new Sampling(v, s.topK(), s.topP(), s.minP(), s.repeatPenalty(), s.seed(), s.maxTokens()));
        entry(grid, 1, Setting.TOP_K, words.text("console.keeps-all-0"), Sampling::topK, whole(0), String::valueOf,
                (s, v) -> new Sampling(s.temperature(), v, s.topP(), s.minP(), s.repeatPenalty(), s.seed(), s.maxTokens()));
        decimal(grid, 2, Setting.TOP_P, words.text("console.keeps-all-1"), Range.above(0, 1), Sampling::topP,
                (s, v) -> new Sampling(s.temperature(), s.topK(), v, s.minP(), s.repeatPenalty(), s.seed(), s.maxTokens()));
        decimal(grid, 3, Setting.MIN_P, words.text("console.keeps-all-0"), Range.of(0, 1), Sampling::minP,
                (s, v) -> new Sampling(s.temperature(), s.topK(), s.topP(), v, s.repeatPenalty(), s.seed(), s.maxTokens()));
        decimal(grid, 4, Setting.REPEAT_PENALTY, words.text("console.none-1"), Range.of(1, MOST), Sampling::repeatPenalty,
                (s, v) -> new Sampling(s.temperature(), s.topK(), s.topP(), s.minP(), v, s.seed(), s.maxTokens()));
        entry(grid, 5, Setting.SEED, words.text("console.seed-hint"), Sampling::seed, this::seed, String::valueOf,
                (s, v) -> new Sampling(s.temperature(), s.topK(), s.topP(), s.minP(), s.repeatPenalty(), v, s.maxTokens()));
        entry(grid, 6, Setting.MAX_TOKENS, words.text("console.most-hint"), Sampling::maxTokens, whole(1), String::valueOf, Sampling::withMaxTokens);
        allow();
        refused.watch(fields.toArray(ValueField<?>[]::new));
        getChildren().addAll(title, grid, refused);
    }

    private Function<String, Integer> whole(int least) {
        return text -> (int) Range.whole(least, Integer.MAX_VALUE).read(words, text);
    }

    private long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(words.text("field.not-whole", text, 42), e);
        }
    }

    private void decimal(GridPane grid, int row, Setting<?> setting, String hint, Range range, Function<Sampling, Double> read,
                         BiFunction<Sampling, Double, Sampling> write) {
        entry(grid, row, setting, hint, read, text -> range.read(words, text), v -> words.numerals().brief(v, 4), write);
    }

    private <T> void entry(GridPane grid, int row, Setting<?> setting, String hint, Function<Sampling, T> read,
                           Function<String, T> parser, Function<T, String> format, BiFunction<Sampling, T, Sampling> write) {
        ValueField<T> field = new ValueField<T>().speak(words, parser, format);
        fields.add(field);
        field.valueProperty().set(read.apply(sampling));
        field.valueProperty().addListener((_, _, value) -> {
            sampling = write.apply(sampling, value);
            changed.accept(sampling);
            allow();
        });
        HBox box = new HBox(field);
        HBox.setHgrow(field, Priority.ALWAYS);
        boxes.put(setting, box);
        Label label = new Label(words.text("settings." + setting.name()));
        label.setLabelFor(field);
        Label note = new Label(hint);
        note.getStyleClass().add("note");
        grid.addRow(row, label, box, note);
    }

    /** What has no say at this temperature cannot be set, and says why. */
    private void allow() {
        Settings settings = DefaultSettings.embedded().with(sampling);
        boxes.forEach((setting, box) -> Reasons.allow(box, setting.idle(settings).map(why -> words.text("controls.idle-" + why.id()))));
    }
}
