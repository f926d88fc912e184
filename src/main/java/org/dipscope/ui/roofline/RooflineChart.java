package org.dipscope.ui.roofline;

import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.dipscope.memory.ComputeRate;
import org.dipscope.memory.Roofline.Tier;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.CanvasRegion;
import org.dipscope.ui.text.Words;
import org.dipscope.ui.theme.Typefaces;

import java.util.List;
import java.util.Optional;

/** Draws tokens under their roof: the ceiling of computing, the slopes of DRAM and Flash, and two marks a token at one height. */
public final class RooflineChart extends CanvasRegion {
    private static final double MARK = 4;
    private static final double RING = 8;
    /** A shorter stretch of slope has no room for its name. */
    private static final double LEAST_FOR_NAME = 100;
    private static final double[] PLACES = {0.5, 0.75, 0.25};
    /** How far a name reaches to the left of its place. */
    private static final double NAME_LEFT = 28;
    private static final Font FONT = Typefaces.text(11);
    private static final Font BOLD = Typefaces.strong(11);

    private Words words = Words.english();
    private Tones tones;
    private List<RoofToken> tokens = List.of();
    private Optional<RoofToken> looked = Optional.empty();
    private RooflineLayout layout;

    /** A chart of nothing yet. */
    public RooflineChart() {
        setMinSize(240, 160);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    }

    void speak(Words language) {
        words = language;
        refresh();
    }

    void setTones(Tones theme) {
        tones = theme;
        refresh();
    }

    void show(List<RoofToken> now) {
        tokens = now;
        refresh();
    }

    void look(Optional<RoofToken> token) {
        looked = token;
        refresh();
    }

    /** The token at a place, where there is one. */
    Optional<RoofToken> at(double x, double y) {
        return layout == null ? Optional.empty() : layout.at(x, y);
    }

    /** The colour of a tier: Flash costs, DRAM is a hit, computing is neither. */
    static Color colour(Tones tones, Tier tier) {
        return switch (tier) {
            case FLASH -> tones.loaded();
            case DRAM -> tones.hit();
            case COMPUTE -> tones.second();
        };
    }

    @Override
    protected void paint(GraphicsContext graphics, double width, double height) {
        layout = null;
        if (tokens.isEmpty() || tones == null) {
            return;
        }
        layout = RooflineLayout.of(tokens, width, height);
        graphics.setFill(tones.raised());
        graphics.fillRect(layout.x().from(), layout.y().to(), layout.x().to() - layout.x().from(), layout.y().from() - layout.y().to());
        axes(graphics);
        graphics.save();
        graphics.beginPath();
        graphics.rect(layout.x().from(), layout.y().to(), layout.x().to() - layout.x().from(), layout.y().from() - layout.y().to());
        graphics.clip();
        for (Tier tier : List.of(Tier.DRAM, Tier.FLASH)) {
            layout.slopes(tier).forEach(bandwidth -> slope(graphics, tier, bandwidth));
        }
        ceiling(graphics);
        tokens.forEach(token -> marks(graphics, token));
        looked.ifPresent(token -> lookedAt(graphics, token));
        graphics.restore();
    }

    private void axes(GraphicsContext graphics) {
        LogScale x = layout.x();
        LogScale y = layout.y();
        graphics.setFont(FONT);
        graphics.setTextBaseline(VPos.TOP);
        graphics.setTextAlign(TextAlignment.CENTER);
        for (int power : x.powers()) {
            double at = Math.round(x.place(Math.pow(10, power)));
            graphics.setFill(tones.line());
            graphics.fillRect(at, y.to(), 1, y.from() - y.to());
            graphics.setFill(tones.second());
            graphics.fillText(words.numerals().local(LogScale.text(power)), at, y.from() + 6);
        }
        graphics.setTextBaseline(VPos.CENTER);
        graphics.setTextAlign(TextAlignment.RIGHT);
        for (int power : y.powers()) {
            double at = Math.round(y.place(Math.pow(10, power)));
            graphics.setFill(tones.line());
            graphics.fillRect(x.from(), at, x.to() - x.from(), 1);
            graphics.setFill(tones.second());
            graphics.fillText(words.numerals().local(LogScale.text(power)), x.from() - 8, at);
        }
        graphics.setTextBaseline(VPos.TOP);
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.fillText(words.text("roofline.x"), (x.from() + x.to()) / 2, y.from() + 22);
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setTextBaseline(VPos.BOTTOM);
        graphics.fillText(words.text("roofline.y"), 0, y.to() - 12);
    }

    /** From where it enters the chart to where it meets the ceiling, its name along it. */
    private void slope(GraphicsContext graphics, Tier tier, double bandwidth) {
        double compute = tokens.getFirst().token().compute();
        double from = Math.max(layout.x().least(), layout.y().least() / bandwidth);
        double to = compute / bandwidth;
        graphics.setStroke(colour(tones, tier));
        graphics.setLineWidth(2);
        graphics.strokeLine(layout.x().place(from), layout.y().place(from * bandwidth), layout.x().place(to), layout.y().place(compute));
        double across = layout.x().place(to) - layout.x().place(from);
        double up = layout.y().place(compute) - layout.y().place(from * bandwidth);
        if (Math.hypot(across, up) < LEAST_FOR_NAME) {
            return;
        }
        double middle = freest(tier, bandwidth, from, to);
        graphics.save();
        graphics.translate(layout.x().place(middle), layout.y().place(middle * bandwidth));
        graphics.rotate(Math.toDegrees(Math.atan2(up, across)));
        graphics.setFont(BOLD);
        // The line has the colour; letters in it would be too pale in the light theme.
        graphics.setFill(tones.second());
        graphics.setTextAlign(TextAlignment.CENTER);
        graphics.setTextBaseline(VPos.BOTTOM);
        graphics.fillText(words.text("roofline.slope-" + tier.id(), words.numerals().brief(bandwidth / 1e9, 2)), 0, -6);
        graphics.restore();
    }

    /** Of a few places along a slope the one that is farthest from all marks. */
    private double freest(Tier tier, double bandwidth, double from, double to) {
        double best = Math.sqrt(from * to);
        double farthest = -1;
        for (double share : PLACES) {
            double at = from * Math.pow(to / from, share);
            double left = layout.x().place(at);
            double top = layout.y().place(at * bandwidth);
            double nearest = tokens.stream().filter(token -> RooflineLayout.marked(token, tier))
                    .mapToDouble(token -> Math.hypot(layout.left(token, tier) - left, layout.top(token) - top)).min().orElse(Double.MAX_VALUE);
            if (nearest > farthest && left - NAME_LEFT >= layout.x().from()) {
                farthest = nearest;
                best = at;
            }
        }
        return best;
    }

    private void ceiling(GraphicsContext graphics) {
        double compute = tokens.getFirst().token().compute();
        double y = layout.y().place(compute);
        graphics.setStroke(colour(tones, Tier.COMPUTE));
        graphics.setLineWidth(2);
        graphics.strokeLine(layout.x().from(), y, layout.x().to(), y);
        graphics.setFont(BOLD);
        graphics.setFill(colour(tones, Tier.COMPUTE));
        graphics.setTextAlign(TextAlignment.RIGHT);
        graphics.setTextBaseline(VPos.BOTTOM);
        graphics.fillText(words.text("roofline.ceiling", words.numerals().local(new ComputeRate(compute, false).text())), layout.x().to() - 8, y - 4);
    }

    private void marks(GraphicsContext graphics, RoofToken token) {
        for (Tier tier : List.of(Tier.DRAM, Tier.FLASH)) {
            if (RooflineLayout.marked(token, tier)) {
                double x = layout.left(token, tier);
                double y = layout.top(token);
                graphics.setFill(token.settings().isEmpty() ? tones.raised() : colour(tones, tier));
                graphics.setStroke(token.settings().isEmpty() ? colour(tones, tier) : tones.raised());
                graphics.setLineWidth(1);
                if (token.dense()) {
                    graphics.setFill(tones.text());
                    graphics.fillPolygon(new double[] {x, x + 5, x, x - 5}, new double[] {y - 5, y, y + 5, y}, 4);
                } else {
                    graphics.fillOval(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
                    graphics.strokeOval(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
                }
            }
        }
    }

    /** Both marks of a token, with a line between them: it is one token, read over two tiers. */
    private void lookedAt(GraphicsContext graphics, RoofToken token) {
        double y = layout.top(token);
        graphics.setStroke(tones.text());
        graphics.setLineWidth(1.5);
        for (Tier tier : List.of(Tier.DRAM, Tier.FLASH)) {
            if (RooflineLayout.marked(token, tier)) {
                graphics.strokeOval(layout.left(token, tier) - RING, y - RING, 2 * RING, 2 * RING);
            }
        }
        if (RooflineLayout.marked(token, Tier.FLASH)) {
            double left = Math.min(layout.left(token, Tier.DRAM), layout.left(token, Tier.FLASH)) + RING;
            double right = Math.max(layout.left(token, Tier.DRAM), layout.left(token, Tier.FLASH)) - RING;
            if (right > left) {
                graphics.setLineDashes(2, 3);
                graphics.strokeLine(left, y, right, y);
                graphics.setLineDashes();
            }
        }
    }
}
