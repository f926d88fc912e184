package org.dipscope.ui.console;

import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.dipscope.ui.field.Spoken;
import org.dipscope.ui.field.TabKey;
import org.dipscope.ui.text.Words;

/** The pop-over's form for the system prompt, and the last prompt as the model got it. */
final class SystemForm extends VBox {

    SystemForm(ConsoleViewModel model) {
        Words words = model.words();
        getStyleClass().addAll("form", "system-form");
        Label title = new Label(words.text("console.system"));
        title.getStyleClass().add("heading");
        TextArea system = new TextArea();
        system.setPromptText(words.text("console.system-empty"));
        Spoken.setName(system, words.text("console.system"));
        system.setWrapText(true);
        system.setPrefSize(360, 72);
        TabKey.leaves(system);
        system.textProperty().bindBidirectional(model.systemProperty());
        Label note = new Label(words.text("console.system-hint"));
        note.getStyleClass().add("note");
        getChildren().addAll(title, system, note);
        showRaw(model, words);
    }

    /** The last prompt as the model got it, and the template that wrote it; before the first prompt the template alone. */
    private void showRaw(ConsoleViewModel model, Words words) {
        TextArea text = new TextArea();
        text.getStyleClass().add("raw-prompt");
        text.setEditable(false);
        text.setWrapText(true);
        TabKey.leaves(text);
        text.setPrefSize(360, 200);
        HBox choices = new HBox();
        choices.getStyleClass().add("segments");
        ToggleGroup group = new ToggleGroup();
        model.rawPrompt().ifPresent(raw -> choices.getChildren().add(choice(words.text("console.raw"), raw, text, group)));
        model.chatTemplate().ifPresent(template -> choices.getChildren().add(choice(words.text("console.template"), template, text, group)));
        if (!group.getToggles().isEmpty()) {
            group.selectToggle(group.getToggles().getFirst());
            // One of them is always shown.
            group.selectedToggleProperty().addListener((_, before, now) -> {
                if (now == null) {
                    group.selectToggle(before);
                }
            });
            getChildren().addAll(choices, text);
        }
    }

    private static ToggleButton choice(String name, String content, TextArea text, ToggleGroup group) {
        ToggleButton choice = new ToggleButton(name);
        choice.selectedProperty().addListener((_, _, chosen) -> {
            if (chosen) {
                text.setText(content);
                Spoken.setName(text, name);
            }
        });
        choice.setToggleGroup(group);
        return choice;
    }
}
