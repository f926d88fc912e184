package org.dipscope.ui.timeline;

import org.dipscope.ui.colour.Tones;
import org.dipscope.ui.heatmap.DrawnRegion;
import org.dipscope.ui.heatmap.OutputScale;
import org.dipscope.ui.heatmap.PixelSheet;

import java.util.List;

/** The bars and lines of a timeline; its axes and words lie over it. */
final class TimelinePlot extends DrawnRegion {
    private final PixelSheet sheet = new PixelSheet();
    private final TimelineChart chart;
    private TimelineRaster raster;
    private double scale;

    TimelinePlot(TimelineChart chart) {
        this.chart = chart;
        setMouseTransparent(true);
        getChildren().add(sheet);
    }

    @Override
    protected void draw() {
        sheet.resizeTo(getWidth(), getHeight());
        if (raster == null || scale != OutputScale.of(this)) {
            scale = OutputScale.of(this);
            raster = new TimelineRaster(scale, TimelineChart.AXIS);
        }
        List<LaneScale> lanes = chart.lanes(getWidth(), getHeight());
        sheet.fill(pixels -> {
            raster.begin(pixels, sheet.pixelsWide(), sheet.pixelsHigh());
            lanes.forEach(this::draw);
        });
    }

    private void draw(LaneScale lane) {
        for (Measure measure : lane.measures()) {
            int colour = Tones.argb(TimelineChart.colour(measure, chart.tones()));
            if (measure == Measure.FLASH) {
                raster.bars(lane, chart.series(), measure, colour);
            } else {
                raster.line(lane, chart.series(), measure, colour);
            }
        }
    }
}
