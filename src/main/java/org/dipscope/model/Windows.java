package org.dipscope.model;

/**
 * Which layers of an architecture see only a window of the last positions, where the metadata name no layers themselves.
 *
 * @param wholeEvery every so manieth layer sees everything: 1 for all, 0 for none
 * @param size       positions of the window where the metadata do not say; 0 for no window
 * @param base       rotary base of layers with a window where the metadata do not say; 0 for that of the other layers
 */
record Windows(int wholeEvery, int size, double base) {
    /** Every layer sees everything, whatever the metadata say: their window belongs to a switch that the files leave out. */
    static final Windows NEVER = new Windows(1, 0, 0);
    /** Every layer has the window that the metadata give, if they do. */
    static final Windows EVERYWHERE = new Windows(0, 0, 0);

    boolean reach(int layer) {
        return wholeEvery == 0 || layer % wholeEvery < wholeEvery - 1;
    }
}
