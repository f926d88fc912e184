package org.dipscope.ui.console;

import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.dipscope.session.Sampling;
import org.dipscope.ui.field.ValueField;
import org.dipscope.ui.text.Numerals;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** The pop-over's form for how tokens are chosen; every entry counts at once. */
final class SamplingForm extends VBox {
    private final Consumer<Sampling> changed;
    private Sampling sampling;

    SamplingForm(Sampling shown, Consumer<Sampling> changed) {
        this.sampling = shown;
        this.changed = changed;
        getStyleClass().add("form");
        Label title = new Label("Sampling");
        title.getStyleClass().add("heading");
        GridPane grid = new GridPane();
        grid.getStyleClass().add("form-grid");
        decimal(grid, 0, "Temperature", "0 takes the likeliest token", Sampling::temperature,
                (s, v) -> new Sampling(v, s.topK(), s.topP(), s.minP(), s.repeatPenalty(), s.seed(), s.maxTokens()));
        entry(grid, 1, "Top-k", "0 keeps all", Sampling::topK, Integer::valueOf, String::valueOf,
                (s, v) -> new Sampling(s.temperature(), v, s.topP(), s.minP(), s.repeatPenalty(), s.seed(), s.maxTokens()));
        decimal(grid, 2, "Top-p", "1 keeps all", Sampling::topP,
                (s, v) -> new Sampling(s.temperature(), s.topK(), v, s.minP(), s.repeatPenalty(), s.seed(), s.maxTokens()));
        decimal(grid, 3, "Min-p", "0 keeps all", Sampling::minP,
                (s, v) -> new Sampling(s.temperature(), s.topK(), s.topP(), v, s.repeatPenalty(), s.seed(), s.maxTokens()));
        decimal(grid, 4, "Repeat penalty", "1 is none", Sampling::repeatPenalty,
                (s, v) -> new Sampling(s.temperature(), s.topK(), s.topP(), s.minP(), v, s.seed(), s.maxTokens()));
        entry(grid, 5, "Seed", "same seed, same text", Sampling::seed, Long::valueOf, String::valueOf,
                (s, v) -> new Sampling(s.temperature(), s.topK(), s.topP(), s.minP(), s.repeatPenalty(), v, s.maxTokens()));
        entry(grid, 6, "Most tokens", "of one answer", Sampling::maxTokens, Integer::valueOf, String::valueOf, Sampling::withMaxTokens);
        getChildren().addAll(title, grid);
    }

    private void decimal(GridPane grid, int row, String name, String hint, Function<Sampling, Double> read,
                         BiFunction<Sampling, Double, Sampling> write) {
        entry(grid, row, name, hint, read, Double::valueOf, v -> Numerals.brief(v, 4), write);
    }

    private <T> void entry(GridPane grid, int row, String name, String hint, Function<Sampling, T> read,
                           Function<String, T> parser, Function<T, String> format, BiFunction<Sampling, T, Sampling> write) {
        ValueField<T> field = new ValueField<T>().speak(text -> {
            T value = parser.apply(text);
            write.apply(sampling, value);
            return value;
        }, format);
        field.valueProperty().set(read.apply(sampling));
        field.valueProperty().addListener((_, _, value) -> {
            sampling = write.apply(sampling, value);
            changed.accept(sampling);
        });
        Label label = new Label(name);
        label.setLabelFor(field);
        Label note = new Label(hint);
        note.getStyleClass().add("note");
        grid.addRow(row, label, field, note);
    }
}
