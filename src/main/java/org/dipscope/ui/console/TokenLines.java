package org.dipscope.ui.console;

import java.util.List;

/** Breaks pieces of tokens into lines, going on where it stopped as long as the width stays the same. */
final class TokenLines {
    private final double line;
    private double width = -1;
    private int arranged;
    private int wordStart;
    private double x;
    private double y;

    TokenLines(double line) {
        this.line = line;
    }

    /** Places every piece that has no place yet; all of them where the width is another one. Returns the first piece that was moved. */
    int arrange(List<TokenPiece> pieces, double within) {
        int moved = arranged;
        if (within != width) {
            width = within;
            arranged = 0;
            wordStart = 0;
            x = 0;
            y = 0;
            moved = 0;
        }
        for (; arranged < pieces.size(); arranged++) {
            moved = Math.min(moved, add(pieces, arranged));
        }
        return moved;
    }

    private int add(List<TokenPiece> pieces, int index) {
        TokenPiece piece = pieces.get(index);
        if (piece.breaksBefore() > 0) {
            x = 0;
            y += line * piece.breaksBefore();
            wordStart = index;
        } else if (piece.startsWord()) {
            wordStart = index;
        }
        piece.place(x, y);
        x += piece.width();
        if (x <= width || pieces.get(wordStart).inkX() <= 0 && wordStart == index) {
            return index;
        }
        boolean wholeWordFits = x - pieces.get(wordStart).inkX() <= width && pieces.get(wordStart).inkX() > 0;
        int from = wholeWordFits ? wordStart : index;
        if (from == 0) {
            return index;
        }
        x = -pieces.get(from).space();
        y += line;
        for (int i = from; i <= index; i++) {
            pieces.get(i).place(x, y);
            x += pieces.get(i).width();
        }
        wordStart = from;
        return from;
    }

    /** How high all lines are together. */
    double height() {
        return arranged == 0 ? line : y + line;
    }
}
