package org.dipscope.ui.console;

import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The part of a token that stands on one line; most tokens are one piece, one with line breaks inside, or a long one, is several. */
final class TokenPiece {
    /** So many letters fit into the narrowest console; vocabularies have tokens of sixty and more, such as rules of dashes. */
    private static final int MOST_LETTERS = 24;

    private final int token;
    private final String text;
    private String shaped;
    private final Text node;
    private final int breaksBefore;
    private double width = -1;
    private double space;
    private double x;
    private double y;
    private boolean turned;
    private boolean joinedBefore;
    private boolean joinedAfter;
    private Rectangle block;

    private TokenPiece(int token, String text, int breaksBefore) {
        this.token = token;
        this.text = text;
        this.shaped = text;
        this.node = new Text(text);
        this.node.getStyleClass().add("token");
        this.breaksBefore = breaksBefore;
    }

    /**
     * The pieces of a token's text.
     *
     * @param first     whether it is the answer's first one: the white space before its word is left out
     * @param amongLeft whether letters before it in its paragraph run from right to left
     */
    static List<TokenPiece> of(int token, String text, boolean first, boolean amongLeft) {
        String[] parts = seen(first ? text.stripLeading() : text).split("\n", -1);
        List<TokenPiece> pieces = new ArrayList<>(parts.length);
        int breaks = 0;
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                breaks++;
            }
            if (!parts[i].isEmpty() || i == parts.length - 1) {
                for (String stretch : stretches(parts[i], amongLeft && i == 0)) {
                    pieces.add(new TokenPiece(token, stretch, breaks));
                    breaks = 0;
                }
            }
        }
        return pieces;
    }

    /** A ruined answer has signs that no font draws: controls become the sign for what cannot be read, and what only formats is left out. */
    private static String seen(String text) {
        StringBuilder seen = new StringBuilder(text.length());
        text.replace("\r", "").replace("\t", "    ").codePoints().forEach(sign -> {
            int type = Character.getType(sign);
            if (type == Character.CONTROL && sign != '\n') {
                seen.append('\uFFFD');
            } else if (type != Character.FORMAT) {
                seen.appendCodePoint(sign);
            }
        });
        return seen.toString();
    }

    private static List<String> stretches(String part, boolean amongLeft) {
        List<String> stretches = new ArrayList<>(1);
        for (String stretch : Stretches.of(part, amongLeft)) {
            int from = 0;
            while (stretch.codePointCount(from, stretch.length()) > MOST_LETTERS) {
                int to = stretch.offsetByCodePoints(from, MOST_LETTERS);
                stretches.add(stretch.substring(from, to));
                from = to;
            }
            stretches.add(stretch.substring(from));
        }
        return stretches;
    }

    int token() {
        return token;
    }

    Text node() {
        return node;
    }

    /** What it says, in the letters that were written, with the blank before it. */
    String text() {
        return text;
    }

    int breaksBefore() {
        return breaksBefore;
    }

    /** Has this piece and the next one written joined, where they are parts of one word whose letters join; says whether they are. */
    boolean joinTo(TokenPiece next) {
        if (next.breaksBefore > 0 || !ArabicShapes.joined(text, next.text)) {
            return false;
        }
        joinedAfter = true;
        next.joinedBefore = true;
        shape();
        next.shape();
        return true;
    }

    private void shape() {
        shaped = ArabicShapes.shaped(text, joinedBefore, joinedAfter);
        write();
        width = -1;
    }

    /**
     * JavaFX takes a text without letters for one that begins at the left, so it is given what is seen from the right; and a blank would stand on the side
     * of a word that the word's own letters choose, so it has none.
     */
    private void write() {
        String seen = shaped.substring(leads() ? 1 : 0);
        node.setText(!turned ? shaped : runsLeft().isPresent() ? seen : MirroredSign.reversed(seen));
    }

    /** Whether the piece begins with a blank before something that is seen. */
    private boolean leads() {
        return text.startsWith(" ") && !text.isBlank();
    }

    /** Whether the direction that the first of its letters has is from right to left; empty where it has no letter. */
    Optional<Boolean> runsLeft() {
        return text.codePoints().mapToObj(letter -> switch (Character.getDirectionality(letter)) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> Optional.of(false);
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> Optional.of(true);
            default -> Optional.<Boolean>empty();
        }).flatMap(Optional::stream).findFirst();
    }

    /** Has the piece written from right to left, with the blank that it begins with at its right, or from left to right again. */
    void turn(boolean fromRight) {
        if (turned != fromRight) {
            turned = fromRight;
            write();
        }
    }

    /** Whether a line may break before this piece. */
    boolean startsWord() {
        return !text.isEmpty() && (text.charAt(0) == ' ' || Character.isIdeographic(text.codePointAt(0)));
    }

    double width() {
        if (width < 0) {
            width = node.getLayoutBounds().getWidth();
            if (leads()) {
                Text measure = new Text(turned ? shaped : shaped.substring(1));
                measure.setFont(node.getFont());
                double other = measure.getLayoutBounds().getWidth();
                space = Math.abs(width - other);
                width = Math.max(width, other);
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
        return turned ? x : x + space();
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

    /** Places the piece so that what is seen of it begins here at the left. */
    void placeInk(double ink, double atY) {
        place(turned ? ink : ink - space(), atY);
    }

    Rectangle block() {
        return block;
    }

    Rectangle addBlock() {
        block = new Rectangle();
        return block;
    }
}
