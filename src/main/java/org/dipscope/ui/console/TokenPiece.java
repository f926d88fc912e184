package org.dipscope.ui.console;

import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

import java.util.ArrayList;
import java.util.List;

/** The part of a token that stands on one line; most tokens are one piece, one with line breaks inside, or a long one, is several. */
final class TokenPiece {
    /** So many letters fit into the narrowest console; vocabularies have tokens of sixty and more, such as rules of dashes. */
    private static final int MOST_LETTERS = 24;

    private final int token;
    private final Text node;
    private final int breaksBefore;
    private double width = -1;
    private double space;
    private double x;
    private double y;
    private Rectangle block;

    private TokenPiece(int token, String text, int breaksBefore) {
        this.token = token;
        this.node = new Text(text);
        this.node.getStyleClass().add("token");
        this.breaksBefore = breaksBefore;
    }

    /** The pieces of a token's text. The white space before an answer's first word is left out. */
    static List<TokenPiece> of(int token, String text, boolean first) {
        String[] parts = (first ? text.stripLeading() : text).replace("\r", "").replace("\t", "    ").split("\n", -1);
        List<TokenPiece> pieces = new ArrayList<>(parts.length);
        int breaks = 0;
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                breaks++;
            }
            if (!parts[i].isEmpty() || i == parts.length - 1) {
                for (String stretch : stretches(parts[i])) {
                    pieces.add(new TokenPiece(token, stretch, breaks));
                    breaks = 0;
                }
            }
        }
        return pieces;
    }

    private static List<String> stretches(String part) {
        List<String> stretches = new ArrayList<>(1);
        int from = 0;
        while (part.codePointCount(from, part.length()) > MOST_LETTERS) {
            int to = part.offsetByCodePoints(from, MOST_LETTERS);
            stretches.add(part.substring(from, to));
            from = to;
        }
        stretches.add(part.substring(from));
        return stretches;
    }

    int token() {
        return token;
    }

    Text node() {
        return node;
    }

    int breaksBefore() {
        return breaksBefore;
    }

    /** Whether a line may break before this piece. */
    boolean startsWord() {
        String text = node.getText();
        return !text.isEmpty() && (text.charAt(0) == ' ' || Character.isIdeographic(text.codePointAt(0)));
    }

    double width() {
        if (width < 0) {
            width = node.getLayoutBounds().getWidth();
            String text = node.getText();
            if (text.startsWith(" ") && !text.isBlank()) {
                Text measure = new Text(text.stripLeading());
                measure.setFont(node.getFont());
                space = width - measure.getLayoutBounds().getWidth();
            }
        }
        return width;
    }

    /** The width of the blank that the piece begins with. */
    double space() {
        width();
        return space;
    }

    double inkX() {
        return x + space();
    }

    double inkWidth() {
        return width() - space();
    }

    double x() {
        return x;
    }

    double y() {
        return y;
    }

    void place(double atX, double atY) {
        x = atX;
        y = atY;
    }

    Rectangle block() {
        return block;
    }

    Rectangle addBlock() {
        block = new Rectangle();
        return block;
    }
}
