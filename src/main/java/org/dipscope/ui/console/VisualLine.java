package org.dipscope.ui.console;

import java.text.Bidi;
import java.util.List;

/**
 * A line in which letters run from right to left, put in the order in which it is read (Unicode's bidirectional algorithm, UAX #9): a
 * piece moves as a whole, and the blank that it begins with moves on its own.
 */
final class VisualLine {
    private final List<TokenPiece> pieces;
    private final boolean fromRight;
    private final boolean wrapped;

    /**
     * A line.
     *
     * @param pieces    what stands in it, as it was written
     * @param fromRight whether its paragraph begins at the right
     * @param wrapped   whether it goes on from a line above, so that the blank at its beginning is not seen
     */
    VisualLine(List<TokenPiece> pieces, boolean fromRight, boolean wrapped) {
        this.pieces = pieces;
        this.fromRight = fromRight;
        this.wrapped = wrapped;
    }

    /** A blank or what follows it, which is what has an order. */
    private record Part(TokenPiece piece, boolean blank, double width) {
    }

    /** Gives every piece its place on the line at this height, which is so wide. */
    void place(double within, double y) {
        StringBuilder text = new StringBuilder();
        int[] inks = new int[pieces.size()];
        for (int i = 0; i < inks.length; i++) {
            String words = pieces.get(i).node().getText();
            inks[i] = text.length() + (words.startsWith(" ") && !words.isBlank() ? 1 : 0);
            text.append(words);
        }
        Bidi order = new Bidi(text.toString(), fromRight ? Bidi.DIRECTION_RIGHT_TO_LEFT : Bidi.DIRECTION_LEFT_TO_RIGHT);
        Part[] parts = new Part[2 * inks.length];
        byte[] levels = new byte[parts.length];
        double width = 0;
        for (int i = 0; i < inks.length; i++) {
            TokenPiece piece = pieces.get(i);
            double blank = i == 0 && wrapped ? 0 : piece.space();
            parts[2 * i] = new Part(piece, true, blank);
            parts[2 * i + 1] = new Part(piece, false, piece.inkWidth());
            levels[2 * i] = level(order, Math.max(0, inks[i] - 1), text.length());
            levels[2 * i + 1] = level(order, inks[i], text.length());
            piece.turn(levels[2 * i + 1] % 2 == 1);
            width += blank + piece.inkWidth();
        }
        Bidi.reorderVisually(levels, 0, parts, 0, parts.length);
        double x = fromRight ? within - width : 0;
        for (Part part : parts) {
            if (!part.blank()) {
                part.piece().placeInk(x, y);
            }
            x += part.width();
        }
    }

    private static byte level(Bidi order, int at, int length) {
        return (byte) (at < length ? order.getLevelAt(at) : order.getBaseLevel());
    }
}
