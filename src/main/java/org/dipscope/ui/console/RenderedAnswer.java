package org.dipscope.ui.console;

import javafx.geometry.HPos;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextFlow;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An answer as its Markdown means it: headings, lists, tables, quotes and code. HTML stands there as it is, and links lead nowhere. Each
 * paragraph is read in the direction of its first letter, and lists, quotes and tables stand on the side where it begins; code is always
 * read from the left.
 */
final class RenderedAnswer extends VBox {
    private static final int MOST_LEVELS = 12;

    /** An answer's text, rendered. */
    RenderedAnswer(String answer) {
        getStyleClass().add("rendered");
        Parser.builder().extensions(List.of(TablesExtension.create())).maxOpenBlockParsers(MOST_LEVELS).build().parse(answer.strip()).accept(new Blocks(this));
    }

    /** Blocks, one below the other. */
    private static final class Blocks extends AbstractVisitor {
        private final VBox into;

        Blocks(VBox into) {
            this.into = into;
        }

        @Override
        public void visit(Paragraph paragraph) {
            into.getChildren().add(paragraph(paragraph, "rendered-text"));
        }

        @Override
        public void visit(Heading heading) {
            into.getChildren().add(paragraph(heading, heading.getLevel() <= 2 ? "rendered-title" : "rendered-heading"));
        }

        @Override
        public void visit(FencedCodeBlock code) {
            code(code.getLiteral());
        }

        @Override
        public void visit(IndentedCodeBlock code) {
            code(code.getLiteral());
        }

        @Override
        public void visit(HtmlBlock html) {
            code(html.getLiteral());
        }

        @Override
        public void visit(CustomBlock block) {
            if (block instanceof TableBlock table) {
                RenderedTable rendered = new RenderedTable(table, Direction.of(table), Blocks::cell);
                into.getChildren().add(rendered);
            }
        }

        @Override
        public void visit(ThematicBreak rule) {
            Region line = new Region();
            line.getStyleClass().add("rendered-rule");
            into.getChildren().add(line);
        }

        @Override
        public void visit(BlockQuote quote) {
            VBox inner = box("rendered-quote");
            inner.setNodeOrientation(Direction.of(quote));
            into.getChildren().add(inner);
            children(quote, inner);
        }

        @Override
        public void visit(BulletList list) {
            for (org.commonmark.node.Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                item("•", item);
            }
        }

        @Override
        public void visit(OrderedList list) {
            int number = list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber();
            for (org.commonmark.node.Node item = list.getFirstChild(); item != null; item = item.getNext()) {
                item(number++ + ".", item);
            }
        }

        private void item(String mark, org.commonmark.node.Node item) {
            Label label = new Label(mark);
            label.getStyleClass().add("rendered-mark");
            label.setMinWidth(Region.USE_PREF_SIZE);
            VBox inner = box("rendered-item");
            HBox.setHgrow(inner, Priority.ALWAYS);
            HBox line = new HBox(label, inner);
            line.setNodeOrientation(Direction.of(item));
            line.getStyleClass().add("rendered-line");
            into.getChildren().add(line);
            children(item, inner);
        }

        private void code(String literal) {
            Label label = new Label(literal.stripTrailing());
            label.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
            label.getStyleClass().add("rendered-code");
            label.setWrapText(true);
            label.setMaxWidth(Double.MAX_VALUE);
            label.setMinHeight(Region.USE_PREF_SIZE);
            into.getChildren().add(label);
        }

        private static void children(org.commonmark.node.Node parent, VBox inner) {
            Blocks blocks = new Blocks(inner);
            for (org.commonmark.node.Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                child.accept(blocks);
            }
        }

        private static VBox box(String style) {
            VBox box = new VBox();
            box.getStyleClass().add(style);
            box.setMinWidth(0);
            return box;
        }

        /** A paragraph's words; those with letters that run from right to left in an order of our own. */
        private static Region paragraph(org.commonmark.node.Node block, String style) {
            return laidOut(block, style, Optional.empty());
        }

        /** The same for a cell of a table, each of its lines at one side. */
        private static Region cell(org.commonmark.node.Node cell, String style, HPos side) {
            return laidOut(cell, style, Optional.of(side));
        }

        private static Region laidOut(org.commonmark.node.Node block, String style, Optional<HPos> side) {
            Words words = new Words(style);
            words.visitAll(block);
            String text = words.said.stream().map(WordFlow.Styled::text).collect(Collectors.joining());
            if (Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
                WordFlow flow = new WordFlow(words.said, style.equals("rendered-title"));
                side.ifPresent(flow::align);
                return flow;
            }
            TextFlow flow = flow(words);
            side.map(HPos::name).map(TextAlignment::valueOf).ifPresent(flow::setTextAlignment);
            return flow;
        }

        private static TextFlow flow(Words words) {
            TextFlow flow = new TextFlow();
            flow.getStyleClass().add("rendered-flow");
            flow.setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
            for (WordFlow.Styled one : words.said) {
                Text text = new Text(one.text());
                text.getStyleClass().setAll("text", one.style());
                flow.getChildren().add(text);
            }
            return flow;
        }
    }

    /** Words, one after the other. */
    private static final class Words extends AbstractVisitor {
        private final List<WordFlow.Styled> said;
        private final String style;

        Words(String style) {
            this(new ArrayList<>(), style);
        }

        private Words(List<WordFlow.Styled> said, String style) {
            this.said = said;
            this.style = style;
        }

        private void add(String text, String as) {
            said.add(new WordFlow.Styled(text, as));
        }

        private void inner(org.commonmark.node.Node parent, String as) {
            new Words(said, as).visitAll(parent);
        }

        private void visitAll(org.commonmark.node.Node parent) {
            for (org.commonmark.node.Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                child.accept(this);
            }
        }

        @Override
        public void visit(org.commonmark.node.Text text) {
            add(text.getLiteral(), style);
        }

        @Override
        public void visit(Code code) {
            add(code.getLiteral(), "rendered-word");
        }

        @Override
        public void visit(HtmlInline html) {
            add(html.getLiteral(), style);
        }

        @Override
        public void visit(SoftLineBreak line) {
            add(" ", style);
        }

        @Override
        public void visit(HardLineBreak line) {
            add("\n", style);
        }

        @Override
        public void visit(StrongEmphasis strong) {
            inner(strong, "rendered-strong");
        }

        @Override
        public void visit(Emphasis emphasis) {
            inner(emphasis, "rendered-emphasis");
        }
    }
}
