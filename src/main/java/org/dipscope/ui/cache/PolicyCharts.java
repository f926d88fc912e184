package org.dipscope.ui.cache;

import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.dipscope.memory.CachePolicy;
import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.CanvasRegion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The policies as small multiples: each one's hit rate over the tokens on the same axes, with that of the policy in force behind it. */
final class PolicyCharts extends Region {
    private static final double LEAST_WIDTH = 132;
    private static final double GAP = 8;

    private final WhatIfViewModel model;
    private final List<Chart> charts = new ArrayList<>();
    private Tones tones;

    /** One policy. */
    private final class Chart extends Region {
        private final CachePolicy policy;
        private final Label name = new Label();
        private final Label rate = new Label();
        private final Label figures = new Label();
        private final CanvasRegion curve = new CanvasRegion() {
            @Override
            protected void paint(GraphicsContext graphics, double width, double height) {
                paintCurve(graphics, width, height);
            }
        };
        private Optional<PolicyOutcome> outcome = Optional.empty();

        Chart(CachePolicy policy) {
            this.policy = policy;
            setId("what-if-" + policy.id());
            getStyleClass().add("policy-chart");
            name.getStyleClass().add("policy-name");
            rate.getStyleClass().add("policy-rate");
            figures.getStyleClass().add("policy-figures");
            setAccessibleRole(AccessibleRole.TEXT);
            getChildren().addAll(curve, name, rate, figures);
            name.setText(policy.label());
        }

        void show(Optional<PolicyOutcome> played, boolean inForce) {
            outcome = played;
            pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("in-force"), inForce);
            rate.setText(played.map(PolicyOutcome::hitRate).map(model.words().numerals()::percent).orElse(""));
            figures.setText(played.map(model::figures).orElse(""));
            setAccessibleText(String.join(", ", policy.label(), rate.getText(), figures.getText()));
            curve.refresh();
            requestLayout();
        }

        private void paintCurve(GraphicsContext graphics, double width, double height) {
            if (outcome.isEmpty() || tones == null) {
                return;
            }
            graphics.setStroke(tones.line());
            graphics.setLineWidth(1);
            graphics.strokeLine(0, height - 0.5, width, height - 0.5);
            reference().ifPresent(other -> stroke(graphics, other.hitRates(), tones.third(), 1, width, height));
            stroke(graphics, outcome.get().hitRates(), policy.knowsFuture() ? tones.evicted() : tones.hit(), 1.5, width, height);
            model.place().ifPresent(place -> {
                int tokens = outcome.get().hitRates().size();
                double x = Math.min(width - 0.5, Math.floor((place + 0.5) / tokens * width) + 0.5);
                graphics.setStroke(tones.second());
                graphics.setLineWidth(1);
                graphics.strokeLine(x, 0, x, height);
                graphics.setFill(tones.text());
                double y = height - outcome.get().hitRates().get(place) * (height - 2) - 1;
                graphics.fillOval(x - 2.5, y - 2.5, 5, 5);
            });
        }

        /** A corner for each pixel at most, the mean of the tokens that fall into it. */
        private void stroke(GraphicsContext graphics, List<Double> rates, Color colour, double thickness, double width, double height) {
            int points = (int) Math.min(rates.size(), Math.max(1, width));
            graphics.setStroke(colour);
            graphics.setLineWidth(thickness);
            graphics.beginPath();
            for (int point = 0; point < points; point++) {
                int from = (int) ((long) point * rates.size() / points);
                int to = (int) ((long) (point + 1) * rates.size() / points);
                double mean = rates.subList(from, to).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
                graphics.lineTo((point + 0.5) / points * width, height - mean * (height - 2) - 1);
            }
            graphics.stroke();
        }

        @Override
        protected void layoutChildren() {
            double left = snappedLeftInset();
            double top = snappedTopInset();
            double width = getWidth() - left - snappedRightInset();
            double line = Math.ceil(name.prefHeight(-1));
            double rateWidth = Math.ceil(rate.prefWidth(-1));
            layoutInArea(name, left, top, Math.max(0, width - rateWidth - 4), line, 0, javafx.geometry.HPos.LEFT, VPos.CENTER);
            layoutInArea(rate, left + width - rateWidth, top, rateWidth, line, 0, javafx.geometry.HPos.RIGHT, VPos.CENTER);
            double foot = Math.ceil(figures.prefHeight(-1));
            double bottom = getHeight() - snappedBottomInset();
            boolean roomy = bottom - top >= line + foot + 16;
            figures.setVisible(roomy);
            figures.resizeRelocate(left, bottom - foot, width, foot);
            double curveTop = top + line + 2;
            curve.resizeRelocate(left, curveTop, width, Math.max(0, (roomy ? bottom - foot - 2 : bottom) - curveTop));
        }
    }

    /** Charts of what the model says. */
    PolicyCharts(WhatIfViewModel model) {
        this.model = model;
        getStyleClass().add("policy-charts");
        for (CachePolicy policy : CachePolicy.values()) {
            charts.add(new Chart(policy));
        }
        getChildren().addAll(charts);
        model.resultProperty().subscribe(_ -> show());
    }

    /** Draws in these colours from now on. */
    void setTones(Tones now) {
        tones = now;
        refresh();
    }

    /** Draws the cursor where the moment is now. */
    void refresh() {
        charts.forEach(chart -> chart.curve.refresh());
    }

    private void show() {
        for (Chart chart : charts) {
            chart.show(outcome(chart.policy), model.inForce().filter(chart.policy::equals).isPresent());
        }
    }

    private Optional<PolicyOutcome> reference() {
        return model.inForce().flatMap(this::outcome);
    }

    private Optional<PolicyOutcome> outcome(CachePolicy policy) {
        return model.resultProperty().get().outcomes().stream().filter(outcome -> outcome.policy() == policy).findFirst();
    }

    @Override
    protected void layoutChildren() {
        int most = (int) Math.max(1, (getWidth() + GAP) / (LEAST_WIDTH + GAP));
        int rows = (charts.size() + most - 1) / most;
        int across = (charts.size() + rows - 1) / rows;
        double wide = (getWidth() - GAP * (across - 1)) / across;
        double high = (getHeight() - GAP * (rows - 1)) / rows;
        for (int i = 0; i < charts.size(); i++) {
            double x = Math.round(i % across * (wide + GAP));
            double y = Math.round(i / across * (high + GAP));
            charts.get(i).resizeRelocate(x, y, Math.floor(wide), Math.floor(high));
        }
    }

    @Override
    protected double computeMinWidth(double height) {
        return LEAST_WIDTH;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 80;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 160;
    }
}
