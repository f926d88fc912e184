package org.dipscope.ui.picture;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextLineInfo;
import javafx.scene.transform.Transform;
import org.dipscope.export.PictureNote;
import org.dipscope.export.PngImage;

import java.util.Base64;
import java.util.Locale;

/**
 * A part of a window as SVG: text stays text and areas stay areas, so that a figure is sharp at any size and its words can be searched
 * and edited; heatmaps are pictures of their own pixels inside. The settings stand in its metadata.
 */
public final class SvgFigure {
    private static final double CANVAS_SCALE = 2;
    /** Names of faces that the bundled fonts have, and what other programs call them. */
    private static final String SEMI_BOLD = "Semi Bold";

    private final JavaFxTurns turns;
    private final StringBuilder svg = new StringBuilder();
    private int gradients;

    private SvgFigure(JavaFxTurns turns) {
        this.turns = turns;
    }

    /**
     * Draws a root that was laid out, as large as it is.
     *
     * @param root  in a scene
     * @param note  what made it, for the metadata
     * @param turns for the pixels that the JavaFX thread alone may draw
     */
    static String of(Parent root, PictureNote note, JavaFxTurns turns) {
        SvgFigure figure = new SvgFigure(turns);
        double width = root.getLayoutBounds().getWidth();
        double height = root.getLayoutBounds().getHeight();
        figure.svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\">\n"
                .formatted(number(width), number(height), number(width), number(height)));
        figure.svg.append("<metadata id=\"dipscope\">").append(escaped(note.json())).append("</metadata>\n");
        figure.draw(root, 1);
        return figure.svg.append("</svg>\n").toString();
    }

    private void draw(Node node, double opacity) {
        if (!node.isVisible() || node.getOpacity() <= 0) {
            return;
        }
        double seen = opacity * node.getOpacity();
        switch (node) {
            case Text text -> text(text, seen);
            case ImageView view -> image(view, seen);
            case Canvas canvas -> canvas(canvas, seen);
            case Rectangle rectangle -> area(rectangle, seen);
            case Region region -> background(region, seen);
            default -> { }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> draw(child, seen));
        }
    }

    private void text(Text text, double opacity) {
        if (text.getText().isBlank() || text.getFill() == null) {
            return;
        }
        Font font = text.getFont();
        boolean bold = font.getName().contains(SEMI_BOLD) || font.getName().contains("Bold");
        boolean medium = font.getName().contains("Medium");
        String family = font.getFamily().replace(" Tabular", "").replace(" Semi Bold", "").replace(" Medium", "");
        for (TextLineInfo line : text.getLayoutInfo().getTextLines(false)) {
            String whole = text.getText().substring(line.start(), Math.min(line.end(), text.getText().length())).stripTrailing();
            String words = whole.stripLeading();
            if (!words.isEmpty()) {
                double indent = width(font, whole.substring(0, whole.length() - words.length()));
                Point2D at = text.localToScene(line.bounds().getMinX() + indent, line.bounds().getMinY() + ascent(font, line.bounds().getHeight()));
                // Whoever has not these fonts sees others, which must not run into what stands beside them.
                svg.append("<text x=\"%s\" y=\"%s\" textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\" font-family=\"%s, sans-serif\" font-size=\"%s\"%s%s%s>%s</text>\n".formatted(
                        number(at.getX()), number(at.getY()), number(width(font, words)), escaped(family), number(font.getSize()), bold ? " font-weight=\"600\"" : medium ? " font-weight=\"500\"" : "",
                        paint(text.getFill()), alpha(opacity), escaped(words)));
            }
        }
    }

    private static double width(Font font, String words) {
        Text measured = new Text(words);
        measured.setFont(font);
        return measured.getLayoutBounds().getWidth();
    }

    /** How far the base line lies below the line's top. */
    private static double ascent(Font font, double height) {
        Text letter = new Text("x");
        letter.setFont(font);
        return -letter.getLayoutBounds().getMinY() * height / letter.getLayoutBounds().getHeight();
    }

    private void background(Region region, double opacity) {
        if (region.getBackground() == null || region.getWidth() <= 0 || region.getHeight() <= 0) {
            return;
        }
        for (BackgroundFill fill : region.getBackground().getFills()) {
            double left = fill.getInsets().getLeft();
            double top = fill.getInsets().getTop();
            double width = region.getWidth() - left - fill.getInsets().getRight();
            double height = region.getHeight() - top - fill.getInsets().getBottom();
            if (width > 0 && height > 0 && !(fill.getFill() instanceof Color colour && colour.getOpacity() == 0)) {
                Point2D at = region.localToScene(left, top);
                rectangle(at, width, height, fill.getRadii().getTopLeftHorizontalRadius(), fill(fill.getFill()), "", opacity);
            }
        }
    }

    private void area(Rectangle area, double opacity) {
        String line = area.getStroke() == null ? "" : " stroke=\"%s\" stroke-width=\"%s\"".formatted(colour(area.getStroke()), number(area.getStrokeWidth()));
        rectangle(area.localToScene(area.getX(), area.getY()), area.getWidth(), area.getHeight(), area.getArcWidth() / 2,
                area.getFill() == null ? " fill=\"none\"" : fill(area.getFill()), line, opacity);
    }

    private void rectangle(Point2D at, double width, double height, double radius, String fill, String line, double opacity) {
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"%s%s%s%s/>\n".formatted(number(at.getX()), number(at.getY()), number(width), number(height),
                radius > 0 ? " rx=\"" + number(radius) + "\"" : "", fill, line, alpha(opacity)));
    }

    private void image(ImageView view, double opacity) {
        if (view.getImage() == null) {
            return;
        }
        Bounds bounds = view.localToScene(view.getLayoutBounds());
        embed(view.getImage(), bounds, opacity);
    }

    private void canvas(Canvas canvas, double opacity) {
        if (canvas.getWidth() <= 0 || canvas.getHeight() <= 0) {
            return;
        }
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setTransform(Transform.scale(CANVAS_SCALE, CANVAS_SCALE));
        embed(turns.take(() -> canvas.snapshot(parameters, null)), canvas.localToScene(canvas.getLayoutBounds()), opacity);
    }

    private void embed(Image image, Bounds bounds, double opacity) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        svg.append("<image x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\"%s href=\"data:image/png;base64,%s\"/>\n".formatted(
                number(bounds.getMinX()), number(bounds.getMinY()), number(bounds.getWidth()), number(bounds.getHeight()), alpha(opacity),
                Base64.getEncoder().encodeToString(new PngImage(width, height, argb).encode())));
    }

    private String fill(Paint paint) {
        if (paint instanceof LinearGradient gradient) {
            String id = "g" + gradients++;
            svg.append("<linearGradient id=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\">".formatted(id, number(gradient.getStartX()), number(gradient.getStartY()),
                    number(gradient.getEndX()), number(gradient.getEndY())));
            for (Stop stop : gradient.getStops()) {
                svg.append("<stop offset=\"%s\" stop-color=\"%s\"/>".formatted(number(stop.getOffset()), colour(stop.getColor())));
            }
            svg.append("</linearGradient>\n");
            return " fill=\"url(#" + id + ")\"";
        }
        return paint(paint);
    }

    private static String paint(Paint paint) {
        return " fill=\"" + colour(paint) + "\"" + (paint instanceof Color colour && colour.getOpacity() < 1 ? " fill-opacity=\"" + number(colour.getOpacity()) + "\"" : "");
    }

    private static String colour(Paint paint) {
        Color colour = paint instanceof Color plain ? plain : Color.TRANSPARENT;
        return "#%02x%02x%02x".formatted(Math.round(255 * colour.getRed()), Math.round(255 * colour.getGreen()), Math.round(255 * colour.getBlue()));
    }

    private static String alpha(double opacity) {
        return opacity < 0.999 ? " opacity=\"" + number(opacity) + "\"" : "";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    // XML has no place for control characters.
                    if (c >= 32 && c != 127 || c == '\n' || c == '\t') {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }
}
