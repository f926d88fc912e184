package org.dipscope.ui.console;

import java.text.Bidi;
import java.util.List;

/**
 * A line in which letters run from right to left, put in the order in which it is read (Unicode's bidirectional algorithm, UAX #9): a
 * piece moves as a whole, and the blank that it begins with moves on its own. What the paragraph says before and behind the line decides with,
 * since a bracket may close on another line than it opens on.
 */
final class VisualLine {
    /** So many letters before and behind the line are looked at: every piece of a long answer asks anew. */
    private static final int CONTEXT = 256;

    private final List<TokenPiece> pieces;
    private final int from;
    private final int to;
    private final boolean fromRight;
    private final boolean wrapped;

    /**
     * A line.
     *
     * @param pieces    all that is written, of which it is a part
     * @param from      the first piece in it
     * @param to        the first piece behind it
     * @param fromRight whether its paragraph begins at the right
     * @param wrapped   whether it goes on from a line above, so that the blank at its beginning is not seen
     */
    VisualLine(List<TokenPiece> pieces, int from, int to, boolean fromRight, boolean wrapped) {
        this.pieces = pieces;
        this.from = from;
        this.to = to;
        this.fromRight = fromRight;
        this.wrapped = wrapped;
    }

    /** A blank or what follows it, which is what has an order. */
    private record Part(TokenPiece piece, boolean blank, double width) {
    }

    /** Gives every piece its place on the line at this height, which is so wide. */
    void place(double within, double y) {
        StringBuilder text = new StringBuilder();
        for (int i = before(); i < from; i++) {
            text.append(pieces.get(i).text());
        }
        int begin = text.length();
        int[] inks = new int[to - from];
        for (int i = 0; i < inks.length; i++) {
            String words = pieces.get(from + i).text();
            inks[i] = text.length() + (words.startsWith(" ") && !words.isBlank() ? 1 : 0);
            text.append(words);
        }
        int end = text.length();
        appendRest(text);
        EmbeddingLevels order = new EmbeddingLevels(text, fromRight);
        int inkEnd = order.inkEnd(begin, end);
        Part[] parts = new Part[2 * inks.length];
        byte[] levels = new byte[parts.length];
        double width = 0;
        for (int i = 0; i < inks.length; i++) {
            TokenPiece piece = pieces.get(from + i);
            double blank = i == 0 && wrapped ? 0 : piece.space();
            parts[2 * i] = new Part(piece, true, blank);
            parts[2 * i + 1] = new Part(piece, false, piece.inkWidth());
            levels[2 * i] = order.at(Math.max(begin, inks[i] - 1));
            levels[2 * i + 1] = inks[i] < inkEnd ? order.at(inks[i]) : order.base();
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

    /** The first piece before the line that is looked at. */
    private int before() {
        int first = from;
        int letters = 0;
        while (first > 0 && pieces.get(first).breaksBefore() == 0 && letters < CONTEXT) {
            first--;
            letters += pieces.get(first).text().length();
        }
        return first;
    }

    private void appendRest(StringBuilder text) {
        int enough = text.length() + CONTEXT;
        for (int i = to; i < pieces.size() && pieces.get(i).breaksBefore() == 0 && text.length() < enough; i++) {
            text.append(pieces.get(i).text());
        }
    }
}
