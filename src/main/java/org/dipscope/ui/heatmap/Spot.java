package org.dipscope.ui.heatmap;

/**
 * A cell as the screen counts it.
 *
 * @param row      from the top, from 0
 * @param position from the left, from 0, in whatever order the columns stand
 */
public record Spot(int row, int position) {
}
