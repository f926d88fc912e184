package org.dipscope.ui.console;

import javafx.geometry.NodeOrientation;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

import java.text.Bidi;

/** In which direction a piece of an answer is read: that of its first letter which has one, from left to right where none has. */
final class Direction {

    private Direction() {
    }

    /** The direction of a text. */
    static NodeOrientation of(String text) {
        boolean left = text.isEmpty() || new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
        return left ? NodeOrientation.LEFT_TO_RIGHT : NodeOrientation.RIGHT_TO_LEFT;
    }

    /** The direction of everything that is written inside a node. */
    static NodeOrientation of(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text words) {
                text.append(words.getLiteral()).append(' ');
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral()).append(' ');
            }
        });
        return of(text.toString());
    }
}
