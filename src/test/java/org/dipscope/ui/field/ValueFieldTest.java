package org.dipscope.ui.field;

import javafx.event.ActionEvent;
import javafx.scene.control.Label;
import org.dipscope.ui.Picture;
import org.dipscope.ui.text.Words;
import org.junit.jupiter.api.Test;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

class ValueFieldTest {
    @Test
    void whatDoesNotParseStaysWithTheReasonAndTheValueStaysToo() {
        Picture.inJavaFx(() -> {
            ValueField<Double> field = new ValueField<Double>().fromNothing().speak(Words.english(), ValueFieldTest::density, String::valueOf);
            commit(field, "0.5");
            assertThat(field.valueProperty().get()).isEqualTo(0.5);
            assertThat(field.getAccessibleHelp()).isNull();

            commit(field, "1.5");
            assertThat(field.getText()).isEqualTo("1.5");
            assertThat(field.valueProperty().get()).isEqualTo(0.5);
            assertThat(field.getTooltip().getText()).isEqualTo("above 1");
            assertThat(field.getAccessibleHelp()).isEqualTo("above 1");

            commit(field, "many");
            assertThat(field.getTooltip().getText()).contains("many").doesNotContain("For input string");

            commit(field, "0.7");
            assertThat(field.valueProperty().get()).isEqualTo(0.7);
            assertThat(field.getTooltip()).isNull();
            assertThat(field.getAccessibleHelp()).isNull();
        });
    }

    @Test
    void theReasonStandsInTheLineUnderTheFieldUntilItIsCorrected() {
        Picture.inJavaFx(() -> {
            ValueField<Double> field = new ValueField<Double>().fromNothing().speak(Words.of(Locale.GERMAN), text -> Range.of(0, 1).read(Words.of(Locale.GERMAN), text), String::valueOf);
            Label usual = new Label("behält 384 von 576");
            RefusalLine line = new RefusalLine();
            line.watch(usual, field);
            assertThat(line.isVisible()).isFalse();
            assertThat(usual.isManaged()).isTrue();

            commit(field, "1.5");
            assertThat(line.getText()).isEqualTo("„1.5“ liegt nicht zwischen 0 und 1; bitte einen Wert dazwischen eintippen.");
            assertThat(line.isManaged()).isTrue();
            assertThat(usual.isVisible()).isFalse();
            assertThat(usual.isManaged()).isFalse();

            commit(field, "0,5");
            assertThat(field.valueProperty().get()).isEqualTo(0.5);
            assertThat(line.isVisible()).isFalse();
            assertThat(usual.isVisible()).isTrue();
        });
    }

    private static double density(String text) {
        double value = Double.parseDouble(text);
        if (value > 1) {
            throw new IllegalArgumentException("above 1");
        }
        return value;
    }

    private static void commit(ValueField<Double> field, String text) {
        field.setText(text);
        field.fireEvent(new ActionEvent());
    }
}
