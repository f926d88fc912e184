package org.dipscope.ui.console;

import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.Group;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import org.dipscope.session.TokenFrame;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;

/**
 * An answer as a paragraph in which every token is a place of its own: to be clicked, marked and coloured. A token that is
 * appended costs the same after ten thousand others as after ten, because only it is measured and placed.
 */
public final class TokenFlow extends Region {
    /** How high a line is, in units of the scene. */
    public static final double LINE = 22;
    private static final double BASELINE = 16;
    private static final double BLOCK_TOP = 2;
    /** How much is left of what was not yet written at the moment that is shown. */
    private static final double AHEAD = 0.4;
    private static final double TOUCH = 0.5;

    private final Group blocks = new Group();
    private final Rectangle current = new Rectangle();
    private final Rectangle mark = new Rectangle();
    private final Group texts = new Group();
    private final List<TokenPiece> pieces = new ArrayList<>();
    private final TokenLines lines = new TokenLines(LINE, false);
    private IntConsumer chosen = _ -> { };
    private IntToDoubleFunction strength = _ -> 0;
    private int tokens;
    /** Whether letters of the paragraph under way run from right to left. */
    private boolean amongLeft;
    private int placed;
    private int currentToken = -1;
    private int markedToken = -1;
    private int reached = Integer.MAX_VALUE;

    /** An empty answer. */
    public TokenFlow() {
        getStyleClass().add("token-flow");
        current.getStyleClass().add("token-current");
        mark.getStyleClass().add("token-mark");
        for (Rectangle block : List.of(current, mark)) {
            block.setArcWidth(6);
            block.setArcHeight(6);
            block.setVisible(false);
        }
        for (Group group : List.of(blocks, texts)) {
            group.setManaged(false);
            group.setAutoSizeChildren(false);
            group.setMouseTransparent(true);
        }
        current.setManaged(false);
        mark.setManaged(false);
        getChildren().addAll(blocks, current, mark, texts);
        setOnMouseClicked(click -> {
            int token = tokenAt(click.getX(), click.getY());
            if (token >= 0) {
                chosen.accept(token);
            }
        });
    }

    /** Calls this with a token's number when it is clicked. */
    public void onChosen(IntConsumer action) {
        chosen = action;
    }

    /** Appends the tokens that are not there yet; {@code all} only ever grows. */
    public void follow(List<TokenFrame> all) {
        if (all.size() == tokens) {
            return;
        }
        List<Text> fresh = new ArrayList<>();
        for (; tokens < all.size(); tokens++) {
            String text = all.get(tokens).text();
            for (TokenPiece piece : TokenPiece.of(tokens, text, tokens == 0, amongLeft)) {
                if (!pieces.isEmpty() && pieces.getLast().joinTo(piece)) {
                    lines.reopen();
                }
                pieces.add(piece);
                stepBack(piece);
                fresh.add(piece.node());
            }
            int paragraph = text.lastIndexOf('\n') + 1;
            amongLeft = amongLeft && paragraph == 0 || Stretches.runLeft(text.substring(paragraph));
        }
        texts.getChildren().addAll(fresh);
        requestLayout();
    }

    /** How many tokens there are. */
    public int size() {
        return tokens;
    }

    /** Shows which token the views look at; −1 for none. */
    public void setCurrent(int token) {
        if (token != currentToken) {
            currentToken = token;
            frame(current, token);
        }
    }

    /** Lets all tokens behind this one step back, since they were not yet written then; {@link Integer#MAX_VALUE} for none. */
    public void setReached(int token) {
        if (token != reached) {
            int from = Math.min(token, reached);
            int to = Math.max(token, reached);
            reached = token;
            for (int i = firstPieceBehind(from); i < pieces.size() && pieces.get(i).token() <= to; i++) {
                stepBack(pieces.get(i));
            }
        }
    }

    private void stepBack(TokenPiece piece) {
        piece.node().setOpacity(piece.token() > reached ? AHEAD : 1);
        if (piece.block() != null) {
            colour(piece);
        }
    }

    /** Marks one token for good, such as the first that differs; −1 for none. */
    public void setMarked(int token) {
        markedToken = token;
        frame(mark, token);
    }

    /** Colours every token by this strength, in [0, 1]; 0 leaves it plain. */
    public void colour(IntToDoubleFunction by) {
        strength = by;
        pieces.subList(0, placed).forEach(this::colour);
    }

    private void colour(TokenPiece piece) {
        double opacity = piece.node().getText().isBlank() ? 0 : strength.applyAsDouble(piece.token());
        Rectangle block = piece.block();
        if (opacity > 0 && block == null) {
            block = piece.addBlock();
            block.getStyleClass().add("token-colour");
            block.setHeight(LINE - 2 * BLOCK_TOP);
            blocks.getChildren().add(block);
        }
        if (block != null) {
            placeBlock(piece, block);
            block.setOpacity(piece.token() > reached ? opacity * AHEAD : opacity);
            block.setVisible(opacity > 0);
        }
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 320;
    }

    @Override
    protected double computeMinHeight(double width) {
        return LINE;
    }

    @Override
    protected double computePrefHeight(double width) {
        arrange(width < 0 ? computePrefWidth(-1) : width);
        return snapSizeY(lines.height());
    }

    @Override
    protected void layoutChildren() {
        arrange(getWidth());
        for (; placed < pieces.size(); placed++) {
            TokenPiece piece = pieces.get(placed);
            Text node = piece.node();
            node.setTextOrigin(VPos.BASELINE);
            node.relocate(piece.x(), 0);
            node.setLayoutX(piece.x());
            node.setLayoutY(piece.y() + BASELINE);
            colour(piece);
        }
        frame(current, currentToken);
        frame(mark, markedToken);
    }

    private void arrange(double width) {
        placed = Math.min(placed, lines.arrange(pieces, width));
    }

    private void placeBlock(TokenPiece piece, Rectangle block) {
        double left = Math.max(0, piece.x());
        block.setX(left);
        block.setY(piece.y() + BLOCK_TOP);
        block.setWidth(Math.max(1, Math.min(getWidth(), piece.x() + piece.width()) - left));
    }

    private void frame(Rectangle rectangle, int token) {
        TokenPiece piece = token < 0 ? null : firstPiece(token);
        rectangle.setVisible(piece != null);
        if (piece != null) {
            double left = piece.inkX();
            double right = left + piece.inkWidth();
            // Its signs may be pieces of their own; where they stand apart from its letters the frame is around these alone.
            for (int i = firstPieceBehind(token - 1) + 1; i < placed && pieces.get(i).token() == token && pieces.get(i).y() == piece.y(); i++) {
                double from = pieces.get(i).inkX();
                double to = from + pieces.get(i).inkWidth();
                if (Math.abs(from - right) < TOUCH || Math.abs(to - left) < TOUCH) {
                    left = Math.min(left, from);
                    right = Math.max(right, to);
                }
            }
            rectangle.setX(left - 2);
            rectangle.setY(piece.y() + 1);
            rectangle.setWidth(Math.max(4, right - left + 4));
            rectangle.setHeight(LINE - 2);
        }
    }

    /** A token that has its place already: before that, the style sheet's font may not be its own yet, and it must not be measured. */
    private TokenPiece firstPiece(int token) {
        int at = firstPieceBehind(token - 1);
        return at < placed && pieces.get(at).token() == token ? pieces.get(at) : null;
    }

    /** The first piece of a later token than this one; the number of pieces where there is none. */
    private int firstPieceBehind(int token) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (pieces.get(middle).token() <= token) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Where a token stands, in this node's own coordinates: the top of its line; 0 for one that is not there. */
    public double topOf(int token) {
        TokenPiece piece = firstPiece(token);
        return piece == null ? 0 : piece.y();
    }

    /** The middle of a token's lower edge, in this node's own coordinates; the origin for one that is not there. */
    public Point2D footOf(int token) {
        TokenPiece piece = firstPiece(token);
        return piece == null ? Point2D.ZERO : new Point2D(piece.inkX() + piece.inkWidth() / 2, piece.y() + LINE);
    }

    /** The token at a place, or −1. */
    public int tokenAt(double x, double y) {
        for (TokenPiece piece : pieces) {
            if (y >= piece.y() && y < piece.y() + LINE && x >= piece.x() && x < piece.x() + piece.width()) {
                return piece.token();
            }
        }
        return -1;
    }
}
