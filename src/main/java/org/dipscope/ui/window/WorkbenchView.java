package org.dipscope.ui.window;

import javafx.animation.AnimationTimer;
import javafx.beans.Observable;
import javafx.application.Platform;
import javafx.beans.value.ObservableBooleanValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dipscope.ui.command.Command;
import org.dipscope.ui.console.ConsoleView;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.toolbar.ToolbarView;

import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The window's frame: where the parts stand, what is said above them, and what falls on them. */
public final class WorkbenchView {
    /** Below this height of the side the controls scroll; with it, all but their refinements are seen beside a full inspector. */
    private static final double SIDE_FOR_ALL = 720;
    /** So wide the instruments' heads have room for all their words. */
    private static final double CENTRE_FOR_ALL = 588;

    private final WorkbenchViewModel model;
    private final List<Command> commands;
    private final Words words;
    private final Pace pace = new Pace();
    private boolean pulled;
    private final AnimationTimer frames = new AnimationTimer() {
        @Override
        public void handle(long now) {
            if (pace.due(System.nanoTime())) {
                pulled = true;
                model.pull();
            }
        }
    };
    private boolean bare;
    private final Runnable afterLayout = () -> {
        if (!bare) {
            bare = true;
            drawDirectly();
        }
        if (pulled) {
            pulled = false;
            pace.drawn(System.nanoTime());
        }
    };

    @FXML
    private StackPane root;
    @FXML
    private HBox refusal;
    @FXML
    private Label refusalText;
    @FXML
    private Button dismiss;
    @FXML
    private HBox restored;
    @FXML
    private Label restoredText;
    @FXML
    private Button useCompared;
    @FXML
    private Button dismissRestored;
    @FXML
    private HBox loading;
    @FXML
    private Label loadingText;
    @FXML
    private ProgressBar progress;
    @FXML
    private Button cancel;
    @FXML
    private SplitPane split;
    @FXML
    private StackPane centre;
    @FXML
    private BorderPane side;
    @FXML
    private VBox foot;
    @FXML
    private StackPane drop;
    @FXML
    private StackPane over;
    @FXML
    private ConsoleView consoleController;
    @FXML
    private ToolbarView toolbarController;

    private Node live;
    private Supplier<Parent> comparison = StackPane::new;
    private Supplier<Parent> runs = StackPane::new;
    private Node focusBefore;
    private Supplier<Parent> tradeOff = StackPane::new;
    private Supplier<Parent> roofline = StackPane::new;

    /**
     * A frame.
     *
     * @param model    what the window is about
     * @param commands what keys perform
     * @param words    the language
     */
    public WorkbenchView(WorkbenchViewModel model, List<Command> commands, Words words) {
        this.model = model;
        this.commands = commands;
        this.words = words;
    }

    @FXML
    private void initialize() {
        model.refusalProperty().addListener((_, _, _) -> showRefusal());
        model.loadingProperty().addListener((_, _, _) -> showLoading());
        model.runningProperty().addListener((_, _, running) -> follow(running));
        model.comparingProperty().addListener((_, _, _) -> showCentre());
        model.listingProperty().addListener((_, _, _) -> showCentre());
        model.sweepProperty().addListener((_, _, _) -> showCentre());
        model.roofingProperty().addListener((_, _, _) -> showCentre());
        dismiss.setOnAction(_ -> model.dismiss());
        model.intake().restoredProperty().subscribe(this::showRestored);
        useCompared.setOnAction(_ -> model.intake().useCompared());
        dismissRestored.setOnAction(_ -> model.intake().dismissRestored());
        cancel.setOnAction(_ -> model.cancelOpening());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::unused);
        root.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        over.setOnMousePressed(press -> {
            if (press.getTarget() == over) {
                closeOver();
            }
        });
        split.widthProperty().addListener((_, before, now) -> {
            if (now.doubleValue() < before.doubleValue()) {
                // The split lays itself out for its new size first, and would undo this.
                Platform.runLater(this::makeRoom);
            }
        });
        root.setOnDragOver(this::over);
        root.setOnDragExited(_ -> drop.setVisible(false));
        root.setOnDragDropped(this::dropped);
        root.sceneProperty().addListener((_, before, now) -> {
            if (before != null) {
                before.removePostLayoutPulseListener(afterLayout);
            }
            if (now != null) {
                now.addPostLayoutPulseListener(afterLayout);
            }
        });
        showRefusal();
        showLoading();
    }

    /** Puts the live views into their places. */
    public void place(Node instruments, Node inspector, Node scrubber) {
        live = instruments;
        side.setBottom(inspector);
        foot.getChildren().addFirst(scrubber);
        showCentre();
    }

    /** Whether the side is too low for the controls and everything below them. */
    public ObservableBooleanValue tight() {
        return side.heightProperty().lessThan(SIDE_FOR_ALL);
    }

    /** Says how to build the comparison, once it is wanted. */
    public void compareWith(Supplier<Parent> built) {
        comparison = built;
    }

    /**
     * A scroll pane keeps a picture of what it shows. That helps while somebody scrolls; while words are appended the whole picture is
     * made anew for each of them, which in software took a quarter of all drawing.
     */
    private void drawDirectly() {
        root.lookupAll(".viewport").forEach(viewport -> viewport.setCache(false));
    }

    /** Says how to build the table of runs, once it is wanted. */
    public void listWith(Supplier<Parent> built) {
        runs = built;
    }

    /** Says how to build the trade-off, once a sweep is there. */
    public void tradeWith(Supplier<Parent> built) {
        tradeOff = built;
    }

    /** Says how to build the view of tokens under a roof, once it is wanted. */
    public void roofWith(Supplier<Parent> built) {
        roofline = built;
    }

    private void showCentre() {
        boolean comparing = model.comparingProperty().get();
        boolean listing = model.listingProperty().get();
        toolbarController.showCentre(comparing, listing);
        if (live != null) {
            centre.getChildren().setAll(model.sweepProperty().get() != null ? tradeOff.get() : comparing ? comparison.get() : listing ? runs.get()
                    : model.roofingProperty().get() ? roofline.get() : live);
        }
    }

    /** Puts something over the window, which has the keyboard until it is closed. */
    public void openOver(Parent content, Runnable begin) {
        if (!over.isVisible() && root.getScene() != null) {
            focusBefore = root.getScene().getFocusOwner();
        }
        over.getChildren().setAll(content);
        over.setVisible(true);
        begin.run();
    }

    /** Takes away what is over the window; the keyboard goes back where it was. */
    public void closeOver() {
        over.setVisible(false);
        over.getChildren().clear();
        if (focusBefore != null) {
            focusBefore.requestFocus();
            focusBefore = null;
        }
    }

    /** How the window is split, each divider in [0, 1]. */
    public double[] dividers() {
        return split.getDividerPositions();
    }

    /** The places of the dividers, to be followed. */
    public List<? extends Observable> splits() {
        return split.getDividers().stream().map(SplitPane.Divider::positionProperty).toList();
    }

    /** Splits the window so, where there are as many dividers. */
    public void divide(double... positions) {
        if (positions.length == split.getDividers().size()) {
            split.setDividerPositions(positions);
        }
    }

    /** A window that becomes narrower takes from the console, and then from the controls, what the instruments need. */
    private void makeRoom() {
        double width = split.getWidth();
        Region left = (Region) split.getItems().getFirst();
        Region right = (Region) split.getItems().getLast();
        double missing = CENTRE_FOR_ALL - (width - left.getWidth() - right.getWidth());
        if (missing > 0) {
            double ofLeft = Math.clamp(left.getWidth() - left.minWidth(-1), 0, missing);
            double ofRight = Math.clamp(right.getWidth() - right.minWidth(-1), 0, missing - ofLeft);
            split.setDividerPositions((left.getWidth() - ofLeft) / width, 1 - (right.getWidth() - ofRight) / width);
        }
    }

    private void follow(boolean running) {
        if (running) {
            frames.start();
        } else {
            frames.stop();
        }
    }

    private void showRefusal() {
        String sentence = model.refusalProperty().get();
        present(refusal, sentence != null);
        refusalText.setText(sentence == null ? "" : sentence);
    }

    private void showRestored(RestoredPicture picture) {
        present(restored, picture != null);
        if (picture != null) {
            restoredText.setText(picture.sentence(words));
            present(useCompared, picture.compared().isPresent());
        }
    }

    private void showLoading() {
        Loading now = model.loadingProperty().get();
        present(loading, now != null);
        if (now != null) {
            loadingText.setText(words.text("window.loading", now.file().getFileName(), words.text(now.share() > 0 ? "window.loading-repacking" : "window.loading-reading"), now.line()));
            progress.setProgress(now.share());
        }
    }

    private static void present(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    private void key(KeyEvent key) {
        if (over.isVisible()) {
            if (key.getCode() == KeyCode.ESCAPE) {
                closeOver();
                key.consume();
            } else if (key.getCode() == KeyCode.TAB) {
                TabRound.next(over, root.getScene().getFocusOwner(), key.isShiftDown()).ifPresent(next -> {
                    next.requestFocus();
                    key.consume();
                });
            } else if (commands.stream().anyMatch(command -> performs(command, key))) {
                // A menu's own key would still be heard by the window below.
                key.consume();
            }
            return;
        }
        for (Command command : commands) {
            if (performs(command, key) && command.perform()) {
                key.consume();
                return;
            }
        }
    }

    private static boolean performs(Command command, KeyEvent key) {
        return command.shortcut().filter(shortcut -> shortcut.match(key)).isPresent() && !typing(command, key);
    }

    /** What nothing else wanted takes away what was said above the views. */
    private void unused(KeyEvent key) {
        if (key.getCode() == KeyCode.ESCAPE) {
            model.dismiss();
            model.intake().dismissRestored();
        }
    }

    /** Undo and redo belong to a text while there is something in it to take back. */
    private static boolean typing(Command command, KeyEvent key) {
        return key.getTarget() instanceof TextInputControl text
                && (command.id().equals("undo") && text.isUndoable() || command.id().equals("redo") && text.isRedoable());
    }

    /** A question mark asks for the keys, but where text is typed it is one. */
    private void typed(KeyEvent key) {
        if (key.getCharacter().equals("?") && !(key.getTarget() instanceof TextInputControl) && !over.isVisible()) {
            commands.stream().filter(command -> command.id().equals("keys")).forEach(Command::perform);
            key.consume();
        }
    }

    private void over(DragEvent drag) {
        if (drag.getDragboard().hasFiles()) {
            drag.acceptTransferModes(TransferMode.COPY);
            drop.setVisible(true);
            drag.consume();
        }
    }

    private void dropped(DragEvent drag) {
        drop.setVisible(false);
        take(drag.getDragboard().getFiles());
        drag.setDropCompleted(true);
        drag.consume();
    }

    /** Takes a file that was dropped: a model is opened, and a picture gives its settings back. */
    public void take(List<File> files) {
        if (files.size() == 1) {
            model.intake().take(files.getFirst().toPath());
        } else if (!files.isEmpty()) {
            model.refuse(words.text("window.too-many-files", files.size()));
        }
    }

    /** Puts the keyboard where people begin. */
    public void focus() {
        consoleController.focus();
    }
}
