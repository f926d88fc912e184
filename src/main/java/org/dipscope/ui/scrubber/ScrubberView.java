package org.dipscope.ui.scrubber;

import javafx.animation.AnimationTimer;
import javafx.fxml.FXML;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.dipscope.ui.colour.Swatches;
import org.dipscope.ui.command.KeyNames;
import org.dipscope.ui.moment.Moment;
import org.dipscope.ui.text.Words;
import org.kordamp.ikonli.javafx.FontIcon;

import java.util.function.UnaryOperator;

/** Goes back and forth in a run; controller of ScrubberView.fxml. */
public final class ScrubberView {
    private static final int LEAP = 10;
    /** The ribbon keeps its width up to "token 999 / 999", so that it does not move while it is dragged. */
    private static final double LEAST_POSITION = 114;
    private static final double DIGIT = 7.2;

    private final ScrubberViewModel model;
    private final Words words;

    @FXML
    private Node root;
    @FXML
    private Swatches swatches;
    @FXML
    private Button back;
    @FXML
    private Button forward;
    @FXML
    private Button play;
    @FXML
    private FontIcon playing;
    @FXML
    private MenuButton rate;
    @FXML
    private Ribbon ribbon;
    @FXML
    private Label position;
    @FXML
    private Label live;
    @FXML
    private Button goLive;

    /** The scrubber of this moment. */
    public ScrubberView(Moment moment, Words words) {
        this.model = new ScrubberViewModel(moment, words);
        this.words = words;
    }

    /** The view's state. */
    public ScrubberViewModel model() {
        return model;
    }

    /** The view's own node. */
    public Node root() {
        return root;
    }

    @FXML
    private void initialize() {
        ribbon.setModel(model);
        ribbon.setAccessibleRole(AccessibleRole.SLIDER);
        ribbon.setAccessibleRoleDescription(words.text("scrubber.name"));
        ribbon.setFocusTraversable(true);
        ribbon.accessibleTextProperty().bind(model.nameProperty().flatMap(
                text -> model.liveProperty().map(follows -> follows ? words.text("scrubber.live-name", text) : text)));
        swatches.tonesProperty().subscribe(ribbon::setTones);
        model.revisionProperty().subscribe(_ -> ribbon.refresh());
        position.textProperty().bind(model.positionProperty());
        position.minWidthProperty().bind(position.textProperty().map(text -> Math.max(LEAST_POSITION, DIGIT * text.length() + 4)));
        back.disableProperty().bind(model.firstProperty());
        forward.disableProperty().bind(model.lastProperty());
        back.setOnAction(_ -> model.step(-1));
        forward.setOnAction(_ -> model.step(1));
        offerPlaying();
        goLive.setOnAction(_ -> model.goLive());
        goLive.visibleProperty().bind(model.liveProperty().not());
        live.visibleProperty().bind(model.liveProperty());
        ribbon.addEventHandler(MouseEvent.MOUSE_PRESSED, this::seek);
        ribbon.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::seek);
        ribbon.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /**
     * Says in the tooltips by which keys the same is done.
     *
     * @param keys the keys of a command, by its id
     */
    public void showKeys(UnaryOperator<String> keys) {
        back.getTooltip().setText(KeyNames.hint(words.text("scrubber.previous"), keys.apply("back")));
        forward.getTooltip().setText(KeyNames.hint(words.text("scrubber.next"), keys.apply("forward")));
        goLive.setTooltip(new Tooltip(KeyNames.hint(words.text("scrubber.follow"), keys.apply("live"))));
    }

    private void offerPlaying() {
        play.disableProperty().bind(model.firstProperty().and(model.lastProperty()));
        play.setOnAction(_ -> model.togglePlaying());
        model.playingProperty().subscribe(now -> {
            playing.setIconLiteral(now ? "fth-pause" : "fth-play");
            play.setAccessibleText(words.text(now ? "scrubber.pause" : "scrubber.play"));
        });
        rate.textProperty().bind(model.rateProperty().map(now -> words.text("scrubber.rate", now)));
        for (int tokens : Playback.RATES) {
            MenuItem item = new MenuItem(words.count("scrubber.rate-of", tokens));
            item.setOnAction(_ -> model.playAt(tokens));
            rate.getItems().add(item);
        }
        AnimationTimer clock = new AnimationTimer() {
            private long last;

            @Override
            public void start() {
                last = 0;
                super.start();
            }

            @Override
            public void handle(long now) {
                model.play(last == 0 ? 0 : (now - last) / 1e9);
                last = now;
            }
        };
        // An idle window draws nothing: the clock runs only while it plays.
        model.playingProperty().subscribe(now -> {
            if (now) {
                clock.start();
            } else {
                clock.stop();
            }
        });
        Tooltip mark = new Tooltip();
        ribbon.addEventHandler(MouseEvent.MOUSE_MOVED, event -> {
            // A mark is easier to hit than one of a thousand tokens.
            String said = ribbon.markerAt(event.getX()).map(marker -> words.text("scrubber.marker", marker.token(), marker.text()))
                    .orElseGet(() -> model.describe(ribbon.tokenAt(event.getX())));
            mark.setText(said);
            if (said.isEmpty()) {
                Tooltip.uninstall(ribbon, mark);
            } else {
                Tooltip.install(ribbon, mark);
            }
        });
    }

    private void seek(MouseEvent event) {
        ribbon.requestFocus();
        int token = ribbon.tokenAt(event.getX());
        if (token >= 0) {
            model.seek(token);
        }
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT, KP_LEFT -> {
                if (event.isShortcutDown()) {
                    model.seekMarker(false);
                } else {
                    model.step(-1);
                }
            }
            case RIGHT, KP_RIGHT -> {
                if (event.isShortcutDown()) {
                    model.seekMarker(true);
                } else {
                    model.step(1);
                }
            }
            case SPACE -> model.togglePlaying();
            case UP, KP_UP -> model.faster(1);
            case DOWN, KP_DOWN -> model.faster(-1);
            case PAGE_UP -> model.step(-LEAP);
            case PAGE_DOWN -> model.step(LEAP);
            case HOME -> model.seek(0);
            case END -> model.goLive();
            default -> {
                return;
            }
        }
        event.consume();
    }
}
