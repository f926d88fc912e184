package org.dipscope.ui.field;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.dipscope.ui.text.Words;

import java.util.function.Function;

/**
 * A typed entry of one value. What is typed counts once Enter is pressed or the field is left; what does not parse stays to
 * be corrected, with the reason for a {@link RefusalLine}, in the tooltip and for screen readers, while the value stays as it was. Escape
 * brings the value back.
 */
public final class ValueField<T> extends TextField {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final ObjectProperty<T> value = new SimpleObjectProperty<>();
    private Function<String, T> parser = _ -> value.get();
    private Function<T, String> format = String::valueOf;
    private Words words = Words.english();
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper(this, "refusal");
    private boolean takesFirst;

    /** A field that shows its value but takes none until {@link #speak} tells it how. */
    public ValueField() {
        getStyleClass().add("value-field");
        setPrefColumnCount(5);
        value.addListener((_, _, _) -> reset());
        setOnAction(_ -> commit());
        focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                commit();
            }
        });
        // What the value opens up, such as the fields below a temperature, has to be open when Tab looks for the next field.
        addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.TAB) {
                commit();
            }
        });
        setOnKeyPressed(key -> {
            // Where there is nothing to bring back, Escape is for whatever the field stands in.
            if (key.getCode() == KeyCode.ESCAPE && !getText().equals(shown())) {
                reset();
                key.consume();
            }
        });
    }

    /**
     * Says how the value is written.
     *
     * @param language in which a number that is none is refused
     * @param read  reads what was typed; throws {@link IllegalArgumentException} with one sentence for a person
     * @param write writes the value
     * @return this field
     */
    public ValueField<T> speak(Words language, Function<String, T> read, Function<T, String> write) {
        words = language;
        parser = read;
        format = write;
        reset();
        return this;
    }

    /** Has the field take a first value, too; else it takes none before it has one. */
    public ValueField<T> fromNothing() {
        takesFirst = true;
        return this;
    }

    private void commit() {
        if (value.get() == null ? !takesFirst || getText().isBlank() : getText().strip().equals(format.apply(value.get()))) {
            reset();
            return;
        }
        try {
            value.set(parser.apply(getText().strip()));
            reset();
        } catch (IllegalArgumentException e) {
            String reason = e instanceof NumberFormatException ? words.text("field.not-a-number", getText()) : e.getMessage();
            pseudoClassStateChanged(WRONG, true);
            setTooltip(new Tooltip(reason));
            setAccessibleHelp(reason);
            refusal.set(reason);
        }
    }

    private void reset() {
        pseudoClassStateChanged(WRONG, false);
        setTooltip(null);
        setAccessibleHelp(null);
        refusal.set(null);
        setText(shown());
    }

    /** The value as it is written. */
    private String shown() {
        return value.get() == null ? "" : format.apply(value.get());
    }

    /** Why what stands in the field was not taken; {@code null} where it was. */
    public ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /** The value that was last committed. */
    public ObjectProperty<T> valueProperty() {
        return value;
    }
}
