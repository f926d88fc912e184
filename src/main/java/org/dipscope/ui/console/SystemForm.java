package org.dipscope.ui.console;

import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
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
        model.rawPrompt().ifPresent(raw -> {
            Label heading = new Label(words.text("console.raw"));
            heading.getStyleClass().add("heading");
            TextArea text = new TextArea(raw);
            text.getStyleClass().add("raw-prompt");
            Spoken.setName(text, words.text("console.raw"));
            text.setEditable(false);
            text.setWrapText(true);
            TabKey.leaves(text);
            text.setPrefSize(360, 200);
            getChildren().addAll(heading, text);
        });
    }
}
