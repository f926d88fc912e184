package org.dipscope.ui.scrubber;

/** How many tokens are due as time goes by, at a rate that may change on the way. */
final class Playback {
    /** The rates that are offered, tokens a second. */
    static final int[] RATES = {1, 2, 4, 8, 15, 30, 60};
    /** A window that stood still for longer does not leap afterwards. */
    private static final double LONGEST = 0.25;

    private int place = 3;
    private double due;

    /** Tokens a second. */
    int rate() {
        return RATES[place];
    }

    /** Plays so many steps faster, or slower; at the ends of the offer it stays there. */
    void faster(int steps) {
        place = Math.clamp(place + steps, 0, RATES.length - 1);
    }

    /** Plays at an offered rate. */
    void play(int rate) {
        int wanted = 0;
        while (wanted < RATES.length - 1 && RATES[wanted] < rate) {
            wanted++;
        }
        place = wanted;
    }

    /** Begins with a whole interval before the next token. */
    void begin() {
        due = 0;
    }

    /** The tokens that have become due in these seconds. */
    int tokens(double seconds) {
        due += Math.min(seconds, LONGEST) * rate();
        int whole = (int) due;
        due -= whole;
        return whole;
    }
}
