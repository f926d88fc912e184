package org.dipscope.ui.controls;

import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import org.dipscope.memory.CachePolicy;
import org.dipscope.ui.text.Words;

/** Every policy in one menu: those that know the future stand in it disabled, with the reason, so that nobody looks for them in vain. */
final class PolicyMenu {

    private PolicyMenu() {
    }

    static void fill(ComboBox<CachePolicy> menu, Property<CachePolicy> chosen, Words words) {
        menu.getItems().setAll(CachePolicy.values());
        menu.setCellFactory(_ -> new Cell(words));
        menu.setButtonCell(new Cell(words));
        Runnable show = () -> {
            menu.setValue(chosen.getValue());
            menu.setTooltip(chosen.getValue() == null ? null : new Tooltip(chosen.getValue().description()));
        };
        show.run();
        chosen.addListener((_, _, _) -> show.run());
        // The arrow keys reach disabled cells too.
        menu.valueProperty().addListener((_, _, now) -> {
            if (now != null && !now.knowsFuture()) {
                chosen.setValue(now);
            } else {
                show.run();
            }
        });
    }

    private static final class Cell extends ListCell<CachePolicy> {
        private final Words words;

        Cell(Words words) {
            this.words = words;
        }

        @Override
        protected void updateItem(CachePolicy policy, boolean empty) {
            super.updateItem(policy, empty);
            boolean future = !empty && policy != null && policy.knowsFuture();
            setDisable(future);
            setText(empty || policy == null ? "" : future ? policy.label() + " · " + words.text("controls.future-policy") : policy.label());
            setAccessibleText(future ? words.text("controls.future-policy-reason", policy.label()) : getText());
        }
    }
}
