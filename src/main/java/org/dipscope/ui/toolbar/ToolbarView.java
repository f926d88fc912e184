package org.dipscope.ui.toolbar;

import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.dipscope.sparsity.MaskingMethod;
import org.dipscope.sparsity.MaskingMethods;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.command.KeyNames;
import org.dipscope.ui.field.Reasons;
import org.dipscope.ui.field.TwoLineItem;
import org.dipscope.ui.text.Words;
import org.kordamp.ikonli.javafx.FontIcon;

import java.nio.file.Path;
import java.util.List;

/** The toolbar: model, method, Run, and what can be done with a run. */
public final class ToolbarView {
    /** In a narrower window the model's name comes before the keys, which the tooltips say, too. */
    private static final double ROOM_FOR_KEYS = 1180;
    private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");

    private final ToolbarViewModel model;
    private final Words words;

    @FXML
    private HBox root;
    @FXML
    private MenuButton modelMenu;
    @FXML
    private MenuButton methodMenu;
    @FXML
    private Button run;
    @FXML
    private Button pin;
    @FXML
    private ToggleButton compare;
    @FXML
    private Button screenshot;
    @FXML
    private MenuButton carry;
    @FXML
    private MenuButton study;
    @FXML
    private ToggleButton runs;
    @FXML
    private HBox toursBox;
    @FXML
    private Button tours;
    @FXML
    private Button palette;
    @FXML
    private Button theme;

    /** A toolbar on this view model. */
    public ToolbarView(ToolbarViewModel model, Words words) {
        this.model = model;
        this.words = words;
    }

    @FXML
    private void initialize() {
        modelMenu.textProperty().bind(model.modelProperty());
        modelMenu.setOnShowing(_ -> fillModels());
        fillModels();
        methodMenu.textProperty().bind(model.methodProperty().map(MaskingMethod::label));
        methodMenu.setOnShowing(_ -> fillMethods());
        fillMethods();
        model.runningProperty().addListener((_, _, _) -> showPrimary());
        run.setOnAction(_ -> model.primary().perform());
        run.disableProperty().bind(model.runningProperty().not().and(Bindings.not(model.commands().run().possible())));
        showPrimary();
        button(pin, model.commands().pin());
        button(screenshot, model.commands().screenshot());
        menu(carry, "fth-share-2", "carry", model.commands().carry());
        menu(study, "fth-bar-chart-2", "study", model.commands().study());
        compare.disableProperty().bind(Bindings.not(model.commands().compare().possible()));
        compare.setOnAction(_ -> model.commands().compare().perform());
        compare.textProperty().bind(model.comparableProperty().map(count -> count < 2 ? words.text("commands.compare") : words.text("window.compare-count", count)));
        compare.setTooltip(tooltip(model.commands().compare(), words.text("window.compare-hint")));
        runs.setGraphic(new FontIcon(model.commands().runs().icon()));
        runs.setTooltip(tooltip(model.commands().runs(), model.commands().runs().label()));
        runs.setAccessibleText(model.commands().runs().label());
        runs.setOnAction(_ -> model.commands().runs().perform());
        icon(palette, model.commands().palette());
        icon(tours, model.commands().tours());
        model.commands().tours().reason().subscribe(reason -> Reasons.allow(toursBox, reason));
        theme.setOnAction(_ -> model.commands().theme().perform());
        model.darkProperty().addListener((_, _, _) -> showTheme());
        showTheme();
    }

    private void menu(MenuButton menu, String icon, String id, List<Command> commands) {
        menu.setGraphic(new FontIcon(icon));
        menu.setTooltip(new Tooltip(words.text("window." + id)));
        commands.forEach(command -> menu.getItems().add(item(id, command)));
    }

    private static MenuItem item(String menu, Command command) {
        MenuItem item = new MenuItem(command.keys().isEmpty() ? command.label() : command.label() + "  " + command.keys(), new FontIcon(command.icon()));
        item.setId(menu + "-" + command.id());
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> command.perform());
        item.disableProperty().bind(Bindings.not(command.possible()));
        return item;
    }

    private void fillModels() {
        modelMenu.getItems().clear();
        MenuItem open = new MenuItem(words.text("window.open-file"), new FontIcon("fth-folder"));
        open.setOnAction(_ -> model.commands().open().perform());
        model.commands().open().shortcut().ifPresent(open::setAccelerator);
        modelMenu.getItems().addAll(open, new SeparatorMenuItem(), fileItem(model.embedded(), words.text("window.with-dipscope")));
        for (Path file : model.recent()) {
            modelMenu.getItems().add(fileItem(file, String.valueOf(file.toAbsolutePath().getParent())));
        }
    }

    private MenuItem fileItem(Path file, String where) {
        return new TwoLineItem(String.valueOf(file.getFileName()), where, () -> model.open(file));
    }

    private void fillMethods() {
        methodMenu.getItems().setAll(MaskingMethods.ALL.stream().map(this::item).toList());
    }

    /** A method that has to learn something first stands there greyed, and says so in place of what it does. */
    private MenuItem item(MaskingMethod method) {
        boolean served = model.served(method);
        MenuItem item = new TwoLineItem(method.label(), words.text(served ? "methods." + method.id() : "window.method-learns"), () -> model.methodProperty().set(method));
        item.setDisable(!served);
        item.setId("method-" + method.id());
        return item;
    }

    private void button(Button button, Command command) {
        button.setText(command.label());
        button.setTooltip(tooltip(command, command.label()));
        button.setOnAction(_ -> command.perform());
        button.disableProperty().bind(Bindings.not(command.possible()));
        Label keys = new Label(command.keys());
        keys.getStyleClass().add("keys");
        button.graphicProperty().bind(Bindings.when(root.widthProperty().greaterThan(ROOM_FOR_KEYS)).then(keys).otherwise((Label) null));
        button.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
    }

    private static void icon(Button button, Command command) {
        button.setGraphic(new FontIcon(command.icon()));
        button.setTooltip(tooltip(command, command.label()));
        button.setAccessibleText(command.label());
        button.setOnAction(_ -> command.perform());
    }

    private static Tooltip tooltip(Command command, String text) {
        return new Tooltip(KeyNames.hint(text, command.keys()));
    }

    private void showPrimary() {
        Command primary = model.primary();
        run.setText(primary.label());
        run.setGraphic(new FontIcon(primary.icon()));
        run.setTooltip(tooltip(primary, primary.label()));
        run.pseudoClassStateChanged(RUNNING, model.runningProperty().get());
    }

    private void showTheme() {
        boolean dark = model.darkProperty().get();
        theme.setGraphic(new FontIcon(dark ? "fth-sun" : "fth-moon"));
        theme.setTooltip(tooltip(model.commands().theme(), words.text(dark ? "window.theme-light" : "window.theme-dark")));
        theme.setAccessibleText(words.text(dark ? "window.theme-light" : "window.theme-dark"));
    }

    /** Shows whether two runs are compared, or the pinned runs listed. */
    public void showCentre(boolean comparing, boolean listing) {
        compare.setSelected(comparing);
        runs.setSelected(listing);
    }
}
