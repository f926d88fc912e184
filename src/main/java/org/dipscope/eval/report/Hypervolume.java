package org.dipscope.eval.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The volume of the union of boxes that reach from a reference point to each of some points (Zitzler and Thiele 1998). */
public final class Hypervolume {

    /**
     * How much better than the reference point something is, in three respects; what is not better in one of them has no box.
     *
     * @param x gain in the first
     * @param y gain in the second
     * @param z gain in the third
     */
    public record Gain(double x, double y, double z) {
    }

    private Hypervolume() {
    }

    /** The volume, exact: slices along z, in each the area of a staircase over x and y. */
    public static double of(List<Gain> gains) {
        List<Gain> boxes = gains.stream().filter(gain -> gain.x() > 0 && gain.y() > 0 && gain.z() > 0)
                .sorted(Comparator.comparingDouble(Gain::z).reversed()).toList();
        double volume = 0;
        List<Gain> reaching = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            reaching.add(boxes.get(i));
            double below = i + 1 < boxes.size() ? boxes.get(i + 1).z() : 0;
            volume += area(reaching) * (boxes.get(i).z() - below);
        }
        return volume;
    }

    private static double area(List<Gain> boxes) {
        double area = 0;
        double y = 0;
        for (Gain box : boxes.stream().sorted(Comparator.comparingDouble(Gain::x).reversed()).toList()) {
            if (box.y() > y) {
                area += box.x() * (box.y() - y);
                y = box.y();
            }
        }
        return area;
    }
}
