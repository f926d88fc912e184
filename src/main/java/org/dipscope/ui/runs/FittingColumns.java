package org.dipscope.ui.runs;

import javafx.scene.control.TreeTableColumn;

import java.util.ArrayList;
import java.util.List;

/** Columns that share a table's width: those that matter least go where not all have room, and some take what is left over. */
final class FittingColumns {
    private final List<Share> shares = new ArrayList<>();

    private record Share(TreeTableColumn<?, ?> column, double least, double growing) {
    }

    /**
     * Adds a column that matters less than those before.
     *
     * @param least   so much it needs
     * @param growing its part of what is left over; 0 for none
     */
    void add(TreeTableColumn<?, ?> column, double least, double growing) {
        shares.add(new Share(column, least, growing));
    }

    /** Shares out a width. The first column is always there. */
    void fit(double width) {
        double taken = 0;
        double growing = 0;
        boolean room = true;
        List<Share> shown = new ArrayList<>();
        for (Share share : shares) {
            room = room && (shown.isEmpty() || taken + share.least() <= width);
            share.column().setVisible(room);
            if (room) {
                shown.add(share);
                taken += share.least();
                growing += share.growing();
            }
        }
        double over = Math.max(0, width - taken);
        for (Share share : shown) {
            share.column().setPrefWidth(Math.floor(share.least() + (growing > 0 ? over * share.growing() / growing : 0)));
        }
    }
}
