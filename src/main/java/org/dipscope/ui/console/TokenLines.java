package org.dipscope.ui.console;

import java.util.List;

/** Breaks pieces of tokens into lines, going on where it stopped as long as the width stays the same. */
final class TokenLines {
    private final double line;
    private final boolean whole;
    private double width = -1;
    private int arranged;
    private int lineStart = -1;
    private int wordStart;
    /** Where what is seen of the word under way begins, as if its line ran from left to right. */
    private double wordInk;
    private double x;
    private double y;
    private boolean wrapped;
    /** Whether the paragraph has letters that run from right to left, and whether the first of its letters does. */
    private boolean mixed;
    private boolean fromRight;
    private boolean directed;

    /**
     * No lines yet.
     *
     * @param line  how high each of them is
     * @param whole whether all pieces are there when they are arranged, so that a line may be read by what follows it; where they come one by one
     *              it would have to be put in another order after it was read
     */
    TokenLines(double line, boolean whole) {
        this.line = line;
        this.whole = whole;
    }

    /** Places every piece that has no place yet; all of them where the width is another one. Returns the first piece that was moved. */
    int arrange(List<TokenPiece> pieces, double within) {
        int moved = arranged;
        if (within != width) {
            width = within;
            arranged = 0;
            lineStart = -1;
            wordStart = 0;
            x = 0;
            y = 0;
            begin();
            moved = 0;
        }
        for (; arranged < pieces.size(); arranged++) {
            moved = Math.min(moved, add(pieces, arranged));
        }
        return moved;
    }

    /** Has the last line arranged anew: one of its pieces has become wider or narrower. */
    void reopen() {
        arranged = Math.max(0, Math.min(arranged, lineStart));
    }

    /** A paragraph begins. */
    private void begin() {
        wrapped = false;
        mixed = false;
        fromRight = false;
        directed = false;
    }

    private int add(List<TokenPiece> pieces, int index) {
        TokenPiece piece = pieces.get(index);
        if (index == lineStart) {
            x = wrapped ? -piece.space() : 0;
            wordStart = index;
        } else if (piece.breaksBefore() > 0) {
            x = 0;
            y += line * piece.breaksBefore();
            lineStart = index;
            wordStart = index;
            begin();
        } else if (piece.startsWord()) {
            wordStart = index;
        }
        if (lineStart < 0) {
            lineStart = 0;
        }
        direct(piece);
        if (wordStart == index) {
            wordInk = x + piece.space();
        }
        piece.place(x, y);
        x += piece.width();
        if (x <= width || wordInk <= 0 && wordStart == index) {
            return order(pieces, index, index);
        }
        boolean wholeWordFits = x - wordInk <= width && wordInk > 0;
        int from = wholeWordFits ? wordStart : index;
        if (from == 0) {
            return order(pieces, index, index);
        }
        int moved = order(pieces, from - 1, from);
        x = -pieces.get(from).space();
        y += line;
        lineStart = from;
        wrapped = true;
        for (int i = from; i <= index; i++) {
            pieces.get(i).place(x, y);
            x += pieces.get(i).width();
        }
        wordStart = from;
        wordInk = 0;
        return Math.min(moved, order(pieces, index, from));
    }

    private void direct(TokenPiece piece) {
        piece.runsLeft().ifPresent(left -> {
            mixed |= left;
            fromRight = directed ? fromRight : left;
            directed = true;
        });
    }

    /** Puts the line that ends with this piece in the order in which it is read; returns its first piece, or the other one where nothing changed. */
    private int order(List<TokenPiece> pieces, int last, int otherwise) {
        if (!mixed) {
            return otherwise;
        }
        new VisualLine(whole ? pieces : pieces.subList(0, last + 1), lineStart, last + 1, fromRight, wrapped).place(width, y);
        return lineStart;
    }

    /** How high all lines are together. */
    double height() {
        return arranged == 0 ? line : y + line;
    }
}
