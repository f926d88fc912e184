package org.dipscope.ui;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Shape;
import javafx.scene.text.Text;
import org.dipscope.ui.colour.Tones;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What of the words that are shown cannot be read well: less than 4.5 : 1 against the ground behind them, as WCAG 2.2 measures it. What is disabled is exempt. */
final class Legibility {
    private static final double LEAST = 4.5;

    private Legibility() {
    }

    /** The faint texts under this node, each with its contrast. */
    static Map<String, Double> faint(Parent root) {
        Map<String, Double> faint = new TreeMap<>();
        look(root, faint);
        return faint;
    }

    private static void look(Node node, Map<String, Double> faint) {
        if (!node.isVisible() || node.isDisabled() || node.getOpacity() == 0) {
            return;
        }
        if (node instanceof Text text && !text.getText().isBlank() && text.getFill() instanceof Color colour) {
            ground(text.getParent()).ifPresent(ground -> {
                double contrast = Tones.contrast(over(colour, ground), ground);
                if (contrast < LEAST) {
                    faint.put("“" + text.getText() + "” " + colour + " on " + ground + " in " + text.getParent().getStyleClass(), contrast);
                }
            });
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> look(child, faint));
        }
    }

    /** The colour of what is painted last behind a node and is not seen through. */
    private static Optional<Color> ground(Node behind) {
        for (Node node = behind; node != null; node = node.getParent()) {
            if (node instanceof Region region && region.getBackground() != null && !region.getBackground().getFills().isEmpty()) {
                BackgroundFill last = region.getBackground().getFills().getLast();
                if (last.getFill() instanceof Color colour && colour.getOpacity() > 0) {
                    return colour.isOpaque() ? Optional.of(colour) : ground(node.getParent()).map(below -> over(colour, below));
                }
            }
            if (node instanceof Parent parent && parent.getStyleClass().contains("popover")) {
                return parent.getChildrenUnmodifiable().stream().filter(Shape.class::isInstance).map(shape -> (Color) ((Shape) shape).getFill()).findFirst();
            }
        }
        return Optional.empty();
    }

    private static Color over(Color above, Color below) {
        double share = above.getOpacity();
        return Color.color(share * above.getRed() + (1 - share) * below.getRed(), share * above.getGreen() + (1 - share) * below.getGreen(),
                share * above.getBlue() + (1 - share) * below.getBlue());
    }
}
